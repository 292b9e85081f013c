"""An event's history: one line a version, with what changed and what brought it."""

from collections.abc import Iterable
from operator import attrgetter

from schemas import EventRecord

MOST_LINES = 50
"""Most lines of a history: the first, and the latest."""
LONGEST = 400
"""Characters of a line."""
LONGEST_VALUE = 60
NAMES = {"who": "name", "where": "name", "conflicts": "slot", "decisions": "id", "relations": "kind"}
"""The lists of a record in which things come and go, and under which of its fields a thing is told."""
_lists = attrgetter(*NAMES)
MOST_NAMES = 4
"""Most names listed of those that came or went."""


def longer(history: tuple[str, ...], line: str) -> tuple[str, ...]:
    """Return the history with one more line; a long one keeps the first and the latest."""
    grown = (*history, line)
    return grown if len(grown) <= MOST_LINES else (grown[0], *grown[-MOST_LINES + 1 :])


def line(record: EventRecord, before: EventRecord | None, cause: str) -> str:
    """Return what a version says that the one before did not: `3: updated with article b (articles +b; when 2023-08 → 2023-08-14)`."""
    done = f"merged into {record.merged_into}" if record.merged_into is not None else record.change
    said = f"{record.version}: {done}" + (f" with {cause}" if cause else "")
    if before is not None and record.change not in {"closed", "retracted", "merged"}:
        said += f" ({'; '.join(_changes(before, record)) or 'evidence'})"
    return said if len(said) <= LONGEST else f"{said[: LONGEST - 1]}…"


def _changes(before: EventRecord, record: EventRecord) -> Iterable[str]:
    if record.articles != before.articles:
        yield from _names("articles", [a.id for a in before.articles], [a.id for a in record.articles])
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
    was, now = _lists(before), _lists(record)
    if was != now:
        for (slot, name), old_items, new_items in zip(NAMES.items(), was, now, strict=True):
            yield from _names(slot, [getattr(o, name) for o in old_items], [getattr(n, name) for n in new_items])


def _names(slot: str, old: list[str], new: list[str]) -> Iterable[str]:
    if old == new:
        return
    known, named = set(old), set(new)
    come = [f"+{name}" for name in new if name not in known]
    gone = [f"−{name}" for name in old if name not in named]
    told = [*come, *gone]
    if told:
        more = [f"and {len(told) - MOST_NAMES} more"] if len(told) > MOST_NAMES else []
        yield " ".join([slot, *told[:MOST_NAMES], *more])


def _short(value: str) -> str:
    return (value if len(value) <= LONGEST_VALUE else f"{value[: LONGEST_VALUE - 1]}…") or "none"


def _type(record: EventRecord) -> str:
    return f"{record.type.code}/{record.type.mode}" if record.type.mode else record.type.code
