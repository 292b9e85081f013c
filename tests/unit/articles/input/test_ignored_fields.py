import orjson
import pytest

from workers.articles import InvalidArticle, ignored_fields, kind_of, read_article


def told(**members: object) -> list[tuple[str, str]]:
    return [(one.name, one.meant) for one in ignored_fields(orjson.dumps(members))]


def test_members_that_no_article_has_are_named_in_their_order() -> None:
    assert told(text="x", byline="A", title="t", desk="B") == [("byline", ""), ("desk", "")]


@pytest.mark.parametrize(
    ("slip", "meant"),
    [("published", "published_at"), ("Title", "title"), ("sourcs", "source"), ("publisher", "")],
)
def test_a_slip_is_told_with_the_name_that_it_is_like(slip: str, meant: str) -> None:
    assert told(text="x", **{slip: "y"}) == [(slip, meant)]


def test_no_name_is_meant_that_is_there_as_well() -> None:
    assert told(text="x", title="t", Title="u") == [("Title", "")]


def test_each_format_has_its_own_members() -> None:
    assert told(uri="a", body_text="b", versioncreated="2031", slug="s") == [("slug", "")]
    assert told(maintext="x", date_publish="2031-05-05", text="y") == [("text", "")]


@pytest.mark.parametrize(
    "data",
    [b"{", b"[]", b"7", b"prose", b"\xff", b'{"text": 3, "odd": 1}', b'{"@type": "x", "odd": 1}'],
)
def test_what_is_no_object_of_ours_or_cannot_be_read_has_none(data: bytes) -> None:
    assert ignored_fields(data) == ()


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ('\ufeff {"text": 1', "json"),
        ('[{"text": 1}]', "json"),
        ("[Reuters] Prose.", "text"),
        ("<p>x", "html"),
        ('<?xml version="1.0"?><html>', "html"),
        ('<?xml version="1.0"?><rss>', "xml"),
        ('<?xml version="1.0"?><newsItem xmlns="x">', "newsml"),
        ("Prose.", "text"),
    ],
)
def test_a_text_is_of_the_kind_that_it_begins_like(text: str, kind: str) -> None:
    assert kind_of(text) == kind


@pytest.mark.parametrize(
    ("members", "told"),
    [
        ({"desk": "D", "txt": "x"}, "; not read: 'txt' (is 'text' meant?), 'desk'"),
        ({"Title": "T"}, "; not read: 'Title' (is 'title' meant?)"),
        ({"a": 1, "b": 2, "c": 3, "d": 4}, "; not read: 'a', 'b', 'c'"),
        ({"\x1b[31m" + "x" * 90: 1}, "; not read: '\\x1b[31m" + "x" * 35 + "'"),
        ({"id": "a"}, ""),
    ],
)
def test_an_empty_article_is_refused_with_what_of_it_is_not_read(
    members: dict[str, object], told: str
) -> None:
    with pytest.raises(InvalidArticle) as refused:
        read_article(orjson.dumps(members), key=b"k", max_text_length=100)
    assert refused.value.reason == f"empty: neither text nor title{told}"
