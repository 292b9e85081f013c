"""Rows that add up to the clock's seal are those of a whole operation; any others are looked at again."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from schemas import Tick
from tests.unit.consolidation.making import article, canceled, chain, when, where, who
from tests.unit.consolidation.test_properties import Message, Tables, corpora, decisions
from workers.consolidation import ConsolidationSettings, Consolidator
from workers.consolidation.told import Told

VISIT = chain(0, "visit", who("Ann Lee"), places=(where("Minsk"),), times=(when("2023-08-14"),))
OTHER = chain(1, "arrest", who("Bo Roth"), level="reported")


def told_of(*items: Message) -> Tables:
    """The rows after some articles and decisions."""
    tables, running = Tables(), Consolidator(ConsolidationSettings(piece_limit=4, story_limit=4, neighbours=1))
    for item in items:
        tables.write(running.take(item))
    return tables


def adds_up(tables: Tables) -> bool:
    return tables.restore().seal() == tables.clock.seal


@settings(max_examples=60, deadline=None)
@given(data=st.data(), items=corpora())
def test_the_rows_add_up_after_every_operation(data: st.DataObject, items: list[Message]) -> None:
    news = [item for item in items if item.kind == "mentions"]
    gone = canceled(data.draw(st.sampled_from(news)))
    ticks = [Tick("en", moment) for moment in ("2023-09-01T00:00:00Z", "2026-01-01T00:00:00Z")]
    tables, running = Tables(), Consolidator(Tables().settings)
    for item in [*data.draw(st.permutations([*items, gone, *data.draw(decisions(news))])), *ticks]:
        tables.write(running.take(item))
        assert adds_up(tables)


def test_the_rows_add_up_when_articles_have_left_retention() -> None:
    old = article("a", VISIT, story="minister", published="2020-01-01", received="2020-01-01T09:00:00Z")
    new = article("b", VISIT, story="minister", published="2024-01-01", received="2024-01-01T09:00:00Z")
    tables = told_of(old, new)
    assert list(tables.articles) == ["b"]
    assert adds_up(tables)


@pytest.mark.parametrize("kind", ["articles", "events"])
def test_a_row_that_is_missing_is_noticed(kind: str) -> None:
    tables = told_of(article("a", VISIT, OTHER, story="minister"), article("b", story="minister"))
    for key in list(getattr(tables, kind)):
        row = getattr(tables, kind).pop(key)
        assert not adds_up(tables)
        getattr(tables, kind)[key] = row
    assert adds_up(tables)


def test_an_older_version_of_an_article_is_noticed() -> None:
    first = article("a", VISIT, story="minister", text="as it was")
    tables = told_of(first, article("a", VISIT, story="minister", text="corrected", version=2))
    tables.articles["a"] = first
    assert not adds_up(tables)


def test_rows_that_add_up_are_taken_as_they_are_and_others_are_looked_at() -> None:
    tables = told_of(article("a", VISIT, story="minister"))
    (event_id,) = tables.events
    row = tables.events[event_id]
    tables.events[event_id] = replace(row, told=Told.of(replace(row.record, title="By other rules")))
    assert tables.restore().pending().records == ()
    tables.clock = replace(tables.clock, seal=0)
    (told,) = tables.restore().pending().records
    assert (told.version, told.title) == (row.record.version + 1, row.record.title)


def test_rows_that_other_bounds_led_to_are_looked_at() -> None:
    tables = told_of(article("a", VISIT, story="minister"))
    tables.settings = replace(tables.settings, piece_limit=5)
    assert not adds_up(tables)
