import pytest

from workers.entities.times.lexicon import lexicon
from workers.entities.times.tense import tense_around
from workers.entities.times.tokens import tokenize


@pytest.mark.parametrize(
    ("text", "tense"),
    [
        ("The ship sank Monday.", "past"),
        ("Officials said Monday that it sank.", "reported"),
        ("It will sail Monday.", "future"),
        ("Officials said it would sail Monday.", "future"),
        ("It is scheduled to sail Monday.", "future"),
        ("It will be launched Monday.", "future"),
        ("They are to meet Monday.", "future"),
        ("He waits until Monday.", "future"),
        ("On Monday, the ship sank.", "past"),
        ("Prices fell by Monday.", "past"),
        ("By Monday, more.", "future"),
        ('"It will sail." Police on Monday said no.', "reported"),
        ("It will sail. Monday was calm.", "past"),
        ("It will sail, Mr. Low said Monday.", "reported"),
        ("Monday: a chronicle.", "either"),
    ],
)
def test_the_verb_nearest_before_else_after_tells_the_tense(text: str, tense: str) -> None:
    tokens = tokenize(text, 0, len(text))
    place = tokens.low.index("monday")
    assert tense_around(tokens, place, place + 1, lexicon()) == tense
