"""Coreference within one article: mentions of the same event are one chain."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from schemas.mentions import Participant, Place, Time
from workers.events.lexicon import Synonyms
from workers.events.mention import Mention

NAMED = frozenset({"PERSON", "ORG", "GPE", "NORP"})


@dataclass(slots=True)
class Cluster:
    """A chain being made: the numbers of its mentions, in order."""

    members: list[int] = field(default_factory=list)
    mentions: list[Mention] = field(default_factory=list)

    def add(self, number: int, mention: Mention) -> None:
        """Take in a mention."""
        self.members.append(number)
        self.mentions.append(mention)


class Grouper:
    """Makes the chains of one article, mention by mention in order of the text.

    A mention joins the earlier chain it fits best: one of the same or a related lemma, where no fact tells them apart.

    Args:
        synonyms: Which lemmas can name one event.
        alone: Lemmas that say nothing by themselves, so that sharing one is no sign.
    """

    def __init__(self, synonyms: Synonyms, alone: frozenset[str]) -> None:
        self._synonyms = synonyms
        self._alone = alone
        self._clusters: list[Cluster] = []
        self._by_name: dict[str, list[Cluster]] = {}

    def group(self, mentions: Sequence[Mention]) -> list[Cluster]:
        """Return the chains in order of their first mention."""
        for number, mention in enumerate(mentions):
            self._place(number, mention)
        return [cluster for cluster in self._clusters if cluster.members]

    def _place(self, number: int, mention: Mention) -> None:
        light = (
            next((c for c in self._clusters if c.members == [mention.carrier]), None)
            if mention.carrier is not None
            else None
        )
        best = None if mention.reporting or mention.trigger.lemma in self._alone else self._best(number, mention)
        if best is not None and light is not None and best is not light:
            best.add(light.members.pop(), light.mentions.pop())
        chosen = best or light or Cluster()
        if not chosen.members:
            self._clusters.append(chosen)
        chosen.add(number, mention)
        if not mention.reporting and mention.trigger.lemma not in self._alone:
            for name in self._names(mention):
                known = self._by_name.setdefault(name, [])
                if not any(cluster is chosen for cluster in known):
                    known.append(chosen)

    def _names(self, mention: Mention) -> frozenset[str]:
        return self._synonyms.of(mention.trigger.lemma) | {mention.trigger.lemma}

    def _best(self, number: int, mention: Mention) -> Cluster | None:
        best, most = None, 0.0
        seen: set[int] = set()
        for cluster in (cluster for name in sorted(self._names(mention)) for cluster in self._by_name.get(name, ())):
            if id(cluster) not in seen:
                seen.add(id(cluster))
                fit = likeness(number, mention, cluster)
                if fit > most:
                    best, most = cluster, fit
        return best


def likeness(number: int, mention: Mention, cluster: Cluster) -> float:
    """Return how well a mention fits a chain of related words; 0 where it cannot."""
    if any(apart(mention, other) for other in cluster.mentions):
        return 0.0
    same = any(mention.trigger.lemma == other.trigger.lemma for other in cluster.mentions)
    shared = _shared(mention, cluster) + (mention.parent in cluster.members and number != mention.parent)
    if not same and not shared and not mention.definite:
        return 0.0
    return 1.0 + same + 2 * min(shared, 3) + 1 / (2 + mention.sentence - cluster.mentions[-1].sentence)


def apart(one: Mention, other: Mention) -> bool:
    """Say whether facts keep two mentions of related words apart: order, number, actor, place or time."""
    return (
        one.earlier != other.earlier
        or (bool(one.instance) and bool(other.instance) and set(one.instance).isdisjoint(other.instance))
        or _actors_differ(one.participants, other.participants)
        or _places_differ(one.places, other.places)
        or _times_differ(one.times, other.times)
        or {one.modality, other.modality} == {"denied", "occurred"}
    )


def _actors_differ(one: Iterable[Participant], other: Iterable[Participant]) -> bool:
    left = {p.entity for p in one if p.role == "actor" and p.label in NAMED}
    right = {p.entity for p in other if p.role == "actor" and p.label in NAMED}
    if not left or not right or left & right:
        return False
    people = {p.entity for p in (*one, *other) if p.label == "PERSON"}
    if left & people and right & people:
        return True
    countries = [{p.country for p in side if p.role == "actor" and p.country} for side in (one, other)]
    return not (countries[0] & countries[1])


def _places_differ(one: Iterable[Place], other: Iterable[Place]) -> bool:
    left, right = list(one), list(other)
    if not left or not right or {place.entity for place in left} & {place.entity for place in right}:
        return False
    countries = [{place.geo.country for place in side if place.geo and place.geo.country} for side in (left, right)]
    return bool(countries[0]) and bool(countries[1]) and not countries[0] & countries[1]


def _times_differ(one: Iterable[Time], other: Iterable[Time]) -> bool:
    left = [t.edtf for t in one if t.edtf]
    right = [t.edtf for t in other if t.edtf]
    return bool(left) and bool(right) and not any(_overlap(a, b) for a in left for b in right)


def _overlap(one: str, other: str) -> bool:
    """Say whether two EDTF values may lie in each other, as far as equal digits tell; what is unknown may be anything."""
    if "W" in one or "W" in other:
        return True
    starts = [value.split("/")[0] for value in (one, other)]
    ends = [value.split("/")[-1] for value in (one, other)]
    return _not_after(starts[0], ends[1]) and _not_after(starts[1], ends[0])


def _not_after(start: str, end: str) -> bool:
    for left, right in zip(start.split("-"), end.split("-"), strict=False):
        if not left.isdecimal() or not right.isdecimal():
            continue
        if left != right:
            return int(left) < int(right)
    return True


def _shared(mention: Mention, cluster: Cluster) -> int:
    """Return how many entities and places a mention shares with a chain."""
    theirs = {entity for other in cluster.mentions for entity in _entities(other)}
    return len(_entities(mention) & theirs)


def _entities(mention: Mention) -> set[str]:
    return {participant.entity for participant in mention.participants} | {place.entity for place in mention.places}
