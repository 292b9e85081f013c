"""The disagreements of an event's sources: the values of a slot side by side.

Each value comes with the sources that say it, and their words.
"""

from dataclasses import dataclass

from schemas import EventRecord
from schemas.event import ConflictValue
from workers.web.presentation.known import source_name

VALUES = 6
ARTICLES = 4
QUOTES = 2
QUOTE = 200


@dataclass(frozen=True, slots=True)
class Side:
    """One of the values, with the articles (id and source) and the words that tell it."""

    value: str
    support: int
    articles: tuple[tuple[str, str], ...]
    more: int
    quotes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Disagreement:
    """A slot and its values, best supported first; `more` are not shown."""

    slot: str
    sides: tuple[Side, ...]
    more: int


def disagreements(record: EventRecord) -> list[Disagreement]:
    """Return the conflicts of a record."""
    names = {line.id: source_name(line) for line in record.articles}
    return [
        Disagreement(
            slot=conflict.slot,
            sides=tuple(
                _side(record, conflict.slot, value, names) for value in conflict.values[:VALUES]
            ),
            more=max(0, len(conflict.values) - VALUES),
        )
        for conflict in record.conflicts
    ]


def _side(record: EventRecord, slot: str, value: ConflictValue, names: dict[str, str]) -> Side:
    quotes = dict.fromkeys(
        item.quote[:QUOTE]
        for item in record.evidence
        if item.slot == slot and item.article_id in value.articles and item.value == value.value
    )
    return Side(
        value=value.value,
        support=value.support,
        articles=tuple((id_, names.get(id_, id_)) for id_ in value.articles[:ARTICLES]),
        more=max(0, len(value.articles) - ARTICLES),
        quotes=tuple(quotes)[:QUOTES],
    )
