"""A shard's clock: a watermark on publication times, and the latest arrival.

The watermark follows the publication times of dated articles, less the allowed lateness, each capped by the article's arrival plus a small skew.
An undated article neither moves it nor is ever late; what it tells is kept open by arrival time. While no article comes, the watermark moves at
the rate of the wall clock, so that a quiet shard holds no window open for ever and an archive can be fed at any speed.
An article without an arrival time (a batch) moves nothing.
"""

from dataclasses import dataclass, replace

from schemas import ArticleRef, Tick
from workers.consolidation.moments import moment, published_moment
from workers.consolidation.settings import ConsolidationSettings


@dataclass(frozen=True, slots=True)
class Clock:
    """Seconds since 1970, None where nothing has been seen.

    Attributes:
        watermark: No article published before this is expected any more.
        arrival: The latest arrival or tick.
        last_article: The latest arrival of an article.
        born: How many events the shard has created; the age of an event is its number.
        ended: The input was bounded and has ended: every window is closed until an article comes.
        seal: What the rows of the shard add up to (`seal.py`); 0 where it was never told.
    """

    watermark: float | None = None
    arrival: float | None = None
    last_article: float | None = None
    born: int = 0
    ended: bool = False
    seal: int = 0


def event_time(article: ArticleRef, settings: ConsolidationSettings) -> float | None:
    """Return when an article counts as published: no later than it arrived, a small skew apart. None where it is undated."""
    published, received = published_moment(article.published), moment(article.received_at)
    if published is None or received is None:
        return published
    return min(published, received + settings.skew.total_seconds())


def on_article(clock: Clock, article: ArticleRef, settings: ConsolidationSettings) -> Clock:
    """Return the clock after an article has come."""
    received = moment(article.received_at)
    if received is None:
        return replace(clock, ended=False) if clock.ended else clock
    counted = event_time(article, settings)
    told = None if counted is None else counted - settings.lateness.total_seconds()
    return replace(
        clock,
        watermark=_later(clock.watermark, told),
        arrival=_later(clock.arrival, received),
        last_article=_later(clock.last_article, received),
        ended=False,
    )


def on_tick(clock: Clock, tick: Tick, settings: ConsolidationSettings) -> Clock:
    """Return the clock after a tick: it moves the watermark by the time that passed since the shard fell idle."""
    at = moment(tick.at)
    if at is None or tick.end:
        return replace(clock, ended=tick.end or clock.ended)
    arrival = _later(clock.arrival, at)
    if clock.watermark is None or clock.arrival is None or clock.last_article is None:
        return replace(clock, arrival=arrival)
    idle_from = max(clock.arrival, clock.last_article + settings.idle.total_seconds())
    return replace(clock, arrival=arrival, watermark=clock.watermark + max(0.0, at - idle_from))


def is_late(clock: Clock, article: ArticleRef, settings: ConsolidationSettings) -> bool:
    """Return whether the article was published so long ago that the events of its time have left retention."""
    published = event_time(article, settings)
    kept = settings.gap.total_seconds() + settings.retention.total_seconds()
    return clock.watermark is not None and published is not None and published < clock.watermark - kept


def _later(first: float | None, second: float | None) -> float | None:
    return first if second is None else second if first is None else max(first, second)
