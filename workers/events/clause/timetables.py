"""Timetables: a present tense with a day that is to come ('the trial opens on Monday')."""

from collections.abc import Iterator

from spacy.tokens import Token

from workers.events.clause.syntax import children

PROGRESSIVE = frozenset({"is", "are", "am", "'s", "'re", "’s", "’re", "be", "been"})
PRESENT = frozenset({"VBZ", "VBP"})
DAYS = frozenset({
    "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday", "tomorrow",
    "tonight",
})  # fmt: skip
MONTHS = frozenset({
    "january", "february", "march", "april", "june", "july", "august", "september", "october",
    "november", "december", "jan.", "feb.", "aug.", "sept.", "oct.", "nov.", "dec.",
})  # fmt: skip
"""Months in the forms that mean nothing else: not 'May'."""
NEXT = frozenset({"next", "coming"})


def is_timetable(verb: Token) -> bool:
    """Say whether a present tense tells a schedule.

    Examples are 'the trial opens on Monday' and 'they are playing next week'.
    """
    helpers = {child.lower_ for child in children(verb, "aux", "auxpass")}
    dates = [word.lower_ for word in _dates(verb)]
    if verb.tag_ == "VBG" and helpers & PROGRESSIVE and not helpers & {"been", "be"}:
        return any(word in NEXT or word == "tomorrow" for word in dates)
    return (
        verb.tag_ in PRESENT and not helpers and any(word in DAYS | MONTHS | NEXT for word in dates)
    )


def _dates(verb: Token) -> Iterator[Token]:
    for child in verb.children:
        if child.dep_ == "npadvmod":
            yield from child.subtree
        elif child.dep_ == "prep" and child.lower_ == "on":
            for date in children(child, "pobj"):
                yield from date.subtree
