"""A record is the same whether it is kept as an object or packed."""

from dataclasses import replace

from schemas import Tick, encode
from tests.unit.consolidation.making import article, chain, who
from workers.consolidation import ConsolidationSettings, Consolidator
from workers.consolidation.rows.stored_record import StoredRecord

VISIT = article("a", chain(0, "visit", who("Ann Lee")), story="minister")


def test_a_packed_version_is_what_was_packed() -> None:
    (record,) = Consolidator(ConsolidationSettings()).apply(VISIT).records
    stored = StoredRecord.of(record, ("1: created",))
    assert stored.unpacked() == (record, ("1: created",))
    assert stored.parts() == (("1: created",), encode(record))
    assert (stored.event_id, stored.version, stored.status) == (record.event_id, 1, "open")


def test_two_versions_are_not_the_same() -> None:
    (record,) = Consolidator(ConsolidationSettings()).apply(VISIT).records
    assert StoredRecord.of(record) == StoredRecord.of(record)
    assert StoredRecord.of(record) != StoredRecord.of(replace(record, title="Another"))


def test_the_row_of_an_event_holds_the_record_that_was_published() -> None:
    consolidator = Consolidator(ConsolidationSettings())
    for message in (VISIT, Tick("en", "2024-01-01T00:00:00Z", end=True)):
        changes = consolidator.take(message)
        (row,), (record,) = changes.events_put, changes.records
        assert row.stored.unpacked().record == record
        assert consolidator.records() == [record]
