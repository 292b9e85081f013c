"""Names and homographs that look like times ('Judge May'), and named days."""

from dataclasses import replace
from datetime import date
from functools import cache

from workers.entities.times.expressions import Duration, Item, Recurring, TimeSet
from workers.entities.times.grammar.dates import Parsed, fixed
from workers.entities.times.text.time_lexicon import lexicon
from workers.entities.times.text.token_reader import Reader
from workers.entities.times.text.tokens import tokenize

WHEN_PREPOSITIONS = frozenset({"on", "since", "until", "before", "after", "by"})
LONGEST_NAME = 4
"""Tokens of the longest name that is looked for around an expression."""

VERBS_TOO = frozenset({"fall", "spring"})


def is_name(reader: Reader, item: Item) -> bool:
    """Return whether the item is part of a name, or another word of the same spelling."""
    if _in_listed_name(reader, item) or _before_name_head(reader, item):
        return True
    found, single = item.expression, item.end == item.start + 1
    if isinstance(found, Recurring) and found.unit == "season" and found.within is None:
        return found.step is None and _season_is_word(reader, item)
    if isinstance(found, Recurring) and single:
        return (
            _month_is_name(reader, item)
            if found.unit == "month"
            else _weekday_is_name(reader, item)
        )
    if isinstance(found, TimeSet | Duration) and single:
        return reader.tokens.capital(item.start) and _capitalised_around(reader, item)
    return False


def named_day(reader: Reader, index: int) -> Parsed | None:
    """Return a day that has a name of its own: '9/11', 'the September 11 attacks'.

    It has no EDTF where it names the event ('victims of 9/11'), rather than says when ('on 9/11').
    """
    start = index + (reader.low(index) == "the")
    for tokens, day in named_days().get(reader.low(start), ()):
        if all(reader.low(start + place) == word for place, word in enumerate(tokens)):
            found = fixed(day, "day")
            says_when = (
                reader.low(index - 1) in WHEN_PREPOSITIONS
                and not reader.tokens.raw[start + len(tokens)].isalpha()
            )
            return (found if says_when else replace(found, edtf=None)), start + len(tokens)
    return None


def _in_listed_name(reader: Reader, item: Item) -> bool:
    """Return whether a listed name ('Mail on Sunday') covers the item.

    A capital 'Today' after a name counts too.
    """
    tokens = reader.tokens
    if _is_capital_today(reader, item.start):
        return True
    return any(
        start + len(name) > item.start
        and tokens.capital(start)
        and name == tuple(tokens.low[start : start + len(name)])
        for start in range(max(item.start - LONGEST_NAME, 0), item.end)
        for name in listed_names().get(tokens.low[start], ())
    )


def _is_capital_today(reader: Reader, index: int) -> bool:
    """Return whether 'Today' ends a name: 'Radio Today'; a headline in capitals tells nothing."""
    tokens = reader.tokens
    if (
        reader.low(index) != "today"
        or not index
        or not (tokens.capital(index) and tokens.capital(index - 1))
    ):
        return False
    return not tokens.raw[index].isupper() and any(
        word.islower() and len(word) > len("from")
        for word in tokens.raw[max(index - 6, 0) : index + 6]
    )


def _before_name_head(reader: Reader, item: Item) -> bool:
    """Return whether a day without a year is part of a name: 'the March 30 Front'."""
    found = item.expression
    if (
        not isinstance(found, Recurring)
        or found.date is None
        or not (found.date.month and found.date.day)
    ):
        return False
    last = item.end
    while reader.tokens.capital(last) and last < item.end + LONGEST_NAME:
        last += 1
    return last > item.end and reader.low(last - 1) in reader.words.name_heads


@cache
def listed_names() -> dict[str, list[tuple[str, ...]]]:
    """Return the tokens of the listed names by their first token."""
    found: dict[str, list[tuple[str, ...]]] = {}
    for name in lexicon().names:
        found.setdefault(_tokens(name)[0], []).append(_tokens(name))
    return found


@cache
def named_days() -> dict[str, list[tuple[tuple[str, ...], date]]]:
    """Return the tokens of the named days, longest first, and the days, by their first token."""
    found: dict[str, list[tuple[tuple[str, ...], date]]] = {}
    for name, day in sorted(lexicon().named_days.items(), key=lambda pair: -len(pair[0])):
        found.setdefault(_tokens(name)[0], []).append((_tokens(name), day))
    return found


def _tokens(name: str) -> tuple[str, ...]:
    found = tokenize(name, 0, len(name))
    return tuple(found.low[: found.count])


def _month_is_name(reader: Reader, item: Item) -> bool:
    before = reader.low(item.start - 1) if item.start else ""
    if before in reader.words.month_prepositions:
        return False
    if before in {"and", "or", "to", "through"} and reader.month(item.start - 2) is not None:
        return False
    return reader.low(item.start) in reader.words.month_words_ambiguous or _capitalised_around(
        reader, item
    )


def _weekday_is_name(reader: Reader, item: Item) -> bool:
    tokens = reader.tokens
    if reader.low(item.end) in reader.words.title_nouns and tokens.capital(item.end):
        return True
    return (
        item.start > 0
        and tokens.capital(item.start - 1)
        and reader.low(item.start - 1) in reader.words.title_adjectives
    )


def _season_is_word(reader: Reader, item: Item) -> bool:
    tokens, word = reader.tokens, reader.low(item.end - 1)
    before = reader.low(item.start - 1) if item.start else ""
    if reader.low(item.end) == "of" or (tokens.capital(item.end - 1) and tokens.capital(item.end)):
        return True
    if before in reader.words.sure_season_prepositions:
        return False
    return word in VERBS_TOO or before not in reader.words.season_prepositions


def _capitalised_around(reader: Reader, item: Item) -> bool:
    """Return whether a capitalised word beside the item makes it part of a name.

    The first word of the text does not.
    """
    tokens = reader.tokens
    if tokens.capital(item.end) and reader.weekday(item.end) is None:
        return True
    return item.start > 1 and tokens.capital(item.start - 1) and len(tokens.raw[item.start - 1]) > 1
