import pytest

from workers.entities.times.resolution.tense import tense_around
from workers.entities.times.text.time_lexicon import lexicon
from workers.entities.times.text.tokens import tokenize


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
        ("He was told that the vote on Monday will be held.", "future"),
        ("Officials said the vote on Monday would be close.", "future"),
        ("He said in a note on Monday the vote would be close.", "reported"),
        ("Dell, who scored twice, said Monday he was glad.", "reported"),
        ("Dell scored for Solna, who play Varda on Monday.", "future"),
        ("Varda host Solna on Monday.", "future"),
        ("The fair opens Monday.", "future"),
        ("The fair takes place on Monday.", "future"),
        ("Voters prepare to choose on Monday.", "future"),
        ("The Varda launch on Monday was a success.", "past"),
        ("Two visits on Monday were calm.", "past"),
        ("The zoo was open on Monday.", "past"),
        ("The owner could not be reached on Monday.", "past"),
        ("Police couldn't be reached Monday.", "past"),
        ("The ship will not be launched Monday.", "future"),
        ("She told Deadline Monday that it hurt.", "reported"),
        ("The debate was held ahead of Monday.", "future"),
        ("Lane closure through Monday.", "future"),
        ("They voted to leave the E.U. On Monday, it emerged that prices rose.", "past"),
        ("The gang clung to a tree on Monday.", "past"),
    ],
)
def test_the_verb_nearest_before_else_after_tells_the_tense(text: str, tense: str) -> None:
    tokens = tokenize(text, 0, len(text))
    place = tokens.low.index("monday")
    assert tense_around(tokens, place, place + 1, lexicon()) == tense
