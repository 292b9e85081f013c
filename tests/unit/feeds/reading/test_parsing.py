import pytest

from tests.feeds.documents import item, rss
from workers.feeds.reading.document import Bytes, Document, Entry, Unreadable
from workers.feeds.reading.parsing import MAX_ENTRIES, parse_feed

AT = "https://example.org/feeds/news.xml"


def read(body: bytes, kind: str = "application/rss+xml") -> Document:
    found = parse_feed(Bytes(body, kind, AT))
    assert isinstance(found, Document)
    return found


def entry(inside: str) -> Entry:
    """The entry of an RSS feed that holds this."""
    (found,) = read(rss(f"<item>{inside}</item>")).entries
    return found


@pytest.mark.parametrize(
    ("given", "title"),
    [
        ("Plain words", "Plain words"),
        ("AT&amp;amp;T &amp;lt;b&amp;gt;", "AT&T <b>"),
        ("&lt;b&gt;Bold&lt;/b&gt; claim", "Bold claim"),
        ("Rates &lt; 5 % and &gt; 3 %", "Rates < 5 % and > 3 %"),
        ("<![CDATA[Mayor <i>out</i> &eacute;]]>", "Mayor out é"),
        ("two\n   lines", "two lines"),
        ("undeclared &eacute;&nbsp;entity", "undeclared é entity"),
        ("&lt;script&gt;alert(1)&lt;/script&gt;Safe", "Safe"),
    ],
)
def test_a_title_is_text_on_one_line(given: str, title: str) -> None:
    assert entry(f"<title>{given}</title><guid>1</guid>").title == title


def test_the_content_is_preferred_to_the_summary() -> None:
    both = (
        "<description>Short.</description>"
        "<content:encoded><![CDATA[<p>One.</p><p>Two.</p>]]></content:encoded>"
    )
    assert entry(both).text == "One.\nTwo."
    empty = "<description>Short.</description><content:encoded><![CDATA[ ]]></content:encoded>"
    assert entry(empty).text == "Short."


@pytest.mark.parametrize(
    ("given", "link"),
    [
        ("<link>/story</link>", "https://example.org/story"),
        ("<link>javascript:alert(1)</link>", None),
        ("<link>file:///etc/passwd</link>", None),
        ("<guid>https://example.org/permalink</guid>", "https://example.org/permalink"),
        ('<guid isPermaLink="false">https://example.org/no-link</guid>', None),
    ],
)
def test_a_link_is_an_absolute_web_address(given: str, link: str | None) -> None:
    assert entry(f"<title>x</title>{given}").link == link


@pytest.mark.parametrize(
    ("given", "published"),
    [
        ("<pubDate>Tue, 07 May 2024 14:30:00 EST</pubDate>", "Tue, 07 May 2024 14:30:00 EST"),
        ("<pubDate>2024-05-07T14:30:00+02:00</pubDate>", "2024-05-07T14:30:00+02:00"),
        (
            "<pubDate>2004\ub144 05\uc6d4 28\uc77c 01:31:15</pubDate>",
            "2004\ub144 05\uc6d4 28\uc77c 01:31:15",
        ),
        ("<pubDate>soon</pubDate>", "soon"),
        ("", None),
    ],
)
def test_a_date_is_given_as_written(given: str, published: str | None) -> None:
    found = entry(f"<title>x</title>{given}")
    assert (found.published, found.updated) == (published, None)


def test_characters_that_no_json_carries_are_replaced() -> None:
    found = entry("<title>a&#0;b&#xD800;c&#x110000;d&#99999999;e &nbsp; &#8217;</title>")
    assert found.title == "a\ufffdb\ufffdc\ufffdd\ufffde ’"


def test_the_source_that_an_aggregator_names_is_the_entrys() -> None:
    assert (
        entry('<title>x</title><source url="https://r.example/rss">Reuters</source>').source
        == "Reuters"
    )
    assert entry("<title>x</title>").source == "Example & News"


@pytest.mark.parametrize("encoding", ["utf-16", "windows-1251", "utf-8-sig"])
def test_encodings_are_read_as_declared(encoding: str) -> None:
    text = rss(item(1, "Привет, мир")).decode().replace("utf-8", encoding.removesuffix("-sig"), 1)
    assert read(text.encode(encoding), "text/xml").entries[0].text == "Привет, мир"


@pytest.mark.parametrize(
    "kind",
    ["text/xml; charset=iso-8859-1", "text/xml; charset=us-ascii", "text/xml", "text/html", ""],
)
def test_utf_8_is_read_as_such_whatever_the_server_says(kind: str) -> None:
    assert read(rss(item(1, "café “quoted”")), kind).entries[0].text == "café “quoted”"


def test_the_servers_word_counts_where_the_bytes_show_nothing() -> None:
    body = rss(item(1, "Привет")).decode().replace(' encoding="utf-8"', "").encode("koi8-r")
    assert read(body, "application/rss+xml; charset=KOI8-R").entries[0].text == "Привет"


def test_a_stray_byte_in_utf_8_costs_no_other_character() -> None:
    body = rss(item(1, "café für Größe MARK")).replace(b"MARK", b"\x93x\x94")
    assert read(body).entries[0].text == "café für Größe “x”"


def test_a_wrong_declaration_costs_no_entry() -> None:
    body = rss(item(1, "CAFE")).replace(b"CAFE", "café “quoted”".encode("windows-1252"))
    found = read(body)
    assert found.entries[0].text == "café “quoted”"


def test_markup_beyond_limits_costs_the_text_and_not_the_entry() -> None:
    found = entry(f"<title>Deep</title><description>{'&lt;p&gt;' * 50_000}</description>")
    assert (found.title, found.text) == ("Deep", "")
    assert found.problem == "HTML of over 20000 elements"


def test_more_entries_than_are_read_are_told() -> None:
    found = read(rss(*(item(number) for number in range(MAX_ENTRIES + 5))))
    assert len(found.entries) == MAX_ENTRIES
    assert found.problem == f"{MAX_ENTRIES + 5} entries; the first {MAX_ENTRIES} are read"


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        (b"", "the body is empty"),
        (b"<!doctype html><p>Hello", "its type is text/html"),
        (b'{"items": []}', "its type is text/html"),
        (bytes(range(256)), "its type is text/html"),
    ],
)
def test_what_is_no_feed_is_told(body: bytes, reason: str) -> None:
    found = parse_feed(Bytes(body, "text/html; charset=utf-8", AT))
    assert found == Unreadable(f"no feed in it: neither RSS, Atom nor a sitemap ({reason})")


def test_names_are_cut_to_what_an_article_may_have() -> None:
    found = read(
        rss(item(1, link="https://example.org/" + "x" * 5_000)).replace(
            b"Example &amp; News", b"N" * 9_000
        )
    )
    assert found.title == "N" * 300
    assert found.entries[0].link is None
