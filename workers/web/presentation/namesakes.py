"""Events that share a title, because one sentence tells several, and what tells them apart."""

from collections import Counter
from collections.abc import Iterable

from schemas import EventRecord
from schemas.event import names_of
from workers.queries.event_filter import LIVE
from workers.streams.readmodel.view import View
from workers.web.presentation.wording import type_words

WHO = 2
"""Participants that are named behind a title."""
MOST = 12
"""Namesakes of an event that its page lists."""


def shared_titles(records: Iterable[EventRecord]) -> frozenset[str]:
    """Return the titles that several events have; those that are gone do not count."""
    counts = Counter(record.title for record in records if record.status in LIVE)
    return frozenset(title for title, count in counts.items() if count > 1)


def titles_shared_in(view: View) -> frozenset[str]:
    """Return the titles that several events of the view have."""
    return shared_titles(viewed.record for viewed in view.all())


def namesakes(record: EventRecord, view: View) -> list[EventRecord]:
    """Return the other events of the view with the title of an event, at most `MOST`."""
    found = (
        viewed.record
        for viewed in view.all()
        if viewed.record.title == record.title
        and viewed.record.event_id != record.event_id
        and viewed.record.status in LIVE
    )
    return sorted(found, key=lambda one: one.event_id)[:MOST]


def apart(record: EventRecord) -> str:
    """Return what tells an event from its namesakes: type, word and participants.

    An example is `Rescue, “taken off”: coast guard, passengers`.
    """
    who = ", ".join(names_of(record.who)[:WHO])
    words = f"{type_words(record.type)}, “{record.what.trigger}”"
    return f"{words}: {who}" if who else words
