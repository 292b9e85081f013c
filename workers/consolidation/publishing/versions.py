"""The next version of a record: its number, its kind of change, and the fields that changed."""

from dataclasses import fields, replace
from operator import attrgetter

from schemas import EventRecord
from schemas.event import ChangedField, ChangeKind

NUMBERING = frozenset({"event_id", "version", "change", "changes", "shard"})
"""Fields of a record that are not its content."""
FIELDS = tuple(item.name for item in fields(EventRecord) if item.name not in NUMBERING)
_values = attrgetter(*FIELDS)
_content = attrgetter(*(name for name in FIELDS if name != "status"))


def same_content(first: EventRecord, second: EventRecord) -> bool:
    """Return whether two records are equal except for status and numbering."""
    return _content(first) == _content(second)


def next_version(record: EventRecord, before: EventRecord | None) -> EventRecord:
    """Return the record as the version after `before`; as version 1 without changes if None.

    The number, the kind of change and `changes` depend on the two versions only, so a replay of
    the messages gives the same bytes.
    """
    if before is None:
        return replace(record, version=1, changes=())
    version = before.version + 1
    changed = {change.field: change.version for change in before.changes}
    values = zip(FIELDS, _values(before), _values(record), strict=True)
    changed.update((name, version) for name, old, new in values if old != new)
    changes = tuple(ChangedField(name, changed[name]) for name in FIELDS if name in changed)
    return replace(record, version=version, change=_kind(record, before), changes=changes)


def _kind(record: EventRecord, before: EventRecord) -> ChangeKind:
    if record.status == "open":
        return "reopened" if before.status == "closed" else "updated"
    if record.status == "closed":
        return "updated" if before.status == "closed" else "closed"
    return record.change
