"""The trainer runs without the product, and so has labels of its own: they are the product's, in its order."""

from training.encoder import labels
from workers.events import readings
from workers.events.encoder import network
from workers.events.encoder.sentences import FEATURES


def test_the_trainer_has_the_labels_and_limits_of_the_product() -> None:
    assert list(readings.CODES) == labels.CODES
    assert list(readings.LEVELS) == labels.LEVELS
    assert list(readings.MODALITIES) == labels.MODALITIES
    assert labels.FEATURES == FEATURES
    for name in ("START", "END", "MOST_PIECES", "MOST_TITLE", "WINDOW"):
        assert getattr(labels, name) == getattr(network, name)
