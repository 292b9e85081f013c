"""The date of an event, by vote: partial dates complete each other, contradictions conflict."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise

from schemas.event import Conflict, When
from schemas.mentions import Modality, Time
from workers.consolidation.pairs.chain_profile import HAPPENED
from workers.consolidation.records.slots import (
    Claim,
    SourcedChain,
    conflict_of,
    conflict_value,
    support,
)
from workers.consolidation.time.timestamps import lasts_under
from workers.edtf import (
    NO_YEAR,
    Completion,
    bounds,
    complete,
    contains,
    contradicts,
    nearest,
    uncertain,
)
from workers.edtf.completion import Direction

YEAR = timedelta(366)
DIRECTIONS: dict[str, Direction] = {"planned": "future", "occurred": "past"}
"""Direction of an event from the day of publication, by modality."""
FURTHEST_AHEAD = timedelta(243)
"""Eight months: a day of a plan without a year is not further ahead."""
MONTH = 31
SHORTEST_MONTH = 28
JANUARY = "01"
WEEKDAY = "XXXX-WXX"
"""Prefix of a day of an unknown week: alone it dates nothing."""
SURE = 0.75
"""Probability from which words date the event without doubt: three in four are right, or more."""
PARTIAL_WEIGHT = 0.5
"""Weight of a source whose value only overlaps."""
EARLIEST_DAY = 4
"""Day of the month from which a publication tells the month of what it reports."""
LONGEST_SPECIFIC = 366
"""Days; a longer value counts only if no value is shorter."""
SILENCE = timedelta(7)
"""An article published longer than this before all others is taken for misdated: it does not date
the event."""
MINORITY = 4
"""Fewer than one in so many sources are not enough for a date long before the publications."""


@dataclass(frozen=True, slots=True)
class Dated:
    """The result of the vote.

    Attributes:
        when: None if nothing is known.
        claims: The claims for the value.
        conflict: The values that exclude each other, if any.
    """

    when: When | None
    claims: tuple[Claim, ...] = ()
    conflict: Conflict | None = None


@dataclass(frozen=True, slots=True)
class _Value:
    """An EDTF value with the chains that give it."""

    edtf: str
    chains: tuple[SourcedChain, ...]

    @property
    def priority(self) -> float:
        """How early the value comes among the times of its chains.

        An article gives the date of the event itself before the dates that it is compared with.
        """
        return sum(1 / (1 + _times_of(chain).index(self.edtf)) for chain in self.chains)

    @property
    def sure(self) -> bool:
        """Whether words that are surely of the event itself give it."""
        return any(time.probability >= SURE for _, time in self.times())

    def times(self) -> Iterator[tuple[SourcedChain, Time]]:
        """Yield the times with the value, each with its chain."""
        for chain in self.chains:
            yield from ((chain, t) for t in chain.profile.chain.times if t.edtf == self.edtf)


def vote_when(
    chains: Sequence[SourcedChain],
    published: Sequence[date],
    datelines: Sequence[str] = (),
    *,
    modality: Modality,
    news: bool,
) -> Dated:
    """Return the date with the greatest support.

    A source supports a value that it gives, that it gives in part, or that lies within its value.
    A season or year wins only if no source names a day or month in it. A partial value is completed
    by the values of the other sources, else as the occasion nearest to the publication of a dated
    article. A date that one source alone gives, in words that may date another event, is uncertain
    (`?`). If no source gives a date, news that has happened is dated, uncertainly, to the month of
    the first publication: most of what an article reports is days old, and few of its events are of
    the day itself. An event that is told only as before another past event has no such date.

    Args:
        chains: The event's chains, in order.
        published: Days of publication of its articles, known to the day.
        datelines: Such days without a year (`XXXX-04-05`) of its other articles.
        modality: Modality of the event: a partial date of a planned event is in the future.
        news: Whether the event is news, not only background.
    """
    values = _values(chains)
    anterior = all(chain.profile.chain.anterior for chain in chains)
    recent = news and modality in HAPPENED and not anterior
    weekdays = all(value.edtf.startswith(WEEKDAY) for value in values)
    if not values or (weekdays and not published):
        return Dated(_in_publication(published, datelines) if recent else None)
    completed = [_complete(value, values, published, modality) for value in values]
    best = min(completed, key=lambda completion: _rank(completion, values))
    if recent and published and _is_overruled(best.edtf, values, chains, published):
        return Dated(_in_publication(published, datelines))
    agreeing = [value for value in values if _agree(best.edtf, value.edtf)]
    edtf, reasons, sources = best.edtf, best.reasoning, _support(agreeing)
    if sources == 1 and not any(value.sure for value in agreeing):
        edtf, reasons = uncertain(edtf), (*reasons, "its words may date another event")
    claims = tuple(_claims(edtf, agreeing))
    return Dated(When(edtf, sources, reasons), claims, _conflict(best.edtf, agreeing, values))


def _claims(edtf: str, agreeing: Sequence[_Value]) -> Iterable[Claim]:
    for value in agreeing:
        for chain, time in value.times():
            yield Claim(edtf, chain.profile.node[0], time.quote)


def _support(values: Iterable[_Value]) -> int:
    return support(chain for value in values for chain in value.chains)


def _is_overruled(
    edtf: str, values: Sequence[_Value], chains: Sequence[SourcedChain], published: Sequence[date]
) -> bool:
    """Return whether the publication dates news better than a value does.

    It does for a year or season around that day, and for an earlier date that few of many sources
    give: the earlier date belongs to another event, or is a slip.
    """
    days, first = bounds(edtf), _first(published)
    if days is None:
        return False
    if (days[1] - days[0]).days > MONTH and days[0] <= first <= days[1]:
        return True
    supporting = _support(value for value in values if _agree(edtf, value.edtf))
    return days[1] < first - SILENCE and supporting * MINORITY < support(chains)


def _times_of(chain: SourcedChain) -> list[str]:
    """Return the dates of a chain, the likeliest first."""
    return [time.edtf for time in chain.profile.chain.times if time.edtf]


def _values(chains: Sequence[SourcedChain]) -> list[_Value]:
    given = [(edtf, chain) for chain in chains for edtf in _times_of(chain)]
    specific = [(edtf, chain) for edtf, chain in given if lasts_under(LONGEST_SPECIFIC, edtf)]
    givers: dict[str, list[SourcedChain]] = {}
    for edtf, chain in specific or given:
        givers.setdefault(edtf, []).append(chain)
    return [_Value(edtf, tuple(items)) for edtf, items in sorted(givers.items())]


def _complete(
    value: _Value, values: Sequence[_Value], published: Sequence[date], modality: Modality
) -> Completion:
    edtf = value.edtf
    as_given = Completion(edtf, date.min, date.max)
    if bounds(edtf) is not None:
        return as_given
    others = tuple(v.edtf for v in values if v.edtf != edtf and _agree(edtf, v.edtf))
    completion = None
    # a year around the publications, else around the complete dates of other values
    days = published or [day for other in others for day in bounds(other) or ()]
    if days:
        low, high = min(days) - YEAR, max(days) + YEAR
        completion = complete(edtf, given=others, low=low, high=high)
        completion = completion or complete(edtf, low=low, high=high)
    anchors = sorted(day for chain in value.chains if (day := chain.day) is not None) or published
    if completion is None and anchors:
        completion = _nearest(edtf, anchors[0], modality)
    return completion or as_given


def _nearest(edtf: str, anchor: date, modality: Modality) -> Completion | None:
    """Return the occasion nearest to a publication, in the direction that the modality tells.

    Of a plan that would be further ahead than `FURTHEST_AHEAD`, it is the nearest one before or
    after: who plans for so late says the year, and the date of the publication is that of a reprint
    (announced 'for 14 August', published in November).
    """
    ahead = nearest(edtf, anchor, direction=DIRECTIONS.get(modality, "either"))
    is_far = ahead is not None and ahead.first - anchor > FURTHEST_AHEAD
    return nearest(edtf, anchor) if is_far else ahead


def _rank(
    completion: Completion, values: Sequence[_Value]
) -> tuple[bool, float, bool, int, float, str]:
    """Return the sort key that puts the best value first."""
    edtf = completion.edtf
    length = _length(edtf)
    is_wide = length > MONTH and any(_narrows(value.edtf, edtf) for value in values)
    same = [value for value in values if value.edtf == edtf]
    given = sum(len(value.chains) for value in same)
    priority = sum(value.priority for value in same)
    specificity = length if length > MONTH else -given
    return is_wide, -_weight(edtf, values), bounds(edtf) is None, specificity, -priority, edtf


def _narrows(edtf: str, wide: str) -> bool:
    return bounds(edtf) is not None and _length(edtf) <= MONTH and contains(wide, edtf)


def _length(edtf: str) -> int:
    """Return the days from the first to the last; 0 if the value is partial."""
    days = bounds(edtf)
    return (days[1] - days[0]).days if days is not None else 0


def _weight(edtf: str, values: Sequence[_Value]) -> float:
    """Return the weight of a value over all sources.

    A source counts 1 if it gives the value or leaves the day open. It counts half if its value only
    contains the value or lies within it: a range does not outvote a day, nor a day a range.
    """
    weights: dict[str, float] = {}
    for value in values:
        if _agree(edtf, value.edtf):
            weight = 1.0 if value.edtf == edtf or _is_vague(value.edtf) else PARTIAL_WEIGHT
            for chain in value.chains:
                weights[chain.source] = max(weight, weights.get(chain.source, 0.0))
    return sum(weights.values())


def _is_vague(edtf: str) -> bool:
    """Return whether a value leaves the day open: it is partial, or a month or longer."""
    return bounds(edtf) is None or _length(edtf) + 1 >= SHORTEST_MONTH


def _agree(edtf: str, other: str) -> bool:
    """Return whether two values can be the same time: one contains the other, or one is partial."""
    if contradicts(edtf, other):
        return False
    if bounds(edtf) is None or bounds(other) is None:
        return True
    return contains(edtf, other) or contains(other, edtf)


def _in_publication(published: Sequence[date], datelines: Sequence[str]) -> When | None:
    """Return the month of the first publication as a guess.

    In the first days of a month it is the year, because as much of the news is of the month before;
    None where that may be of the year before, or where the year is not known.
    """
    first = _first(published).isoformat() if published else min(datelines, default=None)
    if first is None:
        return None
    year, month, day = first.split("-")
    told = f"{year}-{month}" if int(day) >= EARLIEST_DAY else year
    if told == year and (month == JANUARY or year == NO_YEAR):
        return None
    reason = f"no article says when; the first was published on {first}"
    return When(uncertain(told), 0, (reason,))


def _first(published: Sequence[date]) -> date:
    """Return the first day of publication that another follows within `SILENCE`, else the first."""
    days = sorted(published)
    return next((day for day, later in pairwise(days) if later - day <= SILENCE), days[0])


def _conflict(edtf: str, agreeing: Sequence[_Value], values: Sequence[_Value]) -> Conflict | None:
    against = [value for value in values if contradicts(edtf, value.edtf)]
    if not against:
        return None
    supporters = [chain for value in agreeing for chain in value.chains]
    lines = [conflict_value(value.edtf, value.chains) for value in against]
    return conflict_of("when", [conflict_value(edtf, supporters), *lines])
