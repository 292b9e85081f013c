"""The history of an event: one line for each version, with its changes and their cause."""

from collections.abc import Iterable
from operator import attrgetter

from schemas import EventRecord

MOST_LINES = 50
"""Most lines of a history: the first line and the latest ones."""
LONGEST_LINE = 400
"""Characters."""
LONGEST_VALUE = 60
"""Characters."""
LIST_KEYS = {
    "who": "name",
    "where": "name",
    "conflicts": "slot",
    "decisions": "id",
    "relations": "kind",
}
"""The lists of a record whose items may come and go -> the field that names an item."""
_lists = attrgetter(*LIST_KEYS)
MOST_NAMES = 4
"""Most names that a line gives of the items that came or went."""


def append_line(history: tuple[str, ...], line: str) -> tuple[str, ...]:
    """Return the history with one more line; a long one keeps the first and the latest lines."""
    grown = (*history, line)
    return grown if len(grown) <= MOST_LINES else (grown[0], *grown[-MOST_LINES + 1 :])


def history_line(record: EventRecord, before: EventRecord | None, cause: str) -> str:
    """Return the difference between two versions in words.

    For example: `3: updated with article b (articles +b; when 2023-08 → 2023-08-14)`.
    """
    into = record.merged_into
    change = f"merged into {into}" if into is not None else record.change
    line = f"{record.version}: {change}" + (f" with {cause}" if cause else "")
    if before is not None and record.change not in {"closed", "retracted", "merged"}:
        line += f" ({'; '.join(_differences(before, record)) or 'evidence'})"
    return line if len(line) <= LONGEST_LINE else f"{line[: LONGEST_LINE - 1]}…"


def _differences(before: EventRecord, record: EventRecord) -> Iterable[str]:
    if record.articles != before.articles:
        ids_before, ids = [a.id for a in before.articles], [a.id for a in record.articles]
        yield from _come_and_gone("articles", ids_before, ids)
    for slot, old, new in (
        ("title", before.title, record.title),
        ("when", before.when.edtf if before.when else "", record.when.edtf if record.when else ""),
        ("modality", before.modality, record.modality),
        ("type", _type(before), _type(record)),
        ("trigger", before.what.trigger, record.what.trigger),
        ("level", before.level, record.level),
    ):
        if old != new:
            yield f"{slot} {_short(old)} → {_short(new)}"
    lists_before, lists = _lists(before), _lists(record)
    if lists_before != lists:
        for (slot, name), olds, news in zip(LIST_KEYS.items(), lists_before, lists, strict=True):
            old_names = [getattr(item, name) for item in olds]
            yield from _come_and_gone(slot, old_names, [getattr(item, name) for item in news])


def _come_and_gone(slot: str, old: list[str], new: list[str]) -> Iterable[str]:
    if old == new:
        return
    old_names, new_names = set(old), set(new)
    come = [f"+{name}" for name in new if name not in old_names]
    gone = [f"−{name}" for name in old if name not in new_names]
    names = [*come, *gone]
    if names:
        more = [f"and {len(names) - MOST_NAMES} more"] if len(names) > MOST_NAMES else []
        yield " ".join([slot, *names[:MOST_NAMES], *more])


def _short(value: str) -> str:
    return (value if len(value) <= LONGEST_VALUE else f"{value[: LONGEST_VALUE - 1]}…") or "none"


def _type(record: EventRecord) -> str:
    return f"{record.type.code}/{record.type.mode}" if record.type.mode else record.type.code
