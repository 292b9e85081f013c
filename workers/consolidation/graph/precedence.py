"""What an article tells as having come before its main event in the same affair: the crime before the arrest, the arrest before the trial.

It needs three things, all from the one article: a person or organisation that acts or is acted upon in both, two known types of event, and an order,
either by dates that lie apart or by the course that such affairs take (`data/courses.txt`).
"""

from collections.abc import Iterator
from datetime import date
from functools import cache
from importlib.resources import files

from schemas.mentions import EventType
from workers.consolidation.pairs.features import REAL
from workers.consolidation.pairs.profiles import UNTYPED, ArticleProfile, ChainProfile
from workers.consolidation.rows.state import Node
from workers.edtf import days_of

LABELS = frozenset({"PERSON", "ORG"})
"""Who makes two events one affair; a country takes part in too many."""
LONGEST = 62
"""Days; a longer time orders nothing."""


def precedents(article: ArticleProfile) -> tuple[Node, ...]:
    """Return the chains of the article that tell what its main event follows."""
    main = article.main
    if main is None or not _is_told(main):
        return ()
    actors = _actors(main)
    return tuple(
        chain.node
        for chain in article.chains
        if chain is not main
        and chain.chain.modality in REAL
        and _is_told(chain)
        and not actors.isdisjoint(_actors(chain))
        and _comes_before(chain, main, article.day)
    )


def _is_told(chain: ChainProfile) -> bool:
    return chain.chain.type.code not in UNTYPED and not chain.reporting


def _actors(chain: ChainProfile) -> frozenset[str]:
    return frozenset(p.entity for p in chain.chain.participants if p.label in LABELS and p.role != "other")


def _comes_before(one: ChainProfile, main: ChainProfile, published: date | None) -> bool:
    first, second = list(_days(one)), list(_days(main))
    if not second and published is not None and main.chain.modality in REAL:
        second = [(published, published)]
    if first and second:
        return max(end for _, end in first) < min(start for start, _ in second)
    return in_course(one.chain.type, main.chain.type)


def _days(chain: ChainProfile) -> Iterator[tuple[date, date]]:
    for edtf in chain.when:
        days = days_of(edtf)
        if days is not None and (days[1] - days[0]).days <= LONGEST:
            yield days


def in_course(one: EventType, two: EventType) -> bool:
    """Return whether there is a course of affairs in which the first kind of event comes before the second."""
    for course in _courses():
        before, after = _step(one, course), _step(two, course)
        if before is not None and after is not None and before < after:
            return True
    return False


def _step(kind: EventType, course: dict[str, int]) -> int | None:
    return course.get(f"{kind.code}/{kind.mode}", course.get(kind.code))


@cache
def _courses() -> tuple[dict[str, int], ...]:
    text = files("workers.consolidation.data").joinpath("courses.txt").read_text(encoding="utf-8")
    lines = [line for line in text.splitlines() if line.strip() and not line.startswith("#")]
    return tuple({kind: step for step, kinds in enumerate(line.split(">")) for kind in kinds.split()} for line in lines)
