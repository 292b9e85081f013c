"""Dead letters grouped by reason, with the parts left out that differ from article to article."""

import re
from collections import Counter
from dataclasses import dataclass, field

from workers.streams.dead_letters.origin import DeadLetterOrigin

MOST = 100
"""Groups that are kept apart; what comes after them counts as `OTHER`."""
LONGEST = 100
"""Characters of a group's reason."""
OTHER = "other reasons"
NO_REASON = "no reason given"
_QUOTED = re.compile(r"'[^']*'|\"[^\"]*\"|“[^“”]*”|‘[^‘’]*’")
_NUMBER = re.compile(r"(?<![\w-])\d+(?:[.,]\d+)*")


@dataclass(frozen=True, slots=True)
class ReasonCount:
    """The dead letters of one stage with one reason."""

    stage: str
    reason: str
    count: int


@dataclass(slots=True)
class Reasons:
    """Counts by stage and reason."""

    _counts: Counter[tuple[str, str]] = field(default_factory=Counter)

    def take(self, origin: DeadLetterOrigin) -> None:
        """Count a dead letter."""
        key = origin.stage[:LONGEST], general_reason(origin.reason)
        self._counts[key if key in self._counts or len(self._counts) < MOST else ("", OTHER)] += 1

    def counts(self) -> list[ReasonCount]:
        """Return the groups, the largest first."""
        ordered = sorted(self._counts.items(), key=lambda item: (-item[1], item[0]))
        return [ReasonCount(stage, reason, count) for (stage, reason), count in ordered]

    def clear(self) -> None:
        """Forget everything."""
        self._counts.clear()


def general_reason(reason: str) -> str:
    """Return a reason without its numbers and quoted values.

    `text of 300000 characters; the limit is 200000` gives `text of … characters; the limit is …`.
    """
    general = _NUMBER.sub("…", _QUOTED.sub("…", " ".join(reason[:1_000].split())))
    return general[:LONGEST] or NO_REASON
