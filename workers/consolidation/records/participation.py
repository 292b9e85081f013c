"""The participants of an event, by vote: actors before recipients, well supported before others."""

from collections.abc import Callable, Mapping, Sequence

from schemas.event import Who
from schemas.mentions import Participant, Role
from workers.consolidation.pairs.chain_profile import NAMED_LABELS
from workers.consolidation.records.slots import (
    MOST_FILLERS,
    Claim,
    SourcedChain,
    givers_by_key,
    is_corroborated,
    most_common,
    preferred_name,
    sources_by_value,
    support,
)

Items = Sequence[tuple[Participant, SourcedChain]]
"""The chains that name one participant, each with the participant as it has it."""

ROLE_ORDER: tuple[Role, ...] = ("actor", "recipient", "other")
ROLE_WEIGHTS: Mapping[Role, float] = {"actor": 1.0, "recipient": 0.7, "other": 0.5}
"""Weight of one source for a participant, which decides the order of `who`."""
MINOR = 0.5
"""Factor for chains beside the main event: an article gives them few words, and often names those
that stand nearest."""
ALSO_PLACE = 0.5
"""Factor for a country or town that is also the place of the chain, as in 'protests in Delhi'."""
ON_MAP = ("geo:", "country:")
"""Prefixes of the keys of places and countries."""


def vote_who(chains: Sequence[SourcedChain]) -> tuple[tuple[Who, ...], tuple[Claim, ...]]:
    """Return the participants and the claims for them.

    The participant with the greatest weight over all sources comes first; ties by role, then by the
    order of the participants in their chains. An equal side has both roles. Who has far fewer
    sources than the best supported participant is left out.
    """
    givers, ranks = givers_by_key(chains, lambda chain: chain.profile.participants, _keys())
    for short, full in _full_names(givers).items() if len(givers) > 1 else ():
        givers[full] += givers.pop(short)
        ranks[full] = min(ranks[full], ranks[short])
    who = [one for entity, items in givers.items() for one in _in_roles(entity, items)]
    if len(who) > 1:
        weights = {entity: _weight(items) for entity, items in givers.items()}
        who.sort(
            key=lambda item: (
                -weights[item.entity],
                ROLE_ORDER.index(item.role),
                ranks[item.entity],
                item.name,
                item.entity,
            )
        )
    best = max((item.support for item in who), default=0)
    who = [item for item in who[:MOST_FILLERS] if is_corroborated(item.support, best)]
    claims = dict.fromkeys(
        Claim(item.name, chain.profile.node[0], participant.quote)
        for item in who
        for participant, chain in givers[item.entity]
    )
    return tuple(who), tuple(claims)


def _full_names(givers: Mapping[str, Items]) -> dict[str, str]:
    """Return key of a name of one word ('Rossi', 'Rovers') -> key of the full name.

    The word must be the first or last of exactly one other name of a person or organisation ('Anna
    Rossi', 'Lindau Rovers'), and no article may have both keys: an article that does tells them
    apart.
    """
    named = {key: items[0][0] for key, items in givers.items()}
    words = {
        key: (item.label, item.name.casefold().split())
        for key, item in named.items()
        if item.label in NAMED_LABELS
    }
    bearers: dict[tuple[str, str], list[str]] = {}
    for key, (label, name) in words.items():
        if len(name) > 1:
            for word in {name[0], name[-1]}:
                bearers.setdefault((label, word), []).append(key)
    full_names: dict[str, str] = {}
    for key, (label, name) in words.items():
        full = bearers.get((label, name[0]), []) if len(name) == 1 else []
        if len(full) == 1 and _articles(givers[key]).isdisjoint(_articles(givers[full[0]])):
            full_names[key] = full[0]
    return full_names


def _articles(items: Items) -> set[str]:
    return {chain.profile.node[0] for _, chain in items}


def _in_roles(entity: str, items: Items) -> list[Who]:
    """Return a participant in each role that more than half of its sources give.

    Where none has so many, the participant has the one that most give.
    """
    first = items[0][0]
    values = first.name, first.role, first.country
    sources = support([chain for _, chain in items])
    # the common case: all chains agree on the participant
    if all((item.name, item.role, item.country) == values for item, _ in items):
        return [Who(entity, first.name, first.role, first.country or None, sources)]
    given = sources_by_value((item.role, chain) for item, chain in items)
    usual = min(given, key=lambda role: (-given[role], ROLE_ORDER.index(role)))
    full = [
        (item, chain) for item, chain in items if item.label in NAMED_LABELS and " " in item.name
    ]
    name = preferred_name((item.name, chain) for item, chain in full or items)
    country = most_common((item.country, chain) for item, chain in items)
    roles = [role for role in ROLE_ORDER if 2 * given.get(role, 0) > sources] or [usual]
    return [Who(entity, name, role, country, sources) for role in roles]


def _weight(items: Items) -> float:
    """Return the weight of a participant: the sum of the greatest weights of its sources."""
    weights: dict[str, float] = {}
    for participant, sourced in items:
        chain = sourced.profile.chain
        weight = ROLE_WEIGHTS[participant.role] * (1.0 if chain.main else MINOR)
        entities = (place.entity for place in chain.places)
        if participant.label != "NORP" and participant.entity in entities:
            weight *= ALSO_PLACE
        weights[sourced.source] = max(weight, weights.get(sourced.source, 0.0))
    return round(sum(weights.values()), 6)


def _keys() -> Callable[[Participant], str]:
    """Return a function that gives the key of a participant: of its entity or name, else a new one.

    A participant may have the same name under two entity keys: a singer in one article is taken for
    a band in the next. Places of one name remain different places.
    """
    by_entity: dict[str, str] = {}
    by_name: dict[str, str] = {}

    def key_of(participant: Participant) -> str:
        entity, name = participant.entity, participant.name.casefold()
        if entity.startswith(ON_MAP):
            return by_entity.setdefault(entity, entity)
        key = by_entity.get(entity) or by_name.get(name) or entity
        by_entity[entity] = key
        by_name.setdefault(name, key)
        return key

    return key_of
