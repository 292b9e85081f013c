"""Who takes part in an event, by vote: who does it before whom it is done to, whom many name before whom few do."""

from collections.abc import Iterable, Mapping, Sequence

from schemas.event import Who
from schemas.mentions import Participant, Role
from workers.consolidation.records.slots import MOST_FILLERS, Said, Telling, by_source, commonest, longest, support

ROLES: tuple[Role, ...] = ("actor", "recipient", "other")
ROLE_WEIGHTS: Mapping[Role, float] = {"actor": 1.0, "recipient": 0.7, "other": 0.5}
"""What one source's word for a participant counts in the order of `who`: who does it stands before whom it is done to."""
BESIDE = 0.5
"""Factor for what an article tells beside its main event: it is put in a few words there, often of those that stand nearest."""
PLACED = 0.5
"""Factor for a country or town that the same clause gives as the place: 'protests in Delhi' are not Delhi's."""
ON_MAP = ("geo:", "country:")
"""Beginnings of the keys of places and countries."""


def vote_who(tellings: Sequence[Telling]) -> tuple[tuple[Who, ...], tuple[Said, ...]]:
    """Return the participants, those first for whom the sources' words weigh most, then as the articles' own analyses rank them, and what was said of each."""
    found: dict[str, list[tuple[Participant, Telling]]] = {}
    ranks: dict[str, int] = {}
    keys = _Keys()
    for telling in tellings:
        for rank, participant in enumerate(telling.profile.participants):
            key = keys.of(participant)
            if key in found:
                found[key].append((participant, telling))
                ranks[key] = min(rank, ranks[key])
            else:
                found[key], ranks[key] = [(participant, telling)], rank
    for short, full in _full_names(found).items() if len(found) > 1 else ():
        found[full] += found.pop(short)
        ranks[full] = min(ranks[full], ranks[short])
        keys.join(short, full)
    who = [_who(entity, items) for entity, items in found.items()]
    if len(who) > 1:
        weights = {entity: _weight(items) for entity, items in found.items()}
        who.sort(
            key=lambda item: (-weights[item.entity], ROLES.index(item.role), ranks[item.entity], item.name, item.entity)
        )
    said = [
        Said(item.name, telling.profile.node[0], participant.quote)
        for item in who[:MOST_FILLERS]
        for participant, telling in found[item.entity]
    ]
    return tuple(who[:MOST_FILLERS]), tuple(said)


def _full_names(found: Mapping[str, Sequence[tuple[Participant, Telling]]]) -> dict[str, str]:
    """Return, by the key of a person of one name only ('Rossi'), the key of the one person here whose first or last name it is, 'Anna Rossi'.

    An article that names both tells them apart, and so does the name of two people.
    """
    words = {key: items[0][0].name.casefold().split() for key, items in found.items() if items[0][0].label == "PERSON"}
    bearers: dict[str, list[str]] = {}
    for key, name in words.items():
        if len(name) > 1:
            for word in {name[0], name[-1]}:
                bearers.setdefault(word, []).append(key)
    joined: dict[str, str] = {}
    for key, name in words.items():
        full = bearers.get(name[0], []) if len(name) == 1 else []
        if len(full) == 1 and _articles(found[key]).isdisjoint(_articles(found[full[0]])):
            joined[key] = full[0]
    return joined


def _articles(items: Iterable[tuple[Participant, Telling]]) -> set[str]:
    return {telling.profile.node[0] for _, telling in items}


def _who(entity: str, items: Sequence[tuple[Participant, Telling]]) -> Who:
    first = items[0][0]
    said = first.name, first.role, first.country
    # of most participants all say the same
    if len(items) == 1 or all((item.name, item.role, item.country) == said for item, _ in items):
        return Who(entity, first.name, first.role, first.country or None, support([telling for _, telling in items]))
    roles = by_source((item.role, telling) for item, telling in items)
    full = [(item, telling) for item, telling in items if item.label == "PERSON" and " " in item.name]
    return Who(
        entity=entity,
        name=longest((item.name, telling) for item, telling in full or items),
        role=min(roles, key=lambda role: (-roles[role], ROLES.index(role))),
        country=commonest((item.country, telling) for item, telling in items),
        support=support(telling for _, telling in items),
    )


def _weight(items: Iterable[tuple[Participant, Telling]]) -> float:
    """Return how much the sources' words for a participant weigh, each source's weightiest once."""
    weights: dict[str, float] = {}
    for participant, telling in items:
        chain = telling.profile.chain
        weight = ROLE_WEIGHTS[participant.role] * (1.0 if chain.main else BESIDE)
        if (
            chain.places
            and participant.label != "NORP"
            and any(participant.entity == place.entity for place in chain.places)
        ):
            weight *= PLACED
        weights[telling.source] = max(weight, weights.get(telling.source, 0.0))
    return round(sum(weights.values()), 6)


class _Keys:
    """One key for a participant who has the same name under two: a singer in one article, taken for a band in the next. Places of one name are several."""

    def __init__(self) -> None:
        self._of: dict[str, str] = {}
        self._named: dict[str, str] = {}

    def of(self, participant: Participant) -> str:
        """Return the key of a participant, a new one where neither entity nor name has been met."""
        entity = participant.entity
        if entity.startswith(ON_MAP):
            return self._of.setdefault(entity, entity)
        name = participant.name.casefold()
        key = self._of[entity] = self._of.get(entity) or self._named.get(name) or entity
        self._named.setdefault(name, key)
        return key

    def join(self, short: str, full: str) -> None:
        """Have one key stand for another from now on."""
        self._of.update({entity: full for entity, key in self._of.items() if key == short})
        self._named.update({name: full for name, key in self._named.items() if key == short})
