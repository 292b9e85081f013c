from datetime import timedelta

from schemas import Tick
from tests.unit.consolidation.making import article, chain, when, who
from workers.consolidation import ConsolidationSettings, Consolidator

ARRIVAL = "2024-03-01T12:00:00Z"


def told(name: str, published: str, person: str = "Ada Berg") -> Consolidator:
    shard = Consolidator(ConsolidationSettings())
    take(shard, name, published, person)
    return shard


def take(
    shard: Consolidator,
    name: str,
    published: str,
    person: str = "Ada Berg",
    received: str = ARRIVAL,
) -> None:
    visit = chain(0, "visit", who(person), times=(when("2024-03-01"),))
    shard.apply(
        article(name, visit, story=f"visit {person}", published=published, received=received)
    )


def statuses(shard: Consolidator) -> list[str]:
    return [record.status for record in shard.records()]


def test_an_article_dated_in_the_future_closes_no_other_window() -> None:
    shard = told("sound", "2024-03-01")
    take(shard, "wrong", "2099-01-01", "Bela Castell")
    shard.tick(Tick("en", "2024-03-02T12:00:00Z"))
    assert statuses(shard) == ["open", "open"]


def test_an_article_dated_in_the_future_holds_no_window_open_for_ever() -> None:
    shard = told("wrong", "2099-01-01")
    shard.tick(Tick("en", "2024-03-10T12:00:00Z"))
    assert statuses(shard) == ["closed"]


def test_an_article_dated_in_the_future_leaves_the_state_after_retention() -> None:
    shard = told("wrong", "2099-01-01")
    changes = shard.tick(Tick("en", "2026-03-01T12:00:00Z"))
    assert changes.articles_drop == ("wrong",)
    assert shard.articles == {}


def test_a_day_ahead_within_the_skew_counts_as_it_is_told() -> None:
    settings = ConsolidationSettings(skew=timedelta(days=30))
    shard = Consolidator(settings)
    take(shard, "ahead", "2024-03-05")
    shard.tick(Tick("en", "2024-03-04T12:00:00Z"))
    assert statuses(shard) == ["open"]


def test_articles_past_retention_leave_the_state_while_others_keep_coming() -> None:
    shard = Consolidator(ConsolidationSettings())
    take(shard, "old", "2022-01-01", received="2022-01-01T12:00:00Z")
    take(shard, "new", "2024-03-01", "Bela Castell")
    assert set(shard.articles) == {"new"}
    assert [record.who[0].name for record in shard.records()] == ["Bela Castell"]


def test_an_old_article_that_has_just_come_stays_in_state_and_its_window_closes() -> None:
    shard = told("new", "2024-03-01")
    take(shard, "old", "2009-01-01", "Bela Castell")
    assert set(shard.articles) == {"old", "new"}
    assert {record.who[0].name: record.status for record in shard.records()} == {
        "Ada Berg": "open",
        "Bela Castell": "closed",
    }


def test_a_message_with_an_older_timestamp_than_others_before_it_is_kept_as_long_as_they_are() -> (
    None
):
    shard = told("first", "2024-03-01")
    take(shard, "second", "2020-01-01", "Bela Castell", received="2020-01-01T12:00:00Z")
    assert shard.tick(Tick("en", "2025-02-28T12:00:00Z")).articles_drop == ()
    assert shard.tick(Tick("en", "2025-03-01T12:00:00Z")).articles_drop == ("first", "second")
