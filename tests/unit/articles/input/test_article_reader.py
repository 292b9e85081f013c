import json
from typing import Any

import pytest

from schemas import Article
from workers.articles import InvalidArticle, read_article

LIMIT = 1000
PROSE = (
    b"The port of Lindau opened again on Friday after the fire that had closed it, "
    b"the harbour master told reporters there.\n"
)


def read(value: Any, key: bytes | None = None) -> Article:
    data = value if isinstance(value, bytes) else json.dumps(value).encode()
    return read_article(data, key=key, max_text_length=LIMIT)


def refused(value: Any, key: bytes | None = None) -> InvalidArticle:
    with pytest.raises(InvalidArticle) as caught:
        read(value, key)
    return caught.value


def test_every_field_of_our_json_is_read_and_the_text_is_as_given() -> None:
    text = "  Two spaces,\r\na tab\t and é as e\u0301.\n"
    article = read(
        {
            "id": "a-1",
            "text": text,
            "title": " A title ",
            "published_at": "2024-05-03T09:10:00+02:00",
            "source": "Example",
            "url": "https://example.org/a",
            "language": "en",
            "authors": ["Ana Prado"],
            "version": 3,
            "status": "usable",
            "unknown": {"is": "passed over"},
        }
    )
    assert article == Article(
        id="a-1",
        text=text,
        title=" A title ",
        published_at="2024-05-03T09:10:00+02:00",
        source="Example",
        url="https://example.org/a",
        language="en",
        authors=("Ana Prado",),
        version=3,
    )


def test_a_missing_id_is_the_url_without_its_fragment() -> None:
    assert (
        read({"text": "Hello.", "url": "https://example.org/a?b=1#c"}).id
        == "https://example.org/a?b=1"
    )


def test_a_url_longer_than_an_id_may_be_gives_a_hash() -> None:
    url = "https://example.org/" + "a" * 2000
    assert read({"text": "Hello.", "url": url}).id.startswith("sha256:")


def test_a_missing_id_and_url_is_a_hash_of_title_and_text() -> None:
    first, again, other = (
        read({"text": "Hello."}),
        read({"text": "Hello.", "source": "x"}),
        read({"title": "Hello."}),
    )
    assert first.id == again.id
    assert first.id.startswith("sha256:")
    assert first.id != other.id


def test_the_key_names_a_plain_text() -> None:
    assert read(PROSE, key=b"folder/one") == Article(id="folder/one", text=PROSE.decode())


@pytest.mark.parametrize("value", [b"not json", b"null", b"123", b'"text"', b"[1, 2]"])
def test_a_few_words_are_no_plain_text_article(value: bytes) -> None:
    assert "no plain text article" in refused(value, key=b"a").reason


def test_where_only_json_is_wanted_prose_is_refused() -> None:
    with pytest.raises(InvalidArticle, match="not valid JSON"):
        read_article(PROSE, key=None, max_text_length=LIMIT, json_only=True)


def test_a_plain_text_may_start_with_a_bracket() -> None:
    assert read(b"[Lindau] " + PROSE, key=b"a").text == "[Lindau] " + PROSE.decode()


def test_a_byte_order_mark_before_json_is_passed_over() -> None:
    assert read(b'\xef\xbb\xbf{"id": "a", "text": "Hello."}').text == "Hello."


def test_a_cancelled_article_needs_only_its_id_and_version() -> None:
    assert read({"id": "a", "version": 2, "status": "canceled"}) == Article(
        id="a", version=2, status="canceled"
    )
    assert refused({"status": "canceled", "text": "Hello."}).position == "id"


def test_a_title_alone_is_an_article() -> None:
    assert read({"id": "a", "title": "Port opens"}).text == ""


