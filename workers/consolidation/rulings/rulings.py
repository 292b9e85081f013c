"""The decisions in state, and their constraints on the chains in state."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from schemas import Decision, encode
from schemas.event import DecisionLine
from workers.consolidation.pairs.article_profile import ArticleProfile
from workers.consolidation.rows.state import Node
from workers.consolidation.rulings.constraints import Constraints, age, constrain


@dataclass(slots=True)
class Rulings:
    """Decisions by id.

    Attributes:
        decisions: The latest versions, revoked ones included: they keep older versions out.
        naming: Article id -> ids of the decisions that name it.
        constraints: The constraints of the decisions; `renew` brings them up to date.
    """

    decisions: dict[str, Decision] = field(default_factory=dict)
    naming: dict[str, set[str]] = field(default_factory=dict)
    constraints: Constraints = field(default_factory=Constraints)

    def put(self, decision: Decision) -> None:
        """Add a decision, in place of an earlier version."""
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
        """Return whether the decision replaces the version in state, or is not in state."""
        known = self.decisions.get(decision.id)
        return known is None or _rank(known) < _rank(decision)

    def lines(self, chains: Iterable[Node]) -> tuple[DecisionLine, ...]:
        """Return the decisions in force that name a chain, as a record lists them, by age."""
        bearing = self.constraints.bearing
        decisions = {item.id: item for node in chains for item in bearing.get(node, ())}
        return tuple(as_line(decision) for decision in sorted(decisions.values(), key=age))

    def renew(self, article: Callable[[str], ArticleProfile | None]) -> set[Node]:
        """Derive the constraints for the articles; return the chains whose constraints changed.

        `article` returns the article with an id, None if it is not in state.
        """
        before = self.constraints
        self.constraints = constrain(self.decisions.values(), article)
        return before.differ(self.constraints)


def as_line(decision: Decision) -> DecisionLine:
    """Return the decision as a record lists it."""
    return DecisionLine(
        id=decision.id,
        version=decision.version,
        verdict=decision.verdict,
        author=decision.author,
        reason=decision.reason,
        at=decision.at,
    )


def articles_of(decision: Decision) -> set[str]:
    """Return the ids of the articles that the decision names."""
    return {mention.article_id for side in (decision.first, decision.second) for mention in side}


def _rank(decision: Decision) -> tuple[int, bool, bytes]:
    """Return the sort key of versions: the greatest is in force, whenever it arrived.

    The higher version wins; of equal versions the revoked one, else the one with greater bytes.
    """
    return decision.version, decision.status == "revoked", encode(decision)
