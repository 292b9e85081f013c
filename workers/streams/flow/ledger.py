"""The acknowledgement ledger: which offsets are done, and which offset may be committed.

Pure bookkeeping for one partition in one generation of the consumer group. Work finishes in any
order; the committed offset never passes the lowest unfinished one. Offsets are those of Kafka: the
committed offset is the first one that is not done.
"""

from dataclasses import dataclass, field
from enum import Enum
from typing import Generic, TypeVar

T = TypeVar("T")


class Verdict(Enum):
    """What an offset that was read means.

    Members:
        NEW: The next one: work on it.
        SEEN: Read before, in work or done: pass over it.
        GAP: Something before it was not read: seek back to `AckLedger.position`, and pass over what
            comes until then.
        REAL_GAP: The next one; the offsets before it, which are missing when read again too, do not
            exist (compaction): work on it.
        PAST_GAP: Read behind a gap that is being read again: pass over it.
    """

    NEW = "new"
    SEEN = "seen"
    GAP = "gap"
    REAL_GAP = "real gap"
    PAST_GAP = "past gap"


@dataclass(slots=True)
class AckLedger(Generic[T]):
    """The ledger of one partition, from its committed offset on.

    `T` is the type of the value that is kept for each offset until the offset is acknowledged.

    Attributes:
        position: The next offset to be read.
        committable: The lowest offset that is not done: what may be committed.
    """

    position: int
    committable: int = -1
    _unfinished: dict[int, T] = field(default_factory=dict)
    _finished: dict[int, T | None] = field(default_factory=dict)
    _gap_at: int | None = None

    def __post_init__(self) -> None:
        self.committable = self.position

    @property
    def in_work(self) -> int:
        """Offsets read and not done."""
        return len(self._unfinished)

    def receive(self, offset: int, kept: T) -> Verdict:
        """Record an offset that was read.

        Only an offset that is NEW or a REAL_GAP is kept and has to be finished.

        A jump is a fault the first time. It is taken as real when, after seeking back, the same
        offset comes first again: what is still queued from before the seek lies behind it, so it
        cannot be mistaken for that.
        """
        if offset < self.position:
            return Verdict.SEEN
        verdict = Verdict.NEW
        if offset > self.position:
            if self._gap_at is None:
                self._gap_at = offset
                return Verdict.GAP
            if offset != self._gap_at:
                return Verdict.PAST_GAP
            self._accept_gap(offset)
            verdict = Verdict.REAL_GAP
        self._gap_at = None
        self._unfinished[offset] = kept
        self.position = offset + 1
        return verdict

    def finish(self, offset: int) -> list[T]:
        """Record that the work for an offset is done.

        Returns the values of the offsets that may now be acknowledged, in order of offset.

        Raises:
            KeyError: The offset was not received as NEW, or is finished already.
        """
        self._finished[offset] = self._unfinished.pop(offset)
        return self._advance()

    def forget_gap(self) -> None:
        """Judge the next jump as the first one.

        Called together with a seek to `position` when nothing has come for a while.
        """
        self._gap_at = None

    def _accept_gap(self, offset: int) -> None:
        for missing in range(self.position, offset) if self._unfinished else ():
            self._finished[missing] = None
        if not self._unfinished:
            self.committable = offset

    def _advance(self) -> list[T]:
        ready: list[T] = []
        while self.committable in self._finished:
            kept = self._finished.pop(self.committable)
            self.committable += 1
            if kept is not None:
                ready.append(kept)
        return ready
