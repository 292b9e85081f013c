"""A record is the same whether it is kept as an object or as bytes."""

from schemas import Tick, encode
from tests.unit.consolidation.making import article, chain, who
from workers.consolidation import ConsolidationSettings, Consolidator, StoredEvent
from workers.consolidation.rows.stored_record import RecordKey, StoredRecord


def stored_event() -> StoredEvent:
    consolidator = Consolidator(ConsolidationSettings())
    (row,) = consolidator.apply(
        article("a", chain(0, "visit", who("Ann Lee")), story="minister")
    ).events_put
    return row


def test_a_record_that_rested_is_what_it_was() -> None:
    stored = stored_event().stored
    before, data = stored.record, stored.data
    stored.compact()
    assert (stored.data, stored.record, stored.record is before) == (data, before, False)


def test_two_versions_are_not_the_same() -> None:
    stored = stored_event().stored
    assert stored != StoredRecord(
        RecordKey(stored.event_id, stored.version, stored.status),
        data=stored.data.replace(b"visit", b"siege"),
    )


def test_a_window_that_closes_leaves_bytes_and_one_that_the_end_closes_the_record() -> None:
    closing = {"2023-06-01T00:00:00Z": False, "2023-05-01T09:00:00Z": True}
    for at, ended in closing.items():
        consolidator = Consolidator(ConsolidationSettings())
        came = "2023-05-01T08:00:00Z"
        visit = chain(0, "visit", who("Ann Lee"))
        consolidator.apply(
            article("a", visit, story="minister", published="2023-05-01", received=came)
        )
        (row,) = consolidator.tick(Tick("en", at, end=ended)).events_put
        assert row.stored.status == "closed"
        assert (row.stored._record is not None) is ended
        assert consolidator.records() == [row.record]
        assert encode(row.record) == row.stored.data
