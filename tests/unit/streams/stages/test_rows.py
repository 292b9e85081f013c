"""Rows of consolidation's state."""

from tests.unit.consolidation.making import article, chain, who
from workers.consolidation import ConsolidationSettings, Consolidator, StoredEvent
from workers.streams.stages.rows import event_row, read_event


def stored() -> StoredEvent:
    consolidator = Consolidator(ConsolidationSettings())
    (row,) = consolidator.apply(
        article("a", chain(0, "visit", who("Ann Lee")), story="minister")
    ).events_put
    return row


def test_a_row_read_back_is_the_row_that_was_written_byte_by_byte() -> None:
    row = stored()
    again = read_event(event_row(row))
    assert again == row
    assert event_row(again) == event_row(row)
