"""What came of one poll of one feed, and how that is told."""

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Literal

from workers.counting import counted, counted_reasons
from workers.feeds.http.addresses import shown
from workers.feeds.state import FeedState
from workers.printable import printable

NEARLY = 0.99
"""From which share of a unit on it counts as one: 59.9 minutes are an hour."""
SPANS = ((86_400.0, "day"), (3_600.0, "hour"), (60.0, "minute"), (1.0, "second"))


@dataclass(frozen=True, slots=True)
class Poll:
    """The outcome of a poll, with the feed as it stands after it.

    Attributes:
        how: `read` (a document came), `unchanged`, `failed`, `ended` (410 Gone, now or at an
            earlier poll), or `early` (the server asks to wait; nothing was asked).
        problem: Why it failed, or what is broken in the document.
        new, changed: Articles published.
        known, elsewhere, empty: Entries that were published before, that another feed told, that
            hold nothing.
        refused: Why articles were not published, a reason each.
        missed: Why the text of a published article is incomplete, a reason each: its page, or the
            entry's own text could not be read.
    """

    feed: FeedState
    how: Literal["read", "unchanged", "failed", "ended", "early"]
    problem: str | None = None
    new: int = 0
    changed: int = 0
    known: int = 0
    elsewhere: int = 0
    empty: int = 0
    refused: tuple[str, ...] = ()
    missed: tuple[str, ...] = ()

    @property
    def failed(self) -> bool:
        """Whether nothing could be had from the feed."""
        return self.how in ("failed", "ended")


def in_words(poll: Poll, now: float) -> str:
    """Return the line about a poll: the feed, the outcome, and the time of the next poll.

    The line is safe on a terminal.
    """
    title = f"{poll.feed.title} " if poll.feed.title else ""
    return printable(f"{title}<{shown(poll.feed.url)}>: {_outcome(poll)}{_next(poll, now)}")


def _outcome(poll: Poll) -> str:
    if poll.how == "read":
        return _counts(poll)
    if poll.how == "unchanged":
        return "nothing new"
    if poll.how == "early":
        return "not polled, as it asks"
    if poll.how == "ended":
        since = datetime.fromtimestamp(poll.feed.ended or 0.0, UTC).strftime("%Y-%m-%d")
        return f"ended (410 Gone, {since}): it is polled no more"
    times = f" for the {_ordinal(poll.feed.failures)} time" if poll.feed.failures > 1 else ""
    return f"failed{times}: {poll.problem}"


def _counts(poll: Poll) -> str:
    counts = [
        (poll.new, "new"),
        (poll.changed, "changed"),
        (poll.known, "known"),
        (poll.elsewhere, "told by another feed"),
        (poll.empty, "empty"),
    ]
    parts = [", ".join(f"{count} {word}" for count, word in counts if count) or "no entries"]
    parts += [f"not published: {counted_reasons(poll.refused)}"] if poll.refused else []
    parts += [f"not read: {counted_reasons(poll.missed)}"] if poll.missed else []
    return "; ".join([*parts, *filter(None, [poll.problem])])


def _next(poll: Poll, now: float) -> str:
    if poll.how == "ended":
        return ""
    asked = ", as it asks" if poll.feed.asked_until > now and poll.how != "early" else ""
    wait = max(0.0, (poll.feed.asked_until if poll.how == "early" else poll.feed.due) - now)
    return f"; next in {span(wait)}{asked}"


def span(seconds: float) -> str:
    """Return a duration in words, in its largest unit: `5 minutes`."""
    length, name = next((unit for unit in SPANS if seconds >= NEARLY * unit[0]), SPANS[-1])
    return counted(round(seconds / length), name)


def _ordinal(number: int) -> str:
    suffix = (
        "th" if number % 100 in (11, 12, 13) else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    )
    return f"{number}{suffix}"
