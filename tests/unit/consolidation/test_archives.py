"""Articles of any age, in any order, give the records of a batch.

Whatever is published tells of every article.
"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from schemas import ArticleMentions, EventRecord, Tick, encode
from tests.unit.consolidation.test_properties import SETTINGS, Tables, articles, content, fed
from workers.consolidation import Consolidator
from workers.instants import rfc3339

DAYS = (
    None,
    "2009-06-01",
    "2009-06-03",
    "2014-11-20",
    "2018-02-01",
    "2023-04-14",
    "2023-08-10",
    "2099-01-01",
)
START = datetime(2024, 3, 1, tzinfo=UTC)
Step = ArticleMentions | Tick | None
"""One step of a run: a message of the shard, or None for a restart."""


@st.composite
def archives(draw: st.DrawFn) -> list[ArticleMentions]:
    return [
        dated(draw(articles(f"a{number}")), draw(st.sampled_from(DAYS)))
        for number in range(draw(st.integers(1, 6)))
    ]


def dated(item: ArticleMentions, day: str | None) -> ArticleMentions:
    published = replace(item.article.published, edtf=day)
    return replace(item, article=replace(item.article, published=published, published_at=day))


@st.composite
def runs(draw: st.DrawFn, items: Sequence[ArticleMentions], most_days: float) -> list[Step]:
    """The articles in any order, with ticks, duplicates and restarts between.

    Each comes some time after the one before it.
    """
    waits = st.floats(0, most_days / (len(items) * 3))
    now, steps = START, list[Step]()
    for item in draw(st.permutations(items)):
        now += timedelta(days=draw(waits))
        came = now - timedelta(days=draw(st.sampled_from([0, 0, 400])) if steps else 0)
        message = replace(item, article=replace(item.article, received_at=rfc3339(came)))
        steps += draw(
            st.sampled_from([[message], [message, message], [None, message], [message, None]])
        )
        if draw(st.booleans()):
            now += timedelta(days=draw(waits))
            steps.append(Tick("en", rfc3339(now)))
    return steps


def played(steps: Sequence[Step]) -> tuple[Consolidator, list[EventRecord]]:
    """Play a run; return the consolidator after it, and everything published."""
    tables, running = Tables(), Consolidator(SETTINGS)
    published: list[EventRecord] = []
    for step in steps:
        if step is None:
            running = tables.restore()
            assert running.pending().records == ()
        else:
            changes = running.take(step)
            tables.write(changes)
            published += changes.records
    return running, published


@settings(max_examples=150, deadline=None)
@given(data=st.data(), items=archives())
def test_archives_in_any_order_at_any_speed_with_restarts_give_the_records_of_a_batch(
    data: st.DataObject, items: list[ArticleMentions]
) -> None:
    running, _ = played(data.draw(runs(items, most_days=300)))
    assert running.clock.dropped is None
    assert content(running) == content(fed(items))


@settings(max_examples=60, deadline=None)
@given(data=st.data(), items=archives())
def test_past_retention_every_article_with_an_event_is_still_in_a_published_record(
    data: st.DataObject, items: list[ArticleMentions]
) -> None:
    _, published = played(data.draw(runs(items, most_days=4000)))
    recorded = {line.id for record in published for line in record.articles}
    assert {item.article.id for item in items if item.chains} <= recorded


@settings(max_examples=60, deadline=None)
@given(data=st.data(), items=archives())
def test_past_retention_a_restart_changes_no_byte_of_what_is_published(
    data: st.DataObject, items: list[ArticleMentions]
) -> None:
    steps = data.draw(runs(items, most_days=4000))
    _, published = played(steps)
    _, undisturbed = played([step for step in steps if step is not None])
    assert [encode(record) for record in published] == [encode(record) for record in undisturbed]


@settings(max_examples=60, deadline=None)
@given(data=st.data(), items=archives())
def test_a_version_of_an_event_is_published_once_and_versions_count_up(
    data: st.DataObject, items: list[ArticleMentions]
) -> None:
    _, published = played(data.draw(runs(items, most_days=4000)))
    latest: dict[str, EventRecord] = {}
    for record in published:
        known = latest.get(record.event_id)
        assert record.version == (1 if known is None else known.version + 1)
        assert known is None or record.version in {change.version for change in record.changes}
        assert not (
            known is not None
            and known.status == record.status == "closed"
            and record.change == "closed"
        )
        latest[record.event_id] = record
