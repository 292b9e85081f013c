"""What is dropped when, and what stays told."""

from dataclasses import replace
from datetime import timedelta

from schemas import ArticleMentions, Tick
from schemas.mentions import EventType
from tests.unit.consolidation.making import article, canceled, chain, who
from workers.consolidation import Changes, ConsolidationSettings, Consolidator
from workers.consolidation.rows.packing import PackedArticles

SETTINGS = ConsolidationSettings(
    gap=timedelta(days=3), retention=timedelta(days=30), lateness=timedelta(days=1)
)


def visit(
    name: str, day: str | None, *, received: str | None = None, person: str = "Ann Lee"
) -> ArticleMentions:
    told = chain(0, "visit", who(person), context=("army", *person.casefold().split()))
    came = received or f"{day}T12:00:00Z"
    return article(name, told, story=f"minister {person} moscow", published=day, received=came)


def flood(name: str, *, received: str) -> ArticleMentions:
    """An article of 2010 on something else."""
    told = chain(0, "flood", context=("river", "town"), type=EventType("dateline", "DISASTER"))
    return article(name, told, story="river flood town", published="2010-01-01", received=received)


def started(*items: ArticleMentions) -> Consolidator:
    consolidator = Consolidator(SETTINGS)
    for item in items:
        consolidator.apply(item)
    return consolidator


def at(consolidator: Consolidator, day: str) -> Changes:
    return consolidator.tick(Tick("en", f"{day}T00:00:00Z"))


def test_a_window_closes_one_gap_after_the_last_article_and_the_record_stays() -> None:
    consolidator = started(visit("a", "2024-01-01"))
    assert at(consolidator, "2024-01-03").records == ()
    assert [record.status for record in at(consolidator, "2024-01-08").records] == ["closed"]
    assert at(consolidator, "2024-01-20").events_drop == ()


def test_past_retention_the_rows_of_event_and_article_go_without_a_word() -> None:
    consolidator = started(visit("a", "2024-01-01"))
    at(consolidator, "2024-01-08")
    gone = at(consolidator, "2024-02-10")
    assert (gone.records, len(gone.events_drop), gone.articles_drop) == ((), 1, ("a",))
    assert (
        consolidator.published.rows,
        consolidator.articles,
        consolidator.published.event_of,
    ) == ({}, {}, {})


def test_an_article_within_retention_joins_the_closed_event_in_one_version() -> None:
    consolidator = started(visit("a", "2024-01-01"))
    at(consolidator, "2024-01-08")
    (again,) = consolidator.apply(visit("b", "2024-01-02", received="2024-01-20T00:00:00Z")).records
    assert (again.version, again.change, again.status) == (3, "updated", "closed")
    assert [line.id for line in again.articles] == ["a", "b"]


def test_an_article_whose_window_is_open_again_reopens_the_event() -> None:
    consolidator = started(visit("a", "2024-01-01"))
    at(consolidator, "2024-01-08")
    (again,) = consolidator.apply(visit("b", "2024-01-08")).records
    assert (again.change, again.status) == ("reopened", "open")


def test_an_article_of_a_time_whose_state_was_dropped_is_late_and_told_under_an_id_of_its_own() -> (
    None
):
    consolidator = started(visit("a", "2024-01-01"))
    (before,) = consolidator.records()
    at(consolidator, "2024-06-01")
    again = consolidator.apply(visit("a", "2024-01-01", received="2024-06-01T00:00:00Z"))
    assert again.late
    (record,) = again.records
    assert (record.change, [line.id for line in record.articles]) == ("created", ["a"])
    assert record.event_id != before.event_id


def test_an_article_older_than_all_that_was_dropped_is_not_late() -> None:
    consolidator = started(visit("a", "2024-01-01"))
    at(consolidator, "2024-06-01")
    for day, late in {
        "2009-01-01": False,
        "2023-12-28": False,
        "2023-12-30": True,
        "2024-01-05": False,
    }.items():
        assert consolidator.apply(visit(day, day, received="2024-06-01T00:00:00Z")).late is late
    assert not consolidator.apply(visit("undated", None, received="2024-06-01T00:00:00Z")).late


def test_an_article_without_an_event_is_never_late() -> None:
    consolidator = started(visit("a", "2024-01-01"))
    at(consolidator, "2024-06-01")
    empty = article("b", published="2024-01-01", received="2024-06-01T00:00:00Z")
    assert not consolidator.apply(empty).late


def test_a_window_that_is_open_when_its_state_is_dropped_closes_first() -> None:
    consolidator = started(visit("a", "2024-01-01"))
    consolidator.apply(flood("old", received="2024-01-20T12:00:00Z"))
    still_open = [record for record in consolidator.records() if record.status == "open"]
    assert [[line.id for line in record.articles] for record in still_open] == [["a"]]
    changes = consolidator.apply(flood("older", received="2024-02-05T12:00:00Z"))
    assert changes.articles_drop == ("a",)
    assert ["a"] in [
        [line.id for line in record.articles]
        for record in changes.records
        if record.change == "closed"
    ]


def test_an_event_goes_on_without_the_articles_that_left_retention_and_tells_them_still() -> None:
    consolidator = started(visit("a", "2024-01-01"), visit("b", "2024-01-25"))
    (before,) = consolidator.records()
    gone = at(consolidator, "2024-02-12")
    assert (gone.articles_drop, [record.change for record in gone.records]) == (("a",), ["closed"])
    assert [line.id for line in consolidator.records()[0].articles] == ["a", "b"]
    assert consolidator.records()[0].event_id == before.event_id


def test_the_id_of_a_retracted_event_is_given_to_no_other_until_retention_has_passed() -> None:
    first = visit("a", "2024-01-01")
    consolidator = started(first)
    (told,) = consolidator.records()
    consolidator.apply(canceled(first))
    version = replace(first, article=replace(first.article, version=3))
    (again,) = consolidator.apply(version).records
    assert again.event_id != told.event_id
    assert consolidator.published.rows[told.event_id].stored.status == "retracted"


def test_an_undated_article_sent_again_past_retention_is_the_same_event_under_the_same_id() -> None:
    undated = visit("a", None, received="2024-01-01T00:00:00Z")
    consolidator = started(undated)
    (told,) = consolidator.records()
    at(consolidator, "2024-03-01")
    assert consolidator.records() == []
    again = replace(undated, article=replace(undated.article, received_at="2024-03-01T00:00:00Z"))
    (record,) = consolidator.apply(again).records
    assert record == told


def test_a_restart_past_retention_finds_nothing_and_tells_nothing() -> None:
    consolidator = started(visit("a", "2024-01-01"), visit("b", "2024-01-25"))
    at(consolidator, "2024-02-12")
    restored = Consolidator.restore(
        SETTINGS,
        PackedArticles(consolidator.articles.values()),
        consolidator.published.rows.values(),
        consolidator.clock,
    )
    assert restored.pending().records == ()
    assert restored.records() == consolidator.records()
