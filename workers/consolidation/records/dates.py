"""When an event happens, out of what its sources say: partial dates complete each other, contradicting ones stay as a conflict."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from itertools import pairwise

from schemas.event import Conflict, When
from schemas.mentions import Modality
from workers.consolidation.records.slots import Said, Telling, conflict_of, conflict_value, support
from workers.consolidation.time.timestamps import lasts_under
from workers.edtf import Completion, bounds, complete, contains, contradicts, nearest
from workers.edtf.completion import Direction

YEAR = timedelta(366)
DIRECTIONS: dict[str, Direction] = {"planned": "future", "occurred": "past"}
"""Where an event lies as seen from the day of publication, by modality."""
MONTH = 31
SHORTEST_MONTH = 28
PARTLY = 0.5
REMEMBERED = 1_000
"""Days of publication that are kept in words."""
LONGEST = 366
"""Days; a value that runs longer counts only where none is shorter."""
SILENCE = timedelta(7)
"""An article that comes out longer than this before all others is taken for misdated: it does not date their event."""
FEW = 4
"""A date that fewer than one of so many sources give is not an event's own, where it lies long before the news of it."""


@dataclass(frozen=True, slots=True)
class Dated:
    """The result of the vote.

    Attributes:
        when: None where nothing is known.
        said: The words behind the value, for the evidence.
        conflict: The values that exclude each other, where they do.
    """

    when: When | None
    said: tuple[Said, ...] = ()
    conflict: Conflict | None = None


@dataclass(frozen=True, slots=True)
class _Value:
    edtf: str
    tellings: tuple[Telling, ...]

    @property
    def salience(self) -> float:
        """How early its tellings say it among their dates: an event's own date comes before those it is set beside."""
        return sum(1 / (1 + telling.profile.when.index(self.edtf)) for telling in self.tellings)


def vote_when(tellings: Sequence[Telling], published: Sequence[date], *, modality: Modality, news: bool) -> Dated:
    """Return the date that most independent sources support; a season or year only where none names a day or month in it.

    A source supports a value that it says, that it says in part, or that lies within what it says. A partial value is completed by what the others
    say and, where that is not enough, as the occasion nearest to the publication of a dated article. With no date said at all, an event that has
    occurred is dated, uncertainly (`?`), to the day its first article was published; a planned one is not dated.

    Args:
        tellings: The event's chains, in order.
        published: Days of publication of its articles, known to the day.
        modality: The event's own: a partial date of a planned one lies ahead of its publication.
        news: Whether it is told as news, not mentioned in passing alone.
    """
    values = _values(tellings)
    recent = news and modality in {"occurred", "ongoing"}
    if not values:
        return Dated(_on_publication(published) if recent else None)
    if all(_is_weekday(value.edtf) for value in values) and not published:
        return Dated(None)
    best = min(
        (_complete(value, values, published, modality) for value in values), key=lambda item: _rank(item, values)
    )
    if recent and published and _is_overruled(best.edtf, values, tellings, published):
        return Dated(_on_publication(published))
    agreeing = [value for value in values if _agree(best.edtf, value.edtf)]
    when = When(best.edtf, support(t for value in agreeing for t in value.tellings), best.reasoning)
    said = [
        Said(best.edtf, telling.profile.node[0], time.quote)
        for value in agreeing
        for telling in value.tellings
        for time in telling.profile.chain.times
        if time.edtf == value.edtf
    ]
    return Dated(when, tuple(said), _conflict(best.edtf, agreeing, values))


def _is_overruled(edtf: str, values: Sequence[_Value], tellings: Sequence[Telling], published: Sequence[date]) -> bool:
    """Say whether the day of publication tells more of an event that is news than a value does.

    So it is of a year or season around that day, and of an earlier date that few of many sources give: it is another event's, or a slip.
    """
    run, first = bounds(edtf), _first(published)
    if run is None:
        return False
    if (run[1] - run[0]).days > MONTH:
        return run[0] <= first <= run[1]
    said = support(t for value in values if _agree(edtf, value.edtf) for t in value.tellings)
    return run[1] < first - SILENCE and said * FEW < support(tellings)


def _is_weekday(edtf: str) -> bool:
    """Say whether a value names a day of some week that is not known: alone it dates nothing."""
    return edtf.startswith("XXXX-WXX")


def _values(tellings: Sequence[Telling]) -> list[_Value]:
    found: dict[str, list[Telling]] = {}
    told = [(edtf, telling) for telling in tellings for edtf in telling.profile.when]
    for edtf, telling in [pair for pair in told if lasts_under(LONGEST, pair[0])] or told:
        found.setdefault(edtf, []).append(telling)
    return [_Value(edtf, tuple(items)) for edtf, items in sorted(found.items())]


