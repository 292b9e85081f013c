"""The events that an event is related to, and a small picture of all of them.

The related events are those that its record names, and those whose records name the event.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import cos, pi, sin

from schemas import EventRecord
from workers.streams.readmodel.view import View
from workers.streams.readmodel.view_records import ViewedEvent

MOST = 12
SIZE = 240
RADIUS = 92
ROOM = 18
"""Around the nodes."""
TITLE = 80
BACK = {"part_of": "has as a part", "follows": "followed by", "same_story": "same story"}
"""How a relation reads from its other end."""
TAKEN_IN = "merged into this"


@dataclass(frozen=True, slots=True)
class Related:
    """An event, how it is related, and whether its own record says so.

    `viewed` is None where the view does not hold the event.
    """

    kind: str
    words: str
    event_id: str
    viewed: ViewedEvent | None
    back: bool

    @property
    def title(self) -> str:
        """What the event is called; its id where the view does not hold it."""
        return self.viewed.record.title if self.viewed else self.event_id


@dataclass(frozen=True, slots=True)
class Node:
    """A related event in the picture, with the number that it has in the list."""

    number: int
    x: float
    y: float
    kind: str
    title: str
    event_id: str


@dataclass(frozen=True, slots=True)
class Edge:
    """A line of the picture between two events."""

    x1: float
    y1: float
    x2: float
    y2: float
    kind: str


@dataclass(frozen=True, slots=True)
class Graph:
    """The event in the middle, the events related to it around, and the lines.

    Lines also connect two of the events around.
    """

    nodes: tuple[Node, ...]
    edges: tuple[Edge, ...]

    @property
    def view_box(self) -> str:
        """The `viewBox` of an SVG picture that holds all nodes and no more."""
        return f"{self._left:g} {self._top:g} {self.width:g} {self.height:g}"

    @property
    def width(self) -> float:
        """In pixels."""
        return max(self._xs) - self._left + ROOM

    @property
    def height(self) -> float:
        """In pixels."""
        return max(self._ys) - self._top + ROOM

    @property
    def _xs(self) -> list[float]:
        return [SIZE / 2, *(node.x for node in self.nodes)]

    @property
    def _ys(self) -> list[float]:
        return [SIZE / 2, *(node.y for node in self.nodes)]

    @property
    def _left(self) -> float:
        return min(self._xs) - ROOM

    @property
    def _top(self) -> float:
        return min(self._ys) - ROOM


def related(record: EventRecord, view: View) -> list[Related]:
    """Return the related events, each once, those that the record names first."""
    found = {one.event_id: one for one in reversed([*_named(record, view), *_naming(record, view)])}
    found.pop(record.event_id, None)
    return list(reversed(found.values()))


def graph(found: Sequence[Related]) -> Graph | None:
    """Return the picture; None where nothing is related."""
    shown = found[:MOST]
    if not shown:
        return None
    nodes = tuple(_node(number, one, len(shown)) for number, one in enumerate(shown))
    middle = SIZE / 2
    spokes = [Edge(middle, middle, node.x, node.y, node.kind) for node in nodes]
    return Graph(nodes, (*spokes, *_between(shown, nodes)))


def _named(record: EventRecord, view: View) -> Iterator[Related]:
    if record.merged_into:
        yield Related(
            "merged", "merged into", record.merged_into, view.event(record.merged_into), back=False
        )
    for relation in record.relations:
        words = relation.kind.replace("_", " ")
        yield Related(
            relation.kind, words, relation.event_id, view.event(relation.event_id), back=False
        )


def _naming(record: EventRecord, view: View) -> Iterator[Related]:
    for viewed in view.all():
        if viewed.record.merged_into == record.event_id:
            yield Related("merged", TAKEN_IN, viewed.record.event_id, viewed, back=True)
        if viewed.record.status in ("open", "closed"):
            for relation in viewed.record.relations:
                if relation.event_id == record.event_id:
                    yield Related(
                        relation.kind,
                        BACK[relation.kind],
                        viewed.record.event_id,
                        viewed,
                        back=True,
                    )


def _node(number: int, one: Related, size: int) -> Node:
    angle = 2 * pi * number / size
    x, y = SIZE / 2 + RADIUS * cos(angle), SIZE / 2 + RADIUS * sin(angle)
    return Node(number + 1, round(x, 1), round(y, 1), one.kind, one.title[:TITLE], one.event_id)


def _between(shown: Sequence[Related], nodes: Sequence[Node]) -> Iterator[Edge]:
    places = {node.event_id: node for node in nodes}
    for one, node in zip(shown, nodes, strict=True):
        for relation in one.viewed.record.relations if one.viewed else ():
            other = places.get(relation.event_id)
            if other is not None:
                yield Edge(node.x, node.y, other.x, other.y, relation.kind)
