"""The constraints of the decisions in force: which chains must be one event, and which must not.

Decisions are applied from the latest to the earliest, each as far as it does not contradict later
ones. So the constraints depend on the set of decisions and articles alone, never on arrival.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Literal

from schemas import Decision
from schemas.event import MentionLine
from workers.consolidation.pairs.article_profile import ArticleProfile
from workers.consolidation.rows.state import Node
from workers.consolidation.time.timestamps import timestamp

SplitSide = tuple[str, int]
"""One side of a split: the id of the decision, and 0 for its first side, 1 for its second."""
Force = Literal["whole", "part", "overruled", "waiting", "revoked"]
"""How far a decision is in force: `overruled` if later decisions contradict all of it, `part` if
they contradict some of it, `waiting` until the articles of both sides are in state."""


def opposite(sides: Iterable[SplitSide]) -> set[SplitSide]:
    """Return the other sides of the splits."""
    return {(split, 1 - side) for split, side in sides}


@dataclass(slots=True)
class Constraints:
    """Must-link and cannot-link constraints on chains; decisions are added from the latest on.

    Attributes:
        group_of: Chain that a decision names -> all chains that must be one event with it, itself
            included.
        sides_of: Such a group -> the sides of splits on which it stands. Chains on the two sides of
            one split cannot be one event.
        bearing: Chain -> the decisions in force that name it.
        force: Decision id -> how far the decision is in force.
    """

    group_of: dict[Node, frozenset[Node]] = field(default_factory=dict)
    sides_of: dict[frozenset[Node], frozenset[SplitSide]] = field(default_factory=dict)
    bearing: dict[Node, list[Decision]] = field(default_factory=dict)
    force: dict[str, Force] = field(default_factory=dict)

    def __bool__(self) -> bool:
        return bool(self.group_of)

    def group(self, node: Node) -> frozenset[Node]:
        """Return all chains that must be one event with a chain, itself included."""
        return self.group_of.get(node) or frozenset((node,))

    def sides(self, node: Node) -> frozenset[SplitSide]:
        """Return the sides of splits on which a chain or a must-link chain stands."""
        return self.sides_of.get(self.group(node), frozenset())

    def of(self, node: Node) -> tuple[object, ...]:
        """Return all that holds for a chain."""
        return self.group(node), self.sides(node), self.bearing.get(node)

    def differ(self, other: "Constraints") -> set[Node]:
        """Return the chains whose constraints, or the decisions behind them, differ."""
        nodes = self.group_of.keys() | other.group_of.keys()
        return {node for node in nodes if self.of(node) != other.of(node)}

    def add(self, decision: Decision, first: Sequence[Node], second: Sequence[Node]) -> Force:
        """Add a decision that names these chains, as far as those before it allow."""
        if decision.status == "revoked":
            return "revoked"
        if not first or not second:
            return "waiting"
        self.group_of.update((node, self.group(node)) for node in (*first, *second))
        if decision.verdict == "join":
            return self._join(decision, (*first, *second))
        return self._split(decision, first, second)

    def _split(self, decision: Decision, first: Sequence[Node], second: Sequence[Node]) -> Force:
        """Put the groups of the two sides on the sides of a split, except groups of both sides."""
        groups = {self.group(node) for node in first}
        others = {self.group(node) for node in second}
        joined = groups & others
        if not groups - joined or not others - joined:
            return "overruled"
        for side, side_groups in enumerate((groups - joined, others - joined)):
            for group in side_groups:
                self.sides_of[group] = self.sides_of.get(group, frozenset()) | {(decision.id, side)}
        self._note(decision, [n for n in (*first, *second) if self.group(n) not in joined])
        return "part" if joined else "whole"

    def _join(self, decision: Decision, nodes: Sequence[Node]) -> Force:
        """Unite the groups of the chains, each with the first group that no split opposes."""
        united: list[frozenset[Node]] = []
        for node in nodes:
            group = self.group(node)
            if group in united:
                continue
            fits = (i for i, other in enumerate(united) if not self._are_opposed(group, other))
            index = next(fits, None)
            if index is None:
                united.append(group)
            else:
                united[index] = self._unite(united[index], group)
        joined = [node for node in nodes if len(self.group(node) & set(nodes)) > 1]
        if not joined:
            return "overruled" if len(united) > 1 else "whole"
        self._note(decision, joined)
        return "whole" if len(united) == 1 else "part"

    def _are_opposed(self, group: frozenset[Node], other: frozenset[Node]) -> bool:
        sides, others = self.sides_of.get(group, ()), self.sides_of.get(other, ())
        return not opposite(sides).isdisjoint(others)

    def _unite(self, group: frozenset[Node], other: frozenset[Node]) -> frozenset[Node]:
        both = group | other
        sides = self.sides_of.pop(group, frozenset()) | self.sides_of.pop(other, frozenset())
        if sides:
            self.sides_of[both] = sides
        self.group_of.update(dict.fromkeys(both, both))
        return both

    def _note(self, decision: Decision, nodes: Iterable[Node]) -> None:
        for node in dict.fromkeys(nodes):
            self.bearing.setdefault(node, []).append(decision)


def constrain(
    decisions: Iterable[Decision], article: Callable[[str], ArticleProfile | None]
) -> Constraints:
    """Return the constraints of the decisions.

    Args:
        decisions: In any order.
        article: Returns the article with an id, None if it is not in state.
    """
    constraints = Constraints()
    for decision in sorted(decisions, key=age, reverse=True):
        first, second = (_chains(side, article) for side in (decision.first, decision.second))
        constraints.force[decision.id] = constraints.add(decision, first, second)
    return constraints


def _chains(
    mentions: Iterable[MentionLine], article: Callable[[str], ArticleProfile | None]
) -> list[Node]:
    found = {_chain_with(mention, article(mention.article_id)) for mention in mentions}
    return sorted(node for node in found if node is not None)


def _chain_with(mention: MentionLine, article: ArticleProfile | None) -> Node | None:
    """Return the chain of the article with the mention.

    A version of the article may have moved the mention: the same words in the same field count,
    and the nearest of them wins.
    """
    words = mention.text.casefold()
    near = [
        (abs(trigger.start - mention.start), chain.node)
        for chain in (article.chains if article is not None else ())
        for trigger in chain.chain.mentions
        if trigger.field == mention.field and trigger.text.casefold() == words
    ]
    return min(near)[1] if near else None


def age(decision: Decision) -> tuple[float, str]:
    """Return the sort key that puts the earliest decision first."""
    return timestamp(decision.at) or 0.0, decision.id
