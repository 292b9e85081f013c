"""When a feed is polled next."""

from dataclasses import dataclass, replace

from workers.feeds.state import FeedState

SPREAD = 0.1
"""By which share a wait is lengthened at most, by chance, so that feeds do not all come due together."""
SPREAD_OF_FAILURES = 0.5
LONGEST_BACKOFF = 6 * 3_600.0
"""Seconds after which a feed that fails is tried again at the latest, unless it asks for longer or is polled less often anyway."""
MOST_DOUBLINGS = 32


@dataclass(frozen=True, slots=True)
class Schedule:
    """Every so many seconds; twice as long after each failure in a row; never sooner than the server asks."""

    every: float

    def wait(self, failures: int, asked: float, chance: float) -> float:
        """Return the seconds until the next poll: `asked` are those that the server asks for, `chance` is between 0 and 1."""
        backoff = min(
            self.every * 2.0 ** min(failures, MOST_DOUBLINGS), max(self.every, LONGEST_BACKOFF)
        )
        spread = SPREAD_OF_FAILURES if failures else SPREAD
        return max(backoff, asked) * (1.0 + spread * chance)

    def polled(self, feed: FeedState, asked: float, now: float, chance: float) -> FeedState:
        """Return the feed with the time of its next poll; its failures are those after this poll."""
        due = now + self.wait(feed.failures, asked, chance)
        return replace(feed, polled=now, asked_until=now + asked if asked else 0.0, due=due)

    def due(self, feed: FeedState) -> float:
        """Return when a feed is due after a restart, perhaps with another interval than it was polled with."""
        planned = feed.due if feed.failures else feed.polled + self.every
        return max(feed.asked_until, min(feed.due, planned))
