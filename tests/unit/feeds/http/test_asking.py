import pytest

from workers.feeds.http.asking import MOST_ASKED, asked_wait
from workers.feeds.polling.schedule import LONGEST_BACKOFF, Schedule
from workers.feeds.state import FeedState

NOW = 1_715_000_000.0  # Mon, 06 May 2024 12:53:20 GMT


@pytest.mark.parametrize(
    ("headers", "ttl", "seconds"),
    [
        ({}, None, 0.0),
        ({}, 15.0, 900.0),
        ({"cache-control": "max-age=600"}, 5.0, 600.0),
        ({"cache-control": "private, MAX-AGE = 600", "age": "100"}, None, 500.0),
        ({"cache-control": "s-maxage=600"}, None, 0.0),
        ({"cache-control": "no-store, max-age=600"}, None, 0.0),
        ({"cache-control": "max-age=-1"}, None, 0.0),
        ({"retry-after": "120"}, None, 120.0),
        ({"retry-after": "Mon, 06 May 2024 12:55:20 GMT"}, None, 120.0),
        ({"retry-after": "Mon, 06 May 2024 12:00:00 GMT"}, None, 0.0),
        ({"retry-after": "later"}, None, 0.0),
        ({"retry-after": "9" * 10}, None, MOST_ASKED),
    ],
)
def test_the_longest_wait_that_is_asked_for_counts(
    headers: dict[str, str], ttl: float | None, seconds: float
) -> None:
    assert asked_wait(headers, ttl, NOW) == seconds


def test_chance_lengthens_a_wait_and_never_shortens_it() -> None:
    schedule = Schedule(300.0)
    assert [schedule.wait(0, 0.0, chance) for chance in (0.0, 1.0)] == [300.0, pytest.approx(330.0)]
    assert schedule.wait(0, 900.0, 0.0) == 900.0
    assert schedule.wait(1, 0.0, 1.0) == 900.0


def test_failures_double_the_wait_up_to_a_limit() -> None:
    assert [Schedule(300.0).wait(failures, 0.0, 0.0) for failures in (1, 2, 3)] == [
        600.0,
        1200.0,
        2400.0,
    ]
    assert Schedule(300.0).wait(10_000, 0.0, 0.0) == LONGEST_BACKOFF
    assert Schedule(86_400.0).wait(5, 0.0, 0.0) == 86_400.0


def test_after_a_restart_a_feed_is_due_within_the_new_interval_but_not_before_it_asked() -> None:
    polled = FeedState("u", "u", polled=NOW, due=NOW + 7_200.0)
    assert Schedule(300.0).due(polled) == NOW + 300.0
    assert (
        Schedule(300.0).due(
            FeedState("u", "u", polled=NOW, due=NOW + 7_200.0, asked_until=NOW + 3_600.0)
        )
        == NOW + 3_600.0
    )
    assert (
        Schedule(300.0).due(FeedState("u", "u", polled=NOW, due=NOW + 7_200.0, failures=4))
        == NOW + 7_200.0
    )
    assert Schedule(300.0).due(FeedState("u", "u")) <= NOW
