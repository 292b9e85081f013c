import pytest
from hypothesis import given
from hypothesis import strategies as st

from workers.streams.messages.message import Outgoing
from workers.streams.stages.journal import (
    Journal,
    JournalError,
    journal_rows,
    pack_message,
    read_journal,
    unpack_message,
)
from workers.streams.stages.rows import JOURNAL

optional_bytes = st.none() | st.binary(max_size=50)
headers = st.lists(st.tuples(st.text(max_size=10), st.binary(max_size=10)), max_size=4)
messages = st.builds(
    Outgoing,
    st.text(max_size=10),
    optional_bytes,
    optional_bytes,
    headers,
    timestamp=st.none() | st.floats(0, 1e10),
)
journals = st.builds(
    Journal,
    st.dictionaries(st.binary(max_size=20), optional_bytes, max_size=6),
    st.lists(messages, max_size=4),
)


def nothing(_key: bytes) -> bytes | None:
    return None


@given(messages)
def test_a_message_is_unpacked_as_it_was_packed(message: Outgoing) -> None:
    assert unpack_message(pack_message(message), nothing) == message


@given(journals)
def test_a_journal_is_unpacked_as_it_was_packed(journal: Journal) -> None:
    assert Journal.unpack(journal.pack(), nothing) == journal


@given(journals)
def test_rows_keep_their_order(journal: Journal) -> None:
    assert list(Journal.unpack(journal.pack(), nothing).rows) == list(journal.rows)


@pytest.mark.parametrize("data", [b"", b"no journal", Journal({b"k": b"v"}).pack()[:-3]])
def test_what_is_no_journal_is_told(data: bytes) -> None:
    with pytest.raises(JournalError):
        Journal.unpack(data, nothing)


def test_one_row_alone_needs_no_journal() -> None:
    assert not Journal({b"clock": b"1"}).atomic
    assert Journal({b"clock": b"1", b"event": b"2"}).atomic


@given(journals, st.integers(1, 60))
def test_a_journal_too_large_for_a_row_is_read_back_from_its_parts(
    journal: Journal, limit: int
) -> None:
    rows = journal_rows(journal.pack(), limit)
    *parts, _head = rows
    assert all(len(part) <= limit for _key, part in parts)
    read = read_journal(dict(rows).get)
    assert read is not None
    assert read[0] == journal
    assert set(read[1]) == {key for key, _value in rows}


@given(journals)
def test_without_the_row_that_is_written_last_there_is_no_journal(journal: Journal) -> None:
    assert read_journal(dict(journal_rows(journal.pack(), 8)[:-1]).get) is None


def test_a_journal_that_lacks_a_part_is_told() -> None:
    (first, _part), *rest = journal_rows(Journal({b"k": bytes(range(256))}).pack(), 50)
    with pytest.raises(JournalError):
        read_journal({**dict(rest), first: b""}.get)


def told(row: bytes | None = b"row") -> Outgoing:
    return Outgoing("events", b"e", b"a long record", [("ce_id", b"e/1")], row=row)


def test_a_message_that_names_a_row_is_packed_without_its_value() -> None:
    packed = pack_message(told())
    assert b"a long record" not in packed
    assert unpack_message(packed, {b"row": b"a long record"}.get) == told()


def test_a_message_whose_row_is_missing_is_told() -> None:
    with pytest.raises(JournalError, match="the row row of a message is missing"):
        unpack_message(pack_message(told()), nothing)


def test_the_rows_of_the_journal_itself_come_before_those_of_the_table() -> None:
    journal = Journal({b"row": b"head\na long record"}, [told()])
    assert Journal.unpack(journal.pack(), {b"row": b"an older record"}.get) == journal


def test_the_journal_is_read_with_the_records_of_the_table() -> None:
    rows = {**dict(journal_rows(Journal({}, [told()]).pack(), 1_000)), b"row": b"h\na long record"}
    assert read_journal(rows.get) == (Journal({}, [told()]), [JOURNAL])


def test_a_message_that_layout_2_packed_is_read() -> None:
    message = told(row=None)
    packed = b"".join(
        b"\xff" * 4 if part is None else len(part).to_bytes(4, "big") + part
        for part in (b"events", b"e", b"a long record", None, b"ce_id", b"e/1")
    )
    assert unpack_message(packed, nothing) == message
