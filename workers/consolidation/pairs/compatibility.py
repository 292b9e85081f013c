"""Facts of two chains that agree, and facts that exclude that the chains are one event."""

from datetime import date
from functools import lru_cache

from workers.consolidation.pairs.chain_profile import UNTYPED, ChainProfile
from workers.consolidation.pairs.designations import designations_differ
from workers.consolidation.time.timestamps import lasts_under
from workers.edtf import InvalidEdtf, bounds, contradicts, days_of, instances

CONSULT, VISIT = "CONSULT", "visit"
ROUTINE = frozenset({"RESULTS", "MARKET"})
"""Types of events that are told every day in the same words, each time of another firm, commodity
or hour."""
SLACK = 8
"""Least days between two times that depend on the day of publication ('Tuesday') and exclude each
other: one of them may be wrong by a week."""
WEEK = 7
LONGEST_NARROW = 31
"""Days; a longer time (a year, an open interval) agrees with too many others."""
COMMON_YEAR = 2000
"""The year in which two partial dates are compared."""
ORDINALS = frozenset(
    {
        *("first", "second", "third", "fourth", "fifth"),
        *("sixth", "seventh", "eighth", "ninth", "tenth"),
    }
)
BOTH = 2
"""Ends of a period."""
MOST_INSTANCES = 40
"""Instances in three years; a partial date with more (a weekday, a day of the month) excludes
nothing."""

Names = frozenset[str]


def times_agree(first: ChainProfile, second: ChainProfile) -> bool:
    """Return whether some narrow time of each chain can be one."""
    return any(_agree(time, other) for time in first.when for other in second.when)


def times_conflict(first: ChainProfile, second: ChainProfile) -> bool:
    """Return whether both chains have times, and no two of them can be one."""
    if not first.when or not second.when:
        return False
    return all(_differ(time, other) for time in first.when for other in second.when)


def places_conflict(first: ChainProfile, second: ChainProfile) -> bool:
    """Return whether both chains have places on the map, and share no country."""
    countries, others = first.countries, second.countries
    return bool(countries and others) and countries.isdisjoint(others)


def instances_conflict(first: ChainProfile, second: ChainProfile) -> bool:
    """Return whether the chains name different instances ('second round', 'third round').

    What is 'another' round in one article may be the 'second' in the next.
    """
    instance, other = ORDINALS & {*first.chain.instance}, ORDINALS & {*second.chain.instance}
    return bool(instance and other) and instance.isdisjoint(other)


def roles_swapped(first: ChainProfile, second: ChainProfile) -> bool:
    """Return whether the actor of each chain is only a recipient in the other.

    A visits B, B visits A. Meetings and talks are mutual, so their roles may be swapped.
    """
    if first.who.keys().isdisjoint(second.who) or (_is_mutual(first) and _is_mutual(second)):
        return False
    return _acts_on(first, second) and _acts_on(second, first)


def visitors_differ(first: ChainProfile, second: ChainProfile) -> bool:
    """Return whether one chain is a visit, and the other a visit or meeting without the visitors.

    Two names are the same if they share a word, since an article may give the surname alone.
    """
    return _lacks_visitors_of(first, second) or _lacks_visitors_of(second, first)


def _lacks_visitors_of(visit: ChainProfile, other: ChainProfile) -> bool:
    if visit.chain.type.mode != VISIT or other.chain.type.code != visit.chain.type.code:
        return False
    visitors = _name_words(visit, "actor")
    return bool(visitors and _name_words(other, "actor")) and visitors.isdisjoint(other.name_words)


def victims_differ(
    first: ChainProfile, second: ChainProfile, names: Names, other_names: Names
) -> bool:
    """Return whether both chains have the same known type, and named recipients that differ.

    Recipients are victims, defendants or those elected. They differ if the article of each chain
    names no recipient of the other. One visit has several hosts: those of a meeting exclude
    nothing. The names are `ArticleProfile.names` of their articles.
    """
    code = first.chain.type.code
    if code != second.chain.type.code or code in UNTYPED or code == CONSULT:
        return False
    victims, others = _name_words(first, "recipient"), _name_words(second, "recipient")
    if not victims or not others:
        return False
    return victims.isdisjoint(other_names) and others.isdisjoint(names)


def firms_differ(first: ChainProfile, second: ChainProfile) -> bool:
    """Return whether both chains are routine reports, and name firms that differ.

    The results of a hundred firms are told in the same words.
    """
    if not _are_routine(first, second):
        return False
    names, others = first.name_words, second.name_words
    return bool(names and others) and names.isdisjoint(others)


def exclusion_reason(
    first: ChainProfile, second: ChainProfile, names: Names, other_names: Names
) -> str | None:
    """Return in words why the chains of two articles cannot be one event; None if they can.

    The names are `ArticleProfile.names` of their articles.
    """
    dates, others = first.dates, second.dates
    if dates and others and _exclude_each_other(first, second):
        return f"dates exclude each other: {', '.join(dates)} and {', '.join(others)}"
    if _exclude_days(first, second):
        return f"days exclude each other: {', '.join(first.when)} and {', '.join(second.when)}"
    if instances_conflict(first, second):
        instance, other = " ".join(first.chain.instance), " ".join(second.chain.instance)
        return f"different instances: {instance} and {other}"
    if designations_differ(first.chain.what.quote, second.chain.what.quote):
        return "they name different ones of a series"
    if victims_differ(first, second, names, other_names):
        return "done to different people"
    reasons_of_people = (
        (roles_swapped, "actor and recipient are swapped"),
        (visitors_differ, "visits by different people"),
        (firms_differ, "routine reports of different firms"),
    )
    return next((reason for differ, reason in reasons_of_people if differ(first, second)), None)


