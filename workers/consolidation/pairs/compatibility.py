"""Facts of two chains that agree, and facts that exclude each other."""

from collections.abc import Callable
from datetime import date
from functools import lru_cache

from workers.consolidation.pairs.designations import designations_differ
from workers.consolidation.pairs.profiles import ROLES, UNTYPED, ChainProfile
from workers.consolidation.time.timestamps import lasts_under
from workers.edtf import InvalidEdtf, bounds, contradicts, instances

VISIT = "visit"
SLACK = 8
"""Days by which days that hang on the day of publication ('Tuesday') must lie apart to exclude each other: one may be read a week off."""
LONGEST = 31
"""Days; a longer time (a year, an open interval) agrees with too much to tell anything."""


def times_agree(one: ChainProfile, two: ChainProfile) -> bool:
    """Return whether both say when, and some pair of their times can share a day and is narrow enough to tell."""
    return bool(one.when and two.when) and any(_agree(first, second) for first in one.when for second in two.when)


def times_conflict(one: ChainProfile, two: ChainProfile) -> bool:
    """Return whether both say when, and no pair of their times can share a day."""
    return bool(one.when and two.when) and all(_exclude(first, second) for first in one.when for second in two.when)


def places_conflict(one: ChainProfile, two: ChainProfile) -> bool:
    """Return whether both say where on the map, and share neither place nor country."""
    return bool(one.countries and two.countries) and one.countries.isdisjoint(two.countries)


def instances_conflict(one: ChainProfile, two: ChainProfile) -> bool:
    """Return whether each is numbered or named as another instance of its kind ('second round', 'third round')."""
    first, second = one.chain.instance, two.chain.instance
    return bool(first and second) and set(first).isdisjoint(second)


def roles_swapped(one: ChainProfile, two: ChainProfile) -> bool:
    """Return whether the actor of each is only the recipient of the other: A visits B, B visits A. Who meets or talks does it with each other."""
    if one.who.keys().isdisjoint(two.who) or (_is_mutual(one) and _is_mutual(two)):
        return False
    return _acts_on(one, two) and _acts_on(two, one)


def visitors_differ(one: ChainProfile, two: ChainProfile) -> bool:
    """Return whether each is a visit by people whom the other does not know: a visit is its visitor's own.

    Names are the same where they share a word, since an article may give the surname alone.
    """
    if one.chain.type.mode != VISIT or two.chain.type.mode != VISIT:
        return False
    first, second = _visitors(one), _visitors(two)
    return bool(first and second) and first.isdisjoint(second)


def victims_differ(one: ChainProfile, two: ChainProfile) -> bool:
    """Return whether the two are of one known type and each is done to named people whom the other does not know: victims, defendants, those elected."""
    kind = one.chain.type.code
    if kind != two.chain.type.code or kind in UNTYPED or not _recipients(one) or not _recipients(two):
        return False
    return _recipients(one).isdisjoint(two.name_words) and _recipients(two).isdisjoint(one.name_words)


def _recipients(profile: ChainProfile) -> frozenset[str]:
    """Return the words of the names of people that the event is done to."""
    people = (who for who in profile.chain.participants if who.label == "PERSON" and who.role == "recipient")
    return frozenset(word for who in people for word in who.entity.split("-"))


def _visitors(profile: ChainProfile) -> frozenset[str]:
    """Return the words of the names of a visit's actors."""
    people = (who for who in profile.chain.participants if who.label == "PERSON" and who.role == "actor")
    return frozenset(word for who in people for word in who.entity.split("-"))


def cannot_be_one(one: ChainProfile, two: ChainProfile) -> str | None:
    """Return why the chains of two articles cannot be one event, in words; None where they can."""
    if one.dates and two.dates and all(_exclude(first, second) for first in one.dates for second in two.dates):
        return f"dates exclude each other: {', '.join(one.dates)} and {', '.join(two.dates)}"
    if _of_one_kind(one, two) and one.when and two.when and all(_far(a, b) for a in one.when for b in two.when):
        return f"days exclude each other: {', '.join(one.when)} and {', '.join(two.when)}"
    if instances_conflict(one, two):
        return f"different instances: {' '.join(one.chain.instance)} and {' '.join(two.chain.instance)}"
    if designations_differ(one.chain.what.quote, two.chain.what.quote):
        return "they name different ones of a series"
    return next((reason for conflict, reason in PEOPLE if conflict(one, two)), None)


def _of_one_kind(one: ChainProfile, two: ChainProfile) -> bool:
    if one.forms & two.forms or one.related & two.related:
        return True
    return one.chain.type.code == two.chain.type.code and one.chain.type.code not in UNTYPED


def _is_mutual(profile: ChainProfile) -> bool:
    return profile.chain.type.code == "CONSULT" and profile.chain.type.mode != VISIT


def _acts_on(one: ChainProfile, two: ChainProfile) -> bool:
    """Whether who only acts in the first is only the recipient in the second."""
    return any(roles == ROLES["actor"] and two.who.get(key) == ROLES["recipient"] for key, roles in one.who.items())


@lru_cache(maxsize=65536)
def _agree(first: str, second: str) -> bool:
    return not _exclude(first, second) and lasts_under(LONGEST, first) and lasts_under(LONGEST, second)


@lru_cache(maxsize=65536)
def _exclude(first: str, second: str) -> bool:
    try:
        return contradicts(first, second)
    except InvalidEdtf:
        return False


@lru_cache(maxsize=65536)
def _far(first: str, second: str) -> bool:
    """Whether the two exclude each other by more than a week; a bare weekday is never far from anything."""
    if not _exclude(first, second):
        return False
    one, two = _in_a_year(first, second), _in_a_year(second, first)
    return bool(one and two) and min(_between(a, b) for a in one for b in two) > SLACK


def _in_a_year(value: str, other: str) -> tuple[tuple[date, date], ...]:
    days, frame = bounds(value), bounds(other)
    if days is not None:
        return (days,)
    year = frame[0].year if frame is not None else COMMON_YEAR
    found = instances(value, date(max(1, year - 1), 1, 1), date(min(9999, year + 1), 12, 31))
    return found if len(found) <= MOST_A_YEAR else ()


COMMON_YEAR = 2000
MOST_A_YEAR = 40
"""Runs of days in three years; more come from a weekday or a day of the month alone, which exclude nothing far away."""


def _between(one: tuple[date, date], two: tuple[date, date]) -> int:
    return max((two[0] - one[1]).days, (one[0] - two[1]).days)


PEOPLE: tuple[tuple[Callable[[ChainProfile, ChainProfile], bool], str], ...] = (
    (roles_swapped, "actor and recipient are swapped"),
    (visitors_differ, "visits by different people"),
    (victims_differ, "done to different people"),
)
"""Conflicts of who takes part, each with its reason in words."""