def _complete(value: _Value, values: Sequence[_Value], published: Sequence[date], modality: Modality) -> Completion:
    if bounds(value.edtf) is not None:
        return Completion(value.edtf, date.min, date.max)
    others = tuple(other.edtf for other in values if other.edtf != value.edtf and _agree(value.edtf, other.edtf))
    low, high = _range(others, published)
    if low is not None and high is not None:
        found = complete(value.edtf, given=others, low=low, high=high) or complete(value.edtf, low=low, high=high)
        if found is not None:
            return found
    anchors = sorted(day for t in value.tellings if (day := t.day) is not None)
    if anchors or published:
        day = anchors[0] if anchors else published[0]
        found = nearest(value.edtf, day, direction=DIRECTIONS.get(modality, "either"))
        if found is not None:
            return found
    return Completion(value.edtf, date.min, date.max)


def _range(others: Sequence[str], published: Sequence[date]) -> tuple[date, date] | tuple[None, None]:
    """The days between which a partial value is sought: a year around the publications, else around the complete dates that others say."""
    days = list(published)
    if not days:
        days = [day for edtf in others if (run := bounds(edtf)) is not None for day in run]
    if not days:
        return None, None
    return min(days) - YEAR, max(days) + YEAR


def _rank(candidate: Completion, values: Sequence[_Value]) -> tuple[bool, float, bool, int, float, str]:
    agreeing = _weight(candidate.edtf, values)
    days = bounds(candidate.edtf)
    length = _length(candidate.edtf)
    wide = length > MONTH and any(_narrows(value.edtf, candidate.edtf) for value in values)
    same = [value for value in values if value.edtf == candidate.edtf]
    said = sum(len(value.tellings) for value in same)
    salience = sum(value.salience for value in same)
    return wide, -agreeing, days is None, length if length > MONTH else -said, -salience, candidate.edtf


def _narrows(edtf: str, wide: str) -> bool:
    return bounds(edtf) is not None and _length(edtf) <= MONTH and contains(wide, edtf)


def _length(edtf: str) -> int:
    """Days from the first to the last; 0 where the value is partial."""
    days = bounds(edtf)
    return (days[1] - days[0]).days if days is not None else 0


def _weight(candidate: str, values: Sequence[_Value]) -> float:
    """Return how much the sources speak for a value: one for each that says it, or leaves the day open.

    One whose words only lie around or within it counts by half: neither does a range swallow a day that others name, nor a day the range.
    """
    weights: dict[str, float] = {}
    for value in values:
        if _agree(candidate, value.edtf):
            weight = 1.0 if value.edtf == candidate or _vague(value.edtf) else PARTLY
            for telling in value.tellings:
                weights[telling.source] = max(weight, weights.get(telling.source, 0.0))
    return sum(weights.values())


def _vague(edtf: str) -> bool:
    """Say whether a value leaves the day open: it is partial, or a month or longer."""
    days = bounds(edtf)
    return days is None or (days[1] - days[0]).days + 1 >= SHORTEST_MONTH


def _agree(one: str, two: str) -> bool:
    """Whether the two can mean the same time: one lies within the other, or what is unknown leaves it open."""
    if contradicts(one, two):
        return False
    return bounds(one) is None or bounds(two) is None or contains(one, two) or contains(two, one)


def _on_publication(published: Sequence[date]) -> When | None:
    return _published(_first(published)) if published else None


@lru_cache(maxsize=REMEMBERED)
def _published(first: date) -> When:
    day = first.isoformat()
    return When(f"{day}?", 0, (f"no article says when; the first was published on {day}",))


def _first(published: Sequence[date]) -> date:
    """Return the earliest day that others follow within `SILENCE`; the earliest of all where none is followed."""
    days = sorted(published)
    if len(days) == 1 or days[1] - days[0] <= SILENCE:
        return days[0]
    return next((one for one, two in pairwise(days) if two - one <= SILENCE), days[0])


def _conflict(best: str, agreeing: Sequence[_Value], values: Sequence[_Value]) -> Conflict | None:
    against = [value for value in values if contradicts(best, value.edtf)]
    if not against:
        return None
    lines = [conflict_value(best, [t for value in agreeing for t in value.tellings])]
    lines += [conflict_value(value.edtf, value.tellings) for value in against]
    return conflict_of("when", lines)
