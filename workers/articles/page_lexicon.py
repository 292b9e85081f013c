"""The words of `data/boilerplate.yaml`, validated once."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from pydantic import TypeAdapter

from workers.lexicons import LexiconError, document

MARKS = " \t\u00a0-–—•*·▪►▶«»<>‹›←→↑↓|#"
MOST_LED = 20
CLOSING = MARKS + ":.…!"


@dataclass(frozen=True, slots=True)
class BoilerplateLexicon:
    """Phrases by their use; each as `phrase_form` gives it, so that comparing is equality."""

    lines: frozenset[str]
    starts: tuple[str, ...]
    contains: tuple[str, ...]
    leads: dict[str, int]
    closers: frozenset[str]
    comments: frozenset[str]
    source_lists: frozenset[str]
    faq: frozenset[str]
    no_dateline: frozenset[str]
    lone_cities: frozenset[str]
    tails: tuple[str, ...]
    lead_openers: tuple[str, ...]
    lead_nouns: tuple[str, ...]
    sections: frozenset[str]

    @property
    def labels(self) -> frozenset[str]:
        """Whole lines that are boilerplate, whatever follows from them."""
        return self.lines | self.leads.keys() | self.closers | self.source_lists


def phrase_form(line: str) -> str:
    """Return a line in the form in which phrases are compared.

    It is in lower case with single spaces, without list marks and closing punctuation.
    """
    return " ".join(line.casefold().split()).lstrip(MARKS).rstrip(CLOSING)


@cache
def boilerplate_lexicon() -> BoilerplateLexicon:
    """Load the lexicon.

    A wrong shape, or a phrase that can never match, is an error of ours and stops the load.
    """
    sections = document("workers.articles", "boilerplate.yaml")
    lexicon = TypeAdapter(BoilerplateLexicon).validate_python(sections)
    towns = (*lexicon.no_dateline, *lexicon.lone_cities)
    for phrase in (*lexicon.labels, *lexicon.comments, *lexicon.faq, *towns):
        if phrase_form(phrase) != phrase:
            raise LexiconError(
                f"boilerplate.yaml: {phrase!r} can never match: write {phrase_form(phrase)!r}"
            )
    return lexicon


@cache
def leads() -> Mapping[str, int]:
    """Return the lines that lead to other articles, with the largest number of headlines."""
    lexicon = boilerplate_lexicon()
    pairs = (f"{opener} {noun}" for opener in lexicon.lead_openers for noun in lexicon.lead_nouns)
    return {**dict.fromkeys(pairs, MOST_LED), **lexicon.leads}


@cache
def labels() -> frozenset[str]:
    """Return the boilerplate that is told by a whole line."""
    return boilerplate_lexicon().labels | leads().keys()


@cache
def tail() -> re.Pattern[str]:
    """Return the pattern of boilerplate behind a sentence's end.

    It is searched in the last characters of a paragraph only.
    """
    phrases = "|".join(
        re.escape(phrase) for phrase in sorted(boilerplate_lexicon().tails, key=len, reverse=True)
    )
    return re.compile(rf"(?<=[.!?”\"’])\s?[(\[]?(?:{phrases})[)\] .:…»›→>]{{0,6}}$", re.IGNORECASE)
