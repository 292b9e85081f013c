"""Features of an article's chains, and what the fitted models make of them."""

import numpy as np

from tests.unit.events.reading import mention, reading
from workers.events.chains.salience import NAMES, chain_features
from workers.events.mention import Mention
from workers.events.models import load_models


def features(*chains: list[Mention]) -> np.ndarray:
    return chain_features(chains, np.full((len(chains), len(chains)), -9.0, np.float32))


def test_there_is_a_column_for_each_chain_and_a_row_for_each_feature() -> None:
    found = features([mention("crash", 0, read=reading())], [mention("say", 3)])
    assert found.shape == (len(NAMES), 2)
    assert np.isfinite(found).all()


def test_what_the_headline_tells_is_more_likely_the_main_event_than_an_aside() -> None:
    headline = [mention("crash", 0, read=reading(logged=3.0, level="main"))]
    aside = [mention("crash", 9, read=reading(logged=-1.0, level="background"))]
    for model in (load_models().main, load_models().salience):
        first, second = model.score(features(headline, aside), NAMES)
        assert first > second
