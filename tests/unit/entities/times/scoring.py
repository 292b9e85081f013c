"""TempEval-3's measures over cases.

They are relaxed and strict span F1, and value F1 over the relaxed matches.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from tests.unit.entities.times.casefile import Timex


@dataclass(slots=True)
class Tally:
    found: int = 0
    wanted: int = 0
    strict: int = 0
    relaxed: int = 0
    value: int = 0
    type: int = 0

    def add(self, found: Iterable[Timex], wanted: Iterable[Timex]) -> None:
        rest, gold = list(found), list(wanted)
        self.found += len(rest)
        self.wanted += len(gold)
        for right in gold:
            match = max(rest, key=lambda item: _overlap(item, right), default=None)
            if match is None or _overlap(match, right) <= 0:
                continue
            rest.remove(match)
            self.relaxed += 1
            self.strict += (match.start, match.end) == (right.start, right.end)
            self.value += match.value == right.value
            self.type += match.type == right.type

    def f1(self, hits: int) -> float:
        return 2 * hits / (self.found + self.wanted) if self.found + self.wanted else 1.0


def _overlap(one: Timex, two: Timex) -> int:
    return min(one.end, two.end) - max(one.start, two.start)
