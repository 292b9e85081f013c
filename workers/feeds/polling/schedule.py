"""When a feed is polled next."""

from dataclasses import dataclass, replace

from workers.feeds.state import FeedState

SPREAD = 0.1
"""The largest share by which chance lengthens a wait, so that feeds do not all come due
together."""
SPREAD_OF_FAILURES = 0.5
LONGEST_BACKOFF = 6 * 3_600.0
"""Longest wait in seconds before a failed feed is tried again, unless the feed asks for longer or
is polled less often anyway."""
MOST_DOUBLINGS = 32


@dataclass(frozen=True, slots=True)
class Schedule:
    """Polls a feed at an interval in seconds.

    The interval doubles after each failure in a row. A poll is never sooner than the server asks.
    """

    every: float

    def wait(self, failures: int, asked: float, chance: float) -> float:
        """Return the seconds until the next poll.

        `asked` is the wait in seconds that the server asks for, `chance` is between 0 and 1.
        """
        backoff = min(
            self.every * 2.0 ** min(failures, MOST_DOUBLINGS), max(self.every, LONGEST_BACKOFF)
        )
        spread = SPREAD_OF_FAILURES if failures else SPREAD
        return max(backoff, asked) * (1.0 + spread * chance)

    def polled(self, feed: FeedState, asked: float, now: float, chance: float) -> FeedState:
        """Return the feed with the time of its next poll.

        The feed's failures are those after this poll.
        """
        due = now + self.wait(feed.failures, asked, chance)
        return replace(feed, polled=now, asked_until=now + asked if asked else 0.0, due=due)

    def due(self, feed: FeedState) -> float:
        """Return when a feed is due after a restart.

        The interval may differ from the one that the feed was polled with before.
        """
        planned = feed.due if feed.failures else feed.polled + self.every
        return max(feed.asked_until, min(feed.due, planned))
