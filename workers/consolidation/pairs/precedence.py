"""The earlier events that an article reports for its main event: the crime before the arrest.

An earlier event needs three things, all from the same article: a person or organisation that is
actor or recipient in both events, two known types, and an order. The order comes from dates that
do not overlap, or from the usual course of such affairs (`data/courses.txt`).
"""

from collections.abc import Iterable, Iterator
from datetime import date
from functools import cache

from schemas.mentions import EventType
from workers.consolidation.pairs.chain_profile import HAPPENED, NAMED_LABELS, UNTYPED, ChainProfile
from workers.consolidation.pairs.pair_lexicon import PACKAGE
from workers.consolidation.rows.state import Node
from workers.edtf import days_of
from workers.lexicons import entries

LONGEST_ORDERED = 62
"""Days; a longer time orders nothing."""


def precedents(
    main: ChainProfile | None, chains: Iterable[ChainProfile], published: date | None
) -> tuple[Node, ...]:
    """Return the chains of an article that its main event follows.

    `published` is the day of publication, None if it is not known to the day.
    """
    if main is None or not _is_typed_event(main):
        return ()
    actors = _actors(main)
    return tuple(
        chain.node
        for chain in chains
        if chain is not main
        and chain.chain.modality in HAPPENED
        and _is_typed_event(chain)
        and not actors.isdisjoint(_actors(chain))
        and _is_before(chain, main, published)
    )


def _is_typed_event(chain: ChainProfile) -> bool:
    return chain.chain.type.code not in UNTYPED and not chain.reporting


def _actors(chain: ChainProfile) -> frozenset[str]:
    """Return the people and organisations of an event; a country takes part in too many events."""
    named = (p for p in chain.chain.participants if p.label in NAMED_LABELS)
    return frozenset(participant.entity for participant in named if participant.role != "other")


def _is_before(chain: ChainProfile, main: ChainProfile, published: date | None) -> bool:
    days, main_days = list(_days(chain)), list(_days(main))
    if not main_days and published is not None and main.chain.modality in HAPPENED:
        main_days = [(published, published)]
    if days and main_days:
        return max(end for _, end in days) < min(start for start, _ in main_days)
    return in_course(chain.chain.type, main.chain.type)


def _days(chain: ChainProfile) -> Iterator[tuple[date, date]]:
    for edtf in chain.when:
        days = days_of(edtf)
        if days is not None and (days[1] - days[0]).days <= LONGEST_ORDERED:
            yield days


def in_course(earlier: EventType, later: EventType) -> bool:
    """Return whether the types come in this order in some course of affairs."""
    steps = ((_step(earlier, course), _step(later, course)) for course in _courses())
    return any(one is not None and two is not None and one < two for one, two in steps)


def _step(kind: EventType, course: dict[str, int]) -> int | None:
    return course.get(f"{kind.code}/{kind.mode}", course.get(kind.code))


@cache
def _courses() -> tuple[dict[str, int], ...]:
    return tuple(
        {kind: step for step, kinds in enumerate(course.split(">")) for kind in kinds.split()}
        for course in entries(PACKAGE, "courses.txt")
    )
