import pytest

from workers.streams.dead_letters.letter import dead_letter
from workers.streams.dead_letters.limit import DeadLetterLimit
from workers.streams.failures.worker_errors import TooManyDeadLettersError
from workers.streams.messages.message import Original
from workers.streams.messages.refusal import Refusal

ORIGINAL = Original(
    "dateline.articles",
    2,
    17,
    b"k",
    b"\xff\x00",
    [("own", b"1"), ("__connect.errors.topic", b"old")],
    5.0,
)


def test_a_dead_letter_is_the_message_as_it_came() -> None:
    letter = dead_letter(
        "dateline.dead-letters", "prepare", ORIGINAL, Refusal("no JSON", "line 1", "InvalidArticle")
    )
    assert (letter.key, letter.value, letter.timestamp) == (b"k", b"\xff\x00", 5.0)
    assert ("own", b"1") in letter.headers


def test_its_headers_say_where_it_came_from_and_why() -> None:
    letter = dead_letter(
        "dead", "prepare", ORIGINAL, Refusal("no JSON", "line 1", "InvalidArticle", attempts=3)
    )
    told = dict(letter.headers)
    assert told["__connect.errors.topic"] == b"dateline.articles"
    assert told["__connect.errors.partition"] == b"2"
    assert told["__connect.errors.offset"] == b"17"
    assert told["__connect.errors.exception.class.name"] == b"InvalidArticle"
    assert told["__connect.errors.exception.message"] == b"no JSON"
    assert told["dateline_dead_letter_position"] == b"line 1"
    assert told["dateline_dead_letter_attempts"] == b"3"
    assert [name for name, _value in letter.headers].count("__connect.errors.topic") == 1


def test_a_run_of_refusals_stops_the_stage_before_the_one_too_many() -> None:
    limit = DeadLetterLimit("prepare", run=3, share=1.0)
    for _ in range(3):
        limit.refused(Refusal("bad"))
    with pytest.raises(TooManyDeadLettersError, match="stage prepare refused"):
        limit.refused(Refusal("bad"))


def test_one_that_is_processed_ends_the_run() -> None:
    limit = DeadLetterLimit("prepare", run=3, share=1.0)
    for _ in range(5):
        limit.refused(Refusal("bad"))
        limit.accepted()


def test_too_large_a_share_stops_the_stage() -> None:
    limit = DeadLetterLimit("prepare", run=10, share=0.5)
    for number in range(9):
        limit.refused(Refusal("bad")) if number % 3 else limit.accepted()
    with pytest.raises(TooManyDeadLettersError):
        limit.refused(Refusal("bad"))


def test_a_few_refusals_at_the_start_are_no_share() -> None:
    limit = DeadLetterLimit("prepare", run=10, share=0.1)
    for _ in range(5):
        limit.refused(Refusal("bad"))
