"""A shard's clock: the watermark, which closes windows, and the latest arrival, which decides how long state is kept.

The watermark follows the publication times of dated articles, minus the allowed lateness, each capped by the article's arrival plus a small skew. Undated
articles do not move it; arrival keeps their windows open. While no article comes, the watermark moves at the rate of the wall clock, so that a quiet shard
holds no window open for ever. The watermark drops nothing: articles of any age can come in any order and at any speed.
An article without an arrival time (a batch) moves nothing.
"""

from dataclasses import dataclass, replace
from datetime import UTC, datetime

from schemas import ArticleRef, Tick
from workers.consolidation.time.settings import ConsolidationSettings
from workers.consolidation.time.timestamps import moment, published_moment
from workers.instants import rfc3339


@dataclass(frozen=True, slots=True)
class Clock:
    """Seconds since 1970, None where nothing has been seen.

    Attributes:
        watermark: No article published before this is expected any more.
        arrival: The latest arrival or tick.
        last_article: The latest arrival of an article.
        born: How many events the shard has created; the age of an event is its number.
        ended: The input was bounded and has ended: every window is closed until an article comes.
        rules: Fingerprint of the program and the weights that built the shard's events (`rules.py`).
        dropped: Earliest and latest event time of the articles whose state was dropped; None where none was.
    """

    watermark: float | None = None
    arrival: float | None = None
    last_article: float | None = None
    born: int = 0
    ended: bool = False
    rules: str = ""
    dropped: tuple[float, float] | None = None


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


def taken_in(clock: Clock, article: ArticleRef) -> ArticleRef:
    """Return the article with the shard's arrival clock as its arrival, from which its retention counts.

    A message may carry an older timestamp than messages before it; its state is kept as long as that of the others.
    """
    received = moment(article.received_at)
    if received is None or clock.arrival is None or received >= clock.arrival:
        return article
    return replace(article, received_at=rfc3339(datetime.fromtimestamp(clock.arrival, UTC)))


def on_drop(clock: Clock, article: ArticleRef, settings: ConsolidationSettings) -> Clock:
    """Return the clock after the state of an article has been dropped."""
    counted = event_time(article, settings)
    time = counted if counted is not None else moment(article.received_at)
    if time is None:
        return clock
    first, last = clock.dropped or (time, time)
    return replace(clock, dropped=(min(first, time), max(last, time)))


def is_late(clock: Clock, article: ArticleRef, settings: ConsolidationSettings) -> bool:
    """Return whether an event that the article tells may have been dropped: articles of its time, give or take a gap, were.

    Of dropped articles only the span of their times is remembered, so that an article in a pause within the span counts as late too.
    An undated article is never late.
    """
    counted, gap = event_time(article, settings), settings.gap.total_seconds()
    if counted is None or clock.dropped is None:
        return False
    first, last = clock.dropped
    return first - gap <= counted <= last + gap


def _later(first: float | None, second: float | None) -> float | None:
    return first if second is None else second if first is None else max(first, second)
