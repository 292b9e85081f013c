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


@dataclass(frozen=True, slots=True)
class Constraints:
    """Must-link and cannot-link constraints on chains.

    Attributes:
        must_link: Chain -> all chains that must be one event with it, itself included; chains
            without such a constraint are absent.
        sides: Chain -> the sides of splits on which it or a must-link chain stands. Chains on the
            two sides of one split cannot be one event.
        bearing: Chain -> the decisions in force that name it, the earliest first.
        force: Decision id -> how far the decision is in force.
    """

    must_link: dict[Node, frozenset[Node]] = field(default_factory=dict)
    sides: dict[Node, frozenset[SplitSide]] = field(default_factory=dict)
    bearing: dict[Node, tuple[Decision, ...]] = field(default_factory=dict)
    force: dict[str, Force] = field(default_factory=dict)

    def __bool__(self) -> bool:
        return bool(self.must_link or self.sides)

    def differ(self, other: "Constraints") -> frozenset[Node]:
        """Return the chains whose constraints, or the decisions behind them, differ."""
        return frozenset(
            node
            for values, others in (
                (self.must_link, other.must_link),
                (self.sides, other.sides),
                (self.bearing, other.bearing),
            )
            for node in values.keys() | others.keys()
            if values.get(node) != others.get(node)
        )


def constrain(
    decisions: Iterable[Decision], find: Callable[[MentionLine], Node | None]
) -> Constraints:
    """Return the constraints of the decisions.

    Args:
        decisions: In any order.
        find: Returns the chain with a mention, None if no chain in state has it.
    """
    builder = _Builder()
    for decision in sorted(decisions, key=age, reverse=True):
        first, second = _chains_with(decision.first, find), _chains_with(decision.second, find)
        builder.force[decision.id] = builder.add(decision, first, second)
    return builder.constraints()


def find_chain(mention: MentionLine, article: ArticleProfile | None) -> Node | None:
    """Return the chain of the article with the mention.

    A version of the article may have moved the mention: the same words in the same field count,
    and the nearest of them wins.
    """
    if article is None:
        return None
    words = mention.text.casefold()
    near = [
        (abs(trigger.start - mention.start), chain.node)
        for chain in article.chains
        for trigger in chain.chain.mentions
        if trigger.field == mention.field and trigger.text.casefold() == words
    ]
    return min(near)[1] if near else None


@dataclass(slots=True)
class _Builder:
    """Groups of must-link chains, and their sides, while decisions are added.

    Attributes:
        group_of: Chain -> its group.
        sides_of: Group -> the sides of splits on which it stands.
        bearing: Chain -> the decisions in force that name it, the latest first.
        force: Decision id -> how far the decision is in force.
    """

    group_of: dict[Node, frozenset[Node]] = field(default_factory=dict)
    sides_of: dict[frozenset[Node], frozenset[SplitSide]] = field(default_factory=dict)
    bearing: dict[Node, list[Decision]] = field(default_factory=dict)
    force: dict[str, Force] = field(default_factory=dict)

    def add(self, decision: Decision, first: Sequence[Node], second: Sequence[Node]) -> Force:
        if decision.status == "revoked":
            return "revoked"
        if not first or not second:
            return "waiting"
        if decision.verdict == "join":
            return self._join(decision, (*first, *second))
        return self._split(decision, first, second)

    def constraints(self) -> Constraints:
        groups, sides_of = self.group_of.items(), self.sides_of
        return Constraints(
            must_link={node: group for node, group in groups if len(group) > 1},
            sides={node: sides for node, group in groups if (sides := sides_of.get(group))},
            bearing={node: tuple(reversed(items)) for node, items in self.bearing.items()},
            force=self.force,
        )

    def _split(self, decision: Decision, first: Sequence[Node], second: Sequence[Node]) -> Force:
        """Put the groups of the two sides on the sides of a split, except groups of both sides."""
        groups = {self._group(node) for node in first}
        others = {self._group(node) for node in second}
        joined = groups & others
        if not groups - joined or not others - joined:
            return "overruled"
        for side, side_groups in enumerate((groups - joined, others - joined)):
            for group in side_groups:
                self.sides_of[group] = self.sides_of.get(group, frozenset()) | {(decision.id, side)}
        self._note(decision, [n for n in (*first, *second) if self._group(n) not in joined])
        return "part" if joined else "whole"

    def _join(self, decision: Decision, nodes: Sequence[Node]) -> Force:
        """Unite the groups of the chains, each with the first group that no split opposes."""
        united: list[frozenset[Node]] = []
        for node in nodes:
            group = self._group(node)
            if group in united:
                continue
            fits = (i for i, other in enumerate(united) if not self._are_opposed(group, other))
            index = next(fits, None)
            if index is None:
                united.append(group)
            else:
                united[index] = self._unite(united[index], group)
        joined = [node for node in nodes if len(self._group(node) & set(nodes)) > 1]
        if not joined:
            return "overruled" if len(united) > 1 else "whole"
        self._note(decision, joined)
        return "whole" if len(united) == 1 else "part"

    def _group(self, node: Node) -> frozenset[Node]:
        return self.group_of.setdefault(node, frozenset((node,)))

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


def _chains_with(
    mentions: Iterable[MentionLine], find: Callable[[MentionLine], Node | None]
) -> tuple[Node, ...]:
    nodes = {node for mention in mentions if (node := find(mention)) is not None}
    return tuple(sorted(nodes))


def age(decision: Decision) -> tuple[float, str]:
    """Return the sort key that puts the earliest decision first."""
    return timestamp(decision.at) or 0.0, decision.id
