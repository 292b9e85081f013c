"""Tokens at which a time expression may start: a cheap filter before the grammar runs."""

from functools import cache

from workers.entities.times.text.time_lexicon import lexicon
from workers.entities.times.text.token_reader import YEAR_DIGITS, holiday_starts
from workers.entities.times.text.tokens import Tokens
from workers.vocabulary import load_numerals

LOOKAHEAD = 6
"""Tokens from the first word of an expression to the word that makes it a time, at most."""
CORES = frozenset({
    "noon", "midnight", "past", "future", "fy", "present", "half", "quarter", "q", "h",
    "fiscal", "clock", "overnight", "time", "attacks",
})  # fmt: skip
OPENERS = frozenset({
    "the", "a", "an", "this", "that", "these", "those", "at", "once", "twice", "thrice",
    "recent", "future", "half", "right", "all", "whole", "entire", "another", "financial",
    "final", "'", "’", "‘",
})  # fmt: skip
APOSTROPHES = frozenset({"'", "’", "‘"})
CLOCK_MARKS = frozenset(
    {":", "/", "-", "–", ".", "a", "p", "am", "pm", "o", "s", "st", "nd", "rd", "th", "'", "’"}
)
"""Tokens that make the number before them a time of day, a date in figures or a decade."""


def candidates(tokens: Tokens) -> list[int]:
    """Return, in order, the tokens that may open an expression near a word of time."""
    core, first, low = core_words(), first_words(), tokens.low
    last, found = tokens.count + LOOKAHEAD, []
    for index in range(tokens.count - 1, -1, -1):
        word = low[index]
        number = word.isdecimal()
        if word in core or (number and _is_core(tokens, index)):
            last = index
        if last - index <= LOOKAHEAD and (number or word in first):
            found.append(index)
    return found[::-1]


def _is_core(tokens: Tokens, index: int) -> bool:
    """Return whether a number may be a time without a word: a year, a time of day, `'98`."""
    after, before = tokens.low[index + 1], tokens.low[index - 1]
    return len(tokens.raw[index]) == YEAR_DIGITS or after in CLOCK_MARKS or before in APOSTROPHES


@cache
def core_words() -> frozenset[str]:
    """Return the words of which a time expression needs one (or a number)."""
    words = lexicon()
    tables = (
        words.months, words.month_abbreviations, words.weekdays, words.weekday_abbreviations,
        words.weekday_plurals, words.seasons, words.units, words.decades, words.day_parts,
        words.day_words, words.day_part_words, words.references, words.frequencies,
        words.long_words,
    )  # fmt: skip
    return CORES.union(holiday_starts(), *tables)


@cache
def first_words() -> frozenset[str]:
    """Return the words that can start a time expression."""
    words = lexicon()
    tables = (
        load_numerals(), words.tens, words.multipliers, words.vague_numbers, words.ordinals,
        words.before, words.after, words.same, words.each, words.early, words.portions,
        words.approximate,
    )  # fmt: skip
    return OPENERS.union(core_words(), *tables)
