"""The trainer runs without the product, and so has labels of its own: they are the product's, in its order."""

import ast
from pathlib import Path

from workers.events.encoder.network import END, MOST_PIECES, MOST_TITLE, START
from workers.events.encoder.sentences import FEATURES
from workers.events.readings import CODES, LEVELS, MODALITIES

TRAINER = Path(__file__).parents[3] / "training" / "encoder.py"


def constants() -> dict[str, object]:
    found: dict[str, object] = {}
    for node in ast.parse(TRAINER.read_text(encoding="utf-8")).body:
        if isinstance(node, ast.Assign):
            names = [target.id for t in node.targets for target in ast.walk(t) if isinstance(target, ast.Name)]
            try:
                value = ast.literal_eval(node.value)
            except ValueError:
                continue
            found |= dict(zip(names, value, strict=True)) if len(names) > 1 else {names[0]: value}
    return found


def test_the_trainer_has_the_labels_and_limits_of_the_product() -> None:
    trained = constants()
    assert trained["CODES"] == list(CODES)
    assert trained["LEVELS"] == list(LEVELS)
    assert trained["MODALITIES"] == list(MODALITIES)
    limits = {"START": START, "END": END, "MOST_PIECES": MOST_PIECES, "MOST_TITLE": MOST_TITLE, "FEATURES": FEATURES}
    assert {name: trained[name] for name in limits} == limits
