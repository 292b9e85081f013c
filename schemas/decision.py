"""What an operator decides about events, against or ahead of what the models say.

Decisions are part of what `dateline.mentions` carries.
"""

from dataclasses import dataclass
from typing import Literal

from schemas.event import MentionLine

Verdict = Literal["join", "split"]
DecisionStatus = Literal["in_force", "revoked"]


@dataclass(frozen=True, slots=True)
class Decision:
    """One version of one decision, an input of consolidation as articles are.

    A decision is in force wherever it stands among the articles. It names mentions, which stay, and
    not events, whose ids and extent move: `join` says that all mentions named are of one event,
    `split` that no mention of `first` is of one event with any mention of `second`. Of decisions
    that contradict each other, the one with the later `at` holds.

    Attributes:
        id: Identity of the decision; all its versions have it.
        shard: The shard of the events it is about, as their records say it.
        first: Trigger spans with their words. Where a new version of the article has moved the
            words, the nearest mention in the same words is meant.
        author: Who decided.
        reason: Why, in a sentence for those who look at the event later.
        at: RFC 3339 time of the decision.
        version: A higher version of the same id replaces a lower one.
        status: `revoked` leaves the events as if the decision had never been taken; the mentions
            may then be left out.
    """

    id: str
    shard: str
    verdict: Verdict
    first: tuple[MentionLine, ...]
    second: tuple[MentionLine, ...]
    author: str
    reason: str
    at: str
    version: int = 1
    status: DecisionStatus = "in_force"
    kind: Literal["decision"] = "decision"