def _exclude_days(first: ChainProfile, second: ChainProfile) -> bool:
    """Return whether the days of two chains exclude each other, whatever words name them.

    Those of routine reports do; those of others of one kind if they are certain, or far apart.
    """
    if _are_routine(first, second):
        return times_conflict(first, second)
    if not _are_alike(first, second):
        return False
    certain = [(time, other) for time in first.certain for other in second.certain]
    if certain and all(_are_two_days(*pair) for pair in certain):
        return True
    times = [(time, other) for time in first.when for other in second.when]
    return bool(times) and all(_is_far(*pair) for pair in times)


def _exclude_each_other(first: ChainProfile, second: ChainProfile) -> bool:
    """Return whether all dates of two chains contradict each other.

    A day and the next may be one moment, told on two sides of the earth, or one night. Routine
    reports of two days are two.
    """
    pairs = [(date, other) for date in first.dates for other in second.dates]
    if not all(_exclude(*pair) for pair in pairs):
        return False
    return _are_routine(first, second) or not any(_is_next_day(*pair) for pair in pairs)


def _are_routine(first: ChainProfile, second: ChainProfile) -> bool:
    return {first.chain.type.code, second.chain.type.code} <= ROUTINE


def _name_words(chain: ChainProfile, role: str) -> frozenset[str]:
    """Return the words in the names of the people with the role."""
    participants = chain.chain.participants
    people = (p for p in participants if p.label == "PERSON" and p.role == role)
    return frozenset(word for person in people for word in person.entity.split("-"))


def _are_alike(first: ChainProfile, second: ChainProfile) -> bool:
    if first.forms & second.forms or first.related & second.related:
        return True
    code = first.chain.type.code
    return code == second.chain.type.code and code not in UNTYPED


def _is_mutual(chain: ChainProfile) -> bool:
    return chain.chain.type.code == CONSULT and chain.chain.type.mode != VISIT


def _acts_on(first: ChainProfile, second: ChainProfile) -> bool:
    """Return whether someone is only an actor in the first and only a recipient in the second."""
    shared = first.who.keys() & second.who.keys()
    return any(first.who[key] == {"actor"} and second.who[key] == {"recipient"} for key in shared)


@lru_cache(maxsize=65536)
def _agree(time: str, other: str) -> bool:
    if _differ(time, other):
        return False
    return lasts_under(LONGEST_NARROW, time) and lasts_under(LONGEST_NARROW, other)


@lru_cache(maxsize=65536)
def _differ(time: str, other: str) -> bool:
    """Return whether two times share no day, or are two periods that share neither end.

    A period told from its first day to its last is that of the whole event: 'Monday to Saturday'
    is not 16 April, a Sunday, to 19 April.
    """
    if _exclude(time, other):
        return True
    ends = list(zip(time.split("/"), other.split("/"), strict=False))
    return len(ends) == BOTH and all(_exclude(one, another) for one, another in ends)


@lru_cache(maxsize=65536)
def _exclude(time: str, other: str) -> bool:
    try:
        return contradicts(time, other)
    except InvalidEdtf:
        return False


@lru_cache(maxsize=65536)
def _is_next_day(time: str, other: str) -> bool:
    """Return whether one of two times is a single day, and the other the day after it."""
    days, others = days_of(time), days_of(other)
    if days is None or others is None or days[0] != days[1] or others[0] != others[1]:
        return False
    return abs((others[0] - days[0]).days) == 1


@lru_cache(maxsize=65536)
def _are_two_days(time: str, other: str) -> bool:
    """Return whether two times exclude each other, even if one is wrong by a day or by a week."""
    days, others = days_of(time), days_of(other)
    if not _exclude(time, other) or days is None or others is None:
        return False
    apart = max(others[0] - days[1], days[0] - others[1]).days
    return apart > 1 and abs(apart - WEEK) > 1


@lru_cache(maxsize=65536)
def _is_far(time: str, other: str) -> bool:
    """Return whether two times exclude each other by more than a week; never for a bare weekday."""
    if not _exclude(time, other):
        return False
    runs, others = _runs_of_days(time, other), _runs_of_days(other, time)
    days = [max(b[0] - a[1], a[0] - b[1]).days for a in runs for b in others]
    return min(days, default=0) > SLACK


def _runs_of_days(time: str, other: str) -> tuple[tuple[date, date], ...]:
    """Return the days of a time; of a partial one, its instances around the year of the other."""
    days, other_days = bounds(time), bounds(other)
    if days is not None:
        return (days,)
    year = other_days[0].year if other_days is not None else COMMON_YEAR
    first, last = date(max(1, year - 1), 1, 1), date(min(9999, year + 1), 12, 31)
    runs = instances(time, first, last)
    return runs if len(runs) <= MOST_INSTANCES else ()