@pytest.mark.parametrize(
    ("value", "reason", "position"),
    [
        (b'{"id": "a", "text": ', "not valid JSON", "line 1 column"),
        (b'{"id": "a",\n "text": oops}', "not valid JSON", "line 2 column"),
        (b'{"id": "a", "text": "caf\xe9"}', "not UTF-8", "byte 24"),
        (b"caf\xe9", "not UTF-8", "byte 3"),
        (b"", "empty", "text"),
        (b" \n ", "empty", "text"),
        ([{"id": "a", "text": "x"}], "one article a message", ""),
        ({"items": [{"uri": "u", "bodies": []}]}, "a bundle of 1 ninjs items", ""),
        ({"id": "a", "page": "<html><body></body></html>"}, "without article text", ""),
        ({"id": "a", "page": 1}, "page must be a string, not a number", "page"),
        ({"id": 7, "text": "x"}, "id must be a string, not a number", "id"),
        ({"id": "", "text": "x"}, "id is empty", "id"),
        ({"id": "  ", "text": "x"}, "id is empty", "id"),
        ({"id": "a\nb", "text": "x"}, "control character U+000A", "id, character 1"),
        ({"id": "a" * 1025, "text": "x"}, "1025 characters", "id"),
        ({"id": "a", "text": ["x"]}, "text must be a string, not a list", "text"),
        ({"id": "a", "text": 1}, "text must be a string, not a number", "text"),
        ({"id": "a", "text": " \n "}, "empty", "text"),
        ({"id": "a"}, "empty", "text"),
        ({"id": "a", "text": "x" * 1001}, "1001 characters; the limit is 1000", "text"),
        ({"id": "a", "title": "x" * 1001}, "1001 characters", "title"),
        ({"id": "a", "text": "x", "title": {}}, "title must be a string, not an object", "title"),
        ({"id": "a", "text": "x", "authors": "Ana"}, "authors must be a list", "authors"),
        ({"id": "a", "text": "x", "authors": ["Ana", 3]}, "must be a string", "authors[1]"),
        ({"id": "a", "text": "x", "version": 0}, "version must be 1 or more", "version"),
        ({"id": "a", "text": "x", "version": "2"}, "whole number, not a string", "version"),
        ({"id": "a", "text": "x", "version": True}, "whole number, not true or false", "version"),
        ({"id": "a", "text": "x", "version": 1.5}, "whole number", "version"),
        ({"id": "a", "text": "x", "version": 2**63}, "version must be 1 or more", "version"),
        ({"id": "a", "text": "x", "status": "gone"}, "unknown status 'gone'", "status"),
        ({"id": "a", "text": "a\0b"}, "NUL", "text, character 1"),
        (b"a\0b " + PROSE, "NUL", "text, character 1"),
        (b'{"id": "a", "text": "half \\ud83d"}', "not valid JSON", "line 1 column"),
        (b"<?xml version='1.0'?><notes/>", "XML", "byte 0"),
        ({"id": "a", "text": "x", "url": "u" * 5000}, "limit is 4096", "url"),
    ],
)
def test_bad_input_is_told_in_words_with_its_position(
    value: Any, reason: str, position: str
) -> None:
    error = refused(value, key=b"k")
    assert reason in error.reason
    assert error.position.startswith(position)
    assert str(error).startswith(error.reason)


def test_a_key_that_is_not_utf8_is_told() -> None:
    assert refused(PROSE, key=b"\xff").position == "key, byte 0"


@pytest.mark.parametrize(
    "stamp",
    [
        "2023-02-03",
        "2023-02-03T10:00:00Z",
        "2023-02-03t10:00:00.123+02:00",
        "2023-02-03 10:00:00",
        "2016-12-31T23:59:60Z",
    ],
)
def test_dates_and_date_times_are_taken_as_given(stamp: str) -> None:
    assert read({"id": "a", "text": "x", "published_at": stamp}).published_at == stamp


def test_control_characters_other_than_nul_stay_in_the_text() -> None:
    assert read({"id": "a", "text": "one\x0btwo\x1b"}).text == "one\x0btwo\x1b"


def test_nested_json_is_refused_not_followed() -> None:
    assert "depth" in refused(b'{"id": ' * 100_000).reason


def test_bytes_over_the_limit_are_not_decoded() -> None:
    assert "the limit is" in refused(b"\xff" * (32 * 1024 * 1024 + 1)).reason
