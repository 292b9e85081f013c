import pytest

from workers.feeds.polling.poll import Poll, in_words, span
from workers.feeds.state import FeedState

NOW = 1_715_000_000.0
FEED = FeedState("https://e.org/rss", "https://e.org/rss", title="Example", due=NOW + 300)


@pytest.mark.parametrize(
    ("poll", "words"),
    [
        (Poll(FEED, "read", None, 3, 1, 16), "3 new, 1 changed, 16 known; next in 5 minutes"),
        (Poll(FEED, "read"), "no entries; next in 5 minutes"),
        (
            Poll(FEED, "read", "broken, read as far as it goes: x", 1),
            "1 new; broken, read as far as it goes: x; next in 5 minutes",
        ),
        (
            Poll(FEED, "read", None, 2, missed=("page: a", "page: b", "page: a")),
            "2 new; not read: 2 (page: a), 1 (page: b); next in 5 minutes",
        ),
        (Poll(FEED, "unchanged"), "nothing new; next in 5 minutes"),
    ],
)
def test_a_poll_is_told_in_one_line(poll: Poll, words: str) -> None:
    assert in_words(poll, NOW) == f"Example <https://e.org/rss>: {words}"


def test_a_failure_is_told_with_its_reason_and_who_asks_for_the_wait() -> None:
    feed = FeedState(
        "https://e.org/rss",
        "https://e.org/rss",
        failures=3,
        due=NOW + 7_200,
        asked_until=NOW + 7_200,
    )
    told = in_words(Poll(feed, "failed", "HTTP status 503 Service Unavailable"), NOW)
    assert told == (
        "<https://e.org/rss>: failed for the 3rd time: HTTP status 503 Service Unavailable; "
        "next in 2 hours, as it asks"
    )


def test_the_end_of_a_feed_is_told_with_its_day() -> None:
    feed = FeedState("https://e.org/rss", "https://e.org/rss", ended=NOW)
    assert (
        in_words(Poll(feed, "ended"), NOW)
        == "<https://e.org/rss>: ended (410 Gone, 2024-05-06): it is polled no more"
    )


def test_a_title_cannot_steer_the_terminal() -> None:
    feed = FeedState("https://e.org/rss", "https://e.org/rss", title="\x1b[2J\u202eevil\n", due=NOW)
    assert in_words(Poll(feed, "unchanged"), NOW).isprintable()


@pytest.mark.parametrize(
    ("seconds", "words"),
    [
        (0.0, "0 seconds"),
        (1.0, "1 second"),
        (59.0, "59 seconds"),
        (330.0, "6 minutes"),
        (3_599.0, "1 hour"),
        (86_400.0, "1 day"),
    ],
)
def test_durations_are_told_in_their_largest_unit(seconds: float, words: str) -> None:
    assert span(seconds) == words
