"""The articles of an event, with the copies of each folded under it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from schemas import EventRecord
from schemas.event import ArticleLine
from workers.streams.readmodel.view import View
from workers.web.presentation.passages import Support, support

ARTICLES = 20
"""Originals shown with their sentences; the others are listed."""


@dataclass(frozen=True, slots=True)
class Source:
    """An article that copies no other article of the event, and the articles that copy it.

    `came` is when the article came in (RFC 3339), None where that time is not known.
    """

    support: Support
    copies: tuple[ArticleLine, ...]
    came: str | None


@dataclass(frozen=True, slots=True)
class Sources:
    """The originals of an event: those that the page shows, and the lines of the others."""

    shown: tuple[Source, ...]
    further: tuple[ArticleLine, ...]


def sources(record: EventRecord, view: View) -> Sources:
    """Return the articles of a record in its order.

    A copy of a copy stands under the first original.
    """
    originals, copies = folded(record.articles)
    shown = tuple(
        _source(record, line, copies.get(line.id, ()), view) for line in originals[:ARTICLES]
    )
    return Sources(shown, tuple(originals[ARTICLES:]))


def folded(
    lines: Sequence[ArticleLine],
) -> tuple[list[ArticleLine], dict[str, tuple[ArticleLine, ...]]]:
    """Return the articles that copy none of the others.

    The copies come second, by the id of the original.
    """
    by_id = {line.id: line for line in lines}
    roots = {line.id: _root(line, by_id) for line in lines}
    copies: dict[str, tuple[ArticleLine, ...]] = {}
    for line in lines:
        if roots[line.id] != line.id:
            copies[roots[line.id]] = (*copies.get(roots[line.id], ()), line)
    return [line for line in lines if roots[line.id] == line.id], copies


def _root(line: ArticleLine, by_id: Mapping[str, ArticleLine]) -> str:
    """Follow copies to their original.

    In a ring of copies, which no record should hold, the smallest id counts.
    """
    seen = [line.id]
    while line.copy_of is not None and line.copy_of in by_id:
        line = by_id[line.copy_of]
        if line.id in seen:
            return min(seen[seen.index(line.id) :])
        seen.append(line.id)
    return line.id


def _source(
    record: EventRecord, line: ArticleLine, copies: tuple[ArticleLine, ...], view: View
) -> Source:
    held = view.article(line.id)
    return Source(support(record, line, held), copies, held.received_at if held else None)
