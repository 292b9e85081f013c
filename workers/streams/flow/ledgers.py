"""The ledgers of one stage, one for each source partition of the current generation."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from faust.types import TP

from workers.streams.flow.ledger import AckLedger

Ledger = AckLedger[Any]


@dataclass(slots=True)
class Ledgers:
    """Ledgers by partition. `topics` are the stage's source topics."""

    topics: frozenset[str]
    generation: int = -1
    _ledgers: dict[TP, Ledger] = field(default_factory=dict)

    def open(self, starts: Mapping[TP, int], generation: int) -> None:
        """Open a ledger at each committed offset.

        Ledgers of this generation stay, so that work in progress is not begun again.
        """
        if generation != self.generation:
            self._ledgers.clear()
            self.generation = generation
        for tp, start in starts.items():
            self._ledgers.setdefault(tp, AckLedger(start))

    def of(self, tp: TP, generation: int) -> Ledger | None:
        """Return the ledger of a partition, None where it is not ours in that generation."""
        return self._ledgers.get(tp) if generation == self.generation else None

    def committable(self, tp: TP) -> int | None:
        """Return what may be committed for a partition; None where it is not ours."""
        ledger = self._ledgers.get(tp)
        return None if ledger is None else ledger.committable

    def open_partitions(self) -> Iterator[TP]:
        """Yield the partitions that have a ledger."""
        yield from list(self._ledgers)

    def items(self) -> list[tuple[TP, Ledger]]:
        """Return partitions and ledgers."""
        return list(self._ledgers.items())

    def close(self) -> None:
        """Forget every ledger: work that is finished later is no longer counted."""
        self._ledgers.clear()
