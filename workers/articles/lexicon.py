"""The words of `data/furniture.yaml`, validated once."""

from dataclasses import dataclass
from functools import cache
from importlib.resources import files

import yaml
from pydantic import TypeAdapter

MARKS = " \t\u00a0-–—•*·▪►▶«»<>‹›←→↑↓|#"
CLOSING = MARKS + ":.…!"


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Phrases by their use; each as `folded` gives it, so that comparing is equality."""

    lines: frozenset[str]
    starts: tuple[str, ...]
    contains: tuple[str, ...]
    leads: dict[str, int]
    closers: frozenset[str]
    source_lists: frozenset[str]
    faq: frozenset[str]


def folded(line: str) -> str:
    """Return a line as phrases are compared: lower case, one space between words, list marks and closing punctuation stripped."""
    return " ".join(line.casefold().split()).lstrip(MARKS).rstrip(CLOSING)


@cache
def furniture() -> Lexicon:
    """Load the lexicon; a wrong shape or a phrase that can never match is an error of ours and stops the load."""
    text = (files("workers.articles") / "data" / "furniture.yaml").read_text(encoding="utf-8")
    lexicon = TypeAdapter(Lexicon).validate_python(yaml.safe_load(text))
    for phrase in (*lexicon.lines, *lexicon.leads, *lexicon.closers, *lexicon.source_lists, *lexicon.faq):
        if folded(phrase) != phrase:
            raise ValueError(f"furniture.yaml: {phrase!r} can never match: write {folded(phrase)!r}")
    return lexicon
