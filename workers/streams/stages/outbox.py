"""The outbox: records that are published but not sent yet.

Of an event that changes often, only the last version is sent, after an interval.

A held record has a row in the table until its send is acknowledged, so that nothing that was
acknowledged can be lost. Time is passed in.
"""

from dataclasses import dataclass, field

from workers.streams.messages.message import Outgoing

Key = tuple[str, str]
"""Shard and event id."""


@dataclass(slots=True)
class Outbox:
    """The waiting records of one partition.

    `interval` is the least time between two versions of one event, in seconds.
    """

    interval: float
    held: dict[Key, Outgoing] = field(default_factory=dict)
    _sent_at: dict[Key, float] = field(default_factory=dict)
    _stored: set[Key] = field(default_factory=set)
    _unknown: set[Key] = field(default_factory=set)
    """Events of which nothing has been sent yet."""

    def add(self, key: Key, message: Outgoing, *, first: bool = False, ended: bool = False) -> None:
        """Hold the newest version of an event; an older one that waits is passed over.

        An event that ends (merged or retracted) before its first version is sent is not sent at
        all.
        """
        self.held.pop(key, None)
        if first:
            self._unknown.add(key)
        if ended and key in self._unknown:
            self._unknown.discard(key)
            return
        self.held[key] = message

    def restore(self, key: Key, message: Outgoing) -> None:
        """Take up a record that has a row already; it is due at once."""
        self.held[key] = message
        self._stored.add(key)

    def take_due(self, now: float, *, everything: bool = False) -> list[tuple[Key, Outgoing]]:
        """Take out and return what is to be sent now, in the order in which it was told."""
        self._sent_at = {key: at for key, at in self._sent_at.items() if now < at + self.interval}
        due = [
            (key, message)
            for key, message in self.held.items()
            if everything or key not in self._sent_at
        ]
        for key, _message in due:
            del self.held[key]
            self._unknown.discard(key)
            self._sent_at[key] = now
        return due

    def rows_to_drop(self, sent: list[Key]) -> list[Key]:
        """Return which of the records that are being sent have a row that must go."""
        drop = [key for key in sent if key in self._stored]
        self._stored.difference_update(drop)
        return drop

    def rows_to_put(self, changed: set[Key]) -> list[tuple[Key, Outgoing]]:
        """Return which of the changed records stay held, and so need a row."""
        put = [(key, self.held[key]) for key in changed if key in self.held]
        self._stored.update(key for key, _message in put)
        return put
