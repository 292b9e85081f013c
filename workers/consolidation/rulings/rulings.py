"""The decisions in state, and what they ask of the chains in state now."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from schemas import Decision, encode
from schemas.event import DecisionLine
from workers.consolidation.pairs.profiles import ArticleProfile
from workers.consolidation.rows.state import Node
from workers.consolidation.rulings.constraints import Constraints, age, constrain, find_chain


@dataclass(slots=True)
class Rulings:
    """Decisions by id.

    Attributes:
        decisions: The versions that hold, revoked ones too: they keep older versions from coming back.
        naming: Article id -> ids of the decisions that name it.
        constraints: What they ask; `renew` brings it up to date.
    """

    decisions: dict[str, Decision] = field(default_factory=dict)
    naming: dict[str, set[str]] = field(default_factory=dict)
    constraints: Constraints = field(default_factory=Constraints)

    def put(self, decision: Decision) -> None:
        """Take in a decision, in place of an earlier version of it."""
        self.drop(decision.id)
        self.decisions[decision.id] = decision
        for article_id in articles_of(decision):
            self.naming.setdefault(article_id, set()).add(decision.id)

    def drop(self, decision_id: str) -> None:
        """Forget a decision."""
        known = self.decisions.pop(decision_id, None)
        if known is None:
            return
        for article_id in articles_of(known):
            self.naming[article_id].discard(decision_id)
            if not self.naming[article_id]:
                del self.naming[article_id]

    def is_newer(self, decision: Decision) -> bool:
        """Return whether the decision is not known yet in this version or a higher one."""
        known = self.decisions.get(decision.id)
        return known is None or _rank(known) < _rank(decision)

    def lines(self, chains: Iterable[Node]) -> tuple[DecisionLine, ...]:
        """Return the decisions that hold and name one of the chains, the earliest first, as a record tells them."""
        bearing = self.constraints.bearing
        if not bearing:
            return ()
        found = {decision.id: decision for node in chains for decision in bearing.get(node, ())}
        return tuple(as_line(decision) for decision in sorted(found.values(), key=age))

    def renew(self, profiles: Mapping[str, ArticleProfile]) -> frozenset[Node]:
        """Hold the decisions against the articles in state; return the chains of which they ask something else than before."""
        before = self.constraints
        self.constraints = constrain(
            self.decisions.values(), lambda mention: find_chain(mention, profiles.get(mention.article_id))
        )
        return before.differ(self.constraints)


def as_line(decision: Decision) -> DecisionLine:
    """Return the decision as a record tells it."""
    return DecisionLine(decision.id, decision.version, decision.verdict, decision.author, decision.reason, decision.at)


def articles_of(decision: Decision) -> set[str]:
    """Return the ids of the articles that the decision names."""
    return {mention.article_id for side in (decision.first, decision.second) for mention in side}


def _rank(decision: Decision) -> tuple[int, bool, bytes]:
    """Which of two versions holds: the higher, of equal ones the revoked, else the one whose bytes come last; arrival has no say."""
    return decision.version, decision.status == "revoked", encode(decision)
