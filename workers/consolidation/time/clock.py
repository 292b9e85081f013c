"""The clock of a shard: the watermark closes windows, the latest arrival decides on retention.

The watermark is the latest publication time of a dated article minus the allowed lateness. A
publication time counts as no later than the arrival of the article plus a small skew. Undated
articles do not move the watermark; their windows stay open by arrival. While no article comes, the
watermark moves at the rate of the wall clock, so a quiet shard holds no window open for ever. The
watermark drops nothing: articles of any age may come in any order and at any speed. An article
without an arrival time (a batch) moves neither time.
"""

from dataclasses import dataclass, replace
from datetime import UTC, datetime

from schemas import ArticleRef, Tick
from workers.consolidation.time.settings import ConsolidationSettings
from workers.consolidation.time.timestamps import published_timestamp, timestamp
from workers.instants import rfc3339


@dataclass(frozen=True, slots=True)
class Clock:
    """Times of a shard in seconds since 1970, None before the first message that sets them.

    Attributes:
        watermark: No article published before this time is expected any more.
        arrival: The latest arrival or tick.
        last_article: The latest arrival of an article.
        born: How many events the shard has created; each event keeps its number in this order.
        ended: The input was bounded and has ended: all windows stay closed until an article comes.
        rules: Fingerprint of the program and weights that wrote the rows (`rows/rules.py`).
        dropped: Earliest and latest event time of articles whose state was dropped; None if none.
    """

    watermark: float | None = None
    arrival: float | None = None
    last_article: float | None = None
    born: int = 0
    ended: bool = False
    rules: str = ""
    dropped: tuple[float, float] | None = None


def event_time(article: ArticleRef, settings: ConsolidationSettings) -> float | None:
    """Return the publication time that counts: at most the arrival plus the skew.

    None if the article is undated.
    """
    published = published_timestamp(article.published)
    received = timestamp(article.received_at)
    if published is None or received is None:
        return published
    return min(published, received + settings.skew.total_seconds())


def on_article(clock: Clock, article: ArticleRef, settings: ConsolidationSettings) -> Clock:
    """Return the clock after an article has come."""
    received = timestamp(article.received_at)
    if received is None:
        return replace(clock, ended=False) if clock.ended else clock
    published = event_time(article, settings)
    expected = None if published is None else published - settings.lateness.total_seconds()
    return replace(
        clock,
        watermark=_later(clock.watermark, expected),
        arrival=_later(clock.arrival, received),
        last_article=_later(clock.last_article, received),
        ended=False,
    )


def on_tick(clock: Clock, tick: Tick, settings: ConsolidationSettings) -> Clock:
    """Return the clock after a tick: the watermark moves by the time that the shard was idle."""
    at = timestamp(tick.at)
    if at is None or tick.end:
        return replace(clock, ended=tick.end or clock.ended)
    arrival = _later(clock.arrival, at)
    if clock.watermark is None or clock.arrival is None or clock.last_article is None:
        return replace(clock, arrival=arrival)
    idle_from = max(clock.arrival, clock.last_article + settings.idle.total_seconds())
    return replace(clock, arrival=arrival, watermark=clock.watermark + max(0.0, at - idle_from))


def with_arrival(clock: Clock, article: ArticleRef) -> ArticleRef:
    """Return the article with the arrival clock of the shard as its arrival, if that is later.

    Retention counts from the arrival. A message may carry an older timestamp than the messages
    before it; its state is kept as long as theirs.
    """
    received = timestamp(article.received_at)
    if received is None or clock.arrival is None or received >= clock.arrival:
        return article
    return replace(article, received_at=rfc3339(datetime.fromtimestamp(clock.arrival, UTC)))


def on_drop(clock: Clock, article: ArticleRef, settings: ConsolidationSettings) -> Clock:
    """Return the clock after the state of an article has been dropped."""
    published = event_time(article, settings)
    time = published if published is not None else timestamp(article.received_at)
    if time is None:
        return clock
    first, last = clock.dropped or (time, time)
    return replace(clock, dropped=(min(first, time), max(last, time)))


def is_late(clock: Clock, article: ArticleRef, settings: ConsolidationSettings) -> bool:
    """Return whether the state of an event of the article may have been dropped before.

    It may if articles of the same time, give or take a gap, were dropped. The clock has only the
    span of their times, so an article in a pause within this span is late too. An undated article
    is never late.
    """
    published, gap = event_time(article, settings), settings.gap.total_seconds()
    if published is None or clock.dropped is None:
        return False
    first, last = clock.dropped
    return first - gap <= published <= last + gap


def _later(first: float | None, second: float | None) -> float | None:
    return first if second is None else second if first is None else max(first, second)
