"""What the decisions in force ask of the chains in state: which must be of one event, and which must not.

Decisions are taken in from the latest to the earliest, each as far as it does not contradict what later ones have asked, so that the result hangs on
the set of decisions and articles alone.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Literal

from schemas import Decision
from schemas.event import MentionLine
from workers.consolidation.pairs.profiles import ArticleProfile
from workers.consolidation.rows.state import Node
from workers.consolidation.time.timestamps import timestamp

Side = tuple[str, int]
"""One side of a split: the id of the decision, and 0 for its first, 1 for its second."""
Force = Literal["whole", "part", "overruled", "waiting", "revoked"]
"""How far a decision holds: overruled by later ones in whole or in part, or waiting for the articles that it names."""


@dataclass(frozen=True, slots=True)
class Constraints:
    """The decisions as they bear on chains.

    Attributes:
        groups: Chain -> all chains that must be of one event with it, itself among them; chains that need no other are left out.
        sides: Chain -> sides of splits that it, or one of its group, stands on; chains on the two sides of one split must not be of one event.
        bearing: Chain -> the decisions that hold and name it, the earliest first.
        force: Decision id -> how far it holds.
    """

    groups: dict[Node, frozenset[Node]] = field(default_factory=dict)
    sides: dict[Node, frozenset[Side]] = field(default_factory=dict)
    bearing: dict[Node, tuple[Decision, ...]] = field(default_factory=dict)
    force: dict[str, Force] = field(default_factory=dict)

    def __bool__(self) -> bool:
        return bool(self.groups or self.sides)

    def keep_apart(self, node: Node, cluster: Iterable[Node]) -> bool:
        """Return whether the chain must not be of one event with one of the cluster."""
        against = {(split, 1 - side) for split, side in self.sides.get(node, ())}
        return bool(against) and any(not against.isdisjoint(self.sides.get(other, ())) for other in cluster)

    def differ(self, other: "Constraints") -> frozenset[Node]:
        """Return the chains of which the two ask different things, or for different reasons."""
        return frozenset(
            node
            for mine, others in (
                (self.groups, other.groups),
                (self.sides, other.sides),
                (self.bearing, other.bearing),
            )
            for node in mine.keys() | others.keys()
            if mine.get(node) != others.get(node)
        )


def constrain(decisions: Iterable[Decision], find: Callable[[MentionLine], Node | None]) -> Constraints:
    """Return what the decisions ask. `find` gives the chain that a mention named is in, None where none in state is."""
    making = _Making()
    for decision in sorted(decisions, key=age, reverse=True):
        sides = _found(decision.first, find), _found(decision.second, find)
        making.force[decision.id] = making.take(decision, *sides)
    return making.constraints()


def find_chain(mention: MentionLine, article: ArticleProfile | None) -> Node | None:
    """Return the chain of the article with the mention: the same words in the same field, nearest to where they stood."""
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
class _Making:
    """Groups and sides while decisions are taken in."""

    group_of: dict[Node, frozenset[Node]] = field(default_factory=dict)
    sides_of: dict[frozenset[Node], frozenset[Side]] = field(default_factory=dict)
    named: dict[Node, list[Decision]] = field(default_factory=dict)
    force: dict[str, Force] = field(default_factory=dict)

    def take(self, decision: Decision, first: Sequence[Node], second: Sequence[Node]) -> Force:
        if decision.status == "revoked":
            return "revoked"
        if not first or not second:
            return "waiting"
        return (
            self._join(decision, (*first, *second))
            if decision.verdict == "join"
            else self._split(decision, first, second)
        )

    def constraints(self) -> Constraints:
        return Constraints(
            groups={node: group for node, group in self.group_of.items() if len(group) > 1},
            sides={node: sides for node, group in self.group_of.items() if (sides := self.sides_of.get(group))},
            bearing={node: tuple(reversed(decisions)) for node, decisions in self.named.items()},
            force=self.force,
        )

    def _split(self, decision: Decision, first: Sequence[Node], second: Sequence[Node]) -> Force:
        """What a later decision has joined stands on neither side."""
        ones, others = {self._group(node) for node in first}, {self._group(node) for node in second}
        torn = ones & others
        if not ones - torn or not others - torn:
            return "overruled"
        for groups, side in ((ones - torn, 0), (others - torn, 1)):
            for group in groups:
                self.sides_of[group] = self.sides_of.get(group, frozenset()) | {(decision.id, side)}
        self._note(decision, [node for node in (*first, *second) if self._group(node) not in torn])
        return "part" if torn else "whole"

    def _join(self, decision: Decision, nodes: Sequence[Node]) -> Force:
        """Each chain goes to the first group made so far from which no later decision keeps it."""
        made: list[frozenset[Node]] = []
        for node in nodes:
            group = self._group(node)
            if group in made:
                continue
            fits = next((place for place, other in enumerate(made) if not self._apart(group, other)), None)
            if fits is None:
                made.append(group)
            else:
                made[fits] = self._unite(made[fits], group)
        joined = [node for node in nodes if len(self._group(node) & set(nodes)) > 1]
        if not joined:
            return "overruled" if len(made) > 1 else "whole"
        self._note(decision, joined)
        return "whole" if len(made) == 1 else "part"

    def _group(self, node: Node) -> frozenset[Node]:
        return self.group_of.setdefault(node, frozenset((node,)))

    def _apart(self, one: frozenset[Node], two: frozenset[Node]) -> bool:
        others = self.sides_of.get(two, frozenset())
        return any((split, 1 - side) in others for split, side in self.sides_of.get(one, ()))

    def _unite(self, one: frozenset[Node], two: frozenset[Node]) -> frozenset[Node]:
        both = one | two
        sides = self.sides_of.pop(one, frozenset()) | self.sides_of.pop(two, frozenset())
        if sides:
            self.sides_of[both] = sides
        self.group_of.update(dict.fromkeys(both, both))
        return both

    def _note(self, decision: Decision, nodes: Iterable[Node]) -> None:
        for node in dict.fromkeys(nodes):
            self.named.setdefault(node, []).append(decision)


def _found(mentions: Iterable[MentionLine], find: Callable[[MentionLine], Node | None]) -> tuple[Node, ...]:
    return tuple(dict.fromkeys(sorted(node for mention in mentions if (node := find(mention)) is not None)))


def age(decision: Decision) -> tuple[float, str]:
    """Sort key that puts the earliest decision first."""
    return timestamp(decision.at) or 0.0, decision.id
