"""The members of an article in JSON that no format reads.

Sources send many members that are of no use here, so they are told only to somebody who tries an
article out, and where an article is empty without them.
"""

from dataclasses import dataclass
from difflib import get_close_matches
from typing import Any

from workers.articles.input.formats.json_tree import parse
from workers.articles.input.formats.schema_org import is_json_ld
from workers.articles.input.json_forms import from_json
from workers.articles.invalid_article import InvalidArticle

NAMED = 3
"""Most members that a reason names."""
LONGEST = 40
"""Characters of a name that a reason repeats."""
LIKE = 0.8
"""Least likeness (`difflib`) of two names of which one is taken for a slip of the other."""


@dataclass(frozen=True, slots=True)
class IgnoredField:
    """A member that is not read.

    `meant` is the name of the known member that looks like its name; empty where none does.
    """

    name: str
    meant: str


class _Asked(dict[str, Any]):
    """An object that notes which of its members are asked for."""

    def __init__(self, values: dict[str, Any]) -> None:
        super().__init__(values)
        self.names: set[str] = set()

    def get(self, name: str, default: Any = None) -> Any:
        """Return a member, and note its name."""
        self.names.add(name)
        return super().get(name, default)


def ignored_fields(data: bytes) -> tuple[IgnoredField, ...]:
    """Return the members of the article that are not read, in their order.

    None where `data` is no JSON object, is JSON-LD, whose members belong to many vocabularies, or
    has a member of the wrong type.
    """
    try:
        value = parse(data.decode("utf-8", "replace").removeprefix("\ufeff"))
    except InvalidArticle:
        return ()
    if not isinstance(value, dict) or is_json_ld(value):
        return ()
    asked = _Asked(value)
    try:
        from_json(asked)
    except InvalidArticle:
        return ()
    free = sorted(asked.names - value.keys())
    return tuple(
        IgnoredField(name, next(iter(get_close_matches(name, free, 1, LIKE)), ""))
        for name in value
        if name not in asked.names
    )


def ignored_in_words(data: bytes) -> str:
    """Return the members that are not read as the end of a reason, empty where there are none.

    Those that are likely slips come first: `; not read: 'txt' (is 'text' meant?), 'desk'`.
    """
    found = sorted(ignored_fields(data), key=lambda one: not one.meant)[:NAMED]
    named = [
        f"{one.name[:LONGEST]!a}" + (f" (is {one.meant!r} meant?)" if one.meant else "")
        for one in found
    ]
    return f"; not read: {', '.join(named)}" if named else ""
