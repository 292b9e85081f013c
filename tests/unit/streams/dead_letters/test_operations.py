from datetime import UTC, datetime

from aiokafka import ConsumerRecord

from workers.streams.dead_letters.operations import letter_in, replayed_offset, shown
from workers.streams.dead_letters.origin import REPLAY_OF, DeadLetterOrigin, dead_letter_headers
from workers.streams.messages.headers import Headers

ORIGIN = DeadLetterOrigin("prepare", "no JSON", "line 1", "dateline.articles", 0, 9)


def message(offset: int, headers: Headers, value: bytes | None = b"{") -> ConsumerRecord:
    return ConsumerRecord(
        "dateline.dead-letters",
        0,
        offset,
        1_935_912_605_000,
        0,
        b"k",
        value,
        None,
        1,
        1,
        tuple(headers),
    )


def test_a_letter_is_read_with_its_origin_and_its_own_headers() -> None:
    letter = letter_in(message(4, dead_letter_headers(ORIGIN, [("x", b"1")])), {4})
    assert (letter.offset, letter.origin, letter.headers, letter.replayed) == (
        4,
        ORIGIN,
        (("x", b"1"),),
        True,
    )
    assert letter.at == datetime(2031, 5, 7, 9, 30, 5, tzinfo=UTC)


def test_a_note_of_a_replay_is_no_dead_letter() -> None:
    assert replayed_offset(message(5, [("dateline_replayed", b"4")], None)) == 4


def test_a_replayed_message_that_dies_again_is_a_dead_letter() -> None:
    died = dead_letter_headers(ORIGIN, [(REPLAY_OF, b"4"), ("dateline_replayed", b"4")])
    assert replayed_offset(message(6, died)) is None


def test_a_note_without_a_number_is_no_note() -> None:
    assert replayed_offset(message(5, [("dateline_replayed", b"all")], None)) is None


def test_bytes_are_shown_without_what_a_terminal_would_obey() -> None:
    assert shown(b"a\x1b[2Jb\xff\r\nc\td") == "a\\x1b[2Jb\\xff\\r\nc\td"


def test_characters_that_turn_text_around_are_escaped() -> None:
    assert shown("a\u202eb\u200bc".encode()) == "a\\u202eb\\u200bc"


def test_long_bytes_are_cut_and_the_rest_is_counted() -> None:
    assert shown(b"x" * 12, limit=10) == "xxxxxxxxxx… (2 more bytes)"


def test_the_rest_of_bytes_that_are_cut_already_is_counted() -> None:
    assert shown(b"abc", limit=10, size=7) == "abc… (4 more bytes)"
    assert shown(b"abc", limit=2, size=7) == "ab… (5 more bytes)"


def test_no_value_is_told_as_such() -> None:
    assert shown(None) == "(no value)"
