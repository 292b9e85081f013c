"""Web archives: which records are pages, how they are decoded, and broken archives."""

import gzip
from io import BytesIO
from pathlib import Path
from types import SimpleNamespace

import orjson
import pytest

from schemas import Article
from tests.sources import CAPTURED, Captured, archive, saved_page
from workers.articles import RawArticle, SourceError, prepare, read_article, read_path
from workers.articles.input.archives import pages_of

URL = "https://example.org/harbour"


def pages(data: bytes) -> list[RawArticle]:
    return list(pages_of(BytesIO(data), "crawl.warc"))


def read(raw: RawArticle) -> Article:
    return read_article(raw.value, key=raw.key, max_text_length=10_000)


def page(head: str = "", *, url: str = URL) -> Article:
    (raw,) = pages(archive([Captured(url, saved_page(head=head).encode())]))
    return read(raw)


@pytest.mark.parametrize("compressed", [True, False])
def test_only_responses_with_html_are_pages(compressed: bool) -> None:
    data = archive(
        [
            Captured(URL, saved_page().encode()),
            Captured("https://example.org/a.png", b"\x89PNG", "image/png"),
            Captured("https://example.org/gone", saved_page().encode(), status="404 Not Found"),
            Captured("https://example.org/two", saved_page().encode(), "application/xhtml+xml"),
        ],
        compressed=compressed,
    )
    first, second = pages(data)
    assert (first.key, first.where) == (URL.encode(), f"crawl.warc:{URL}")
    assert second.key == b"https://example.org/two"


@pytest.mark.parametrize("coding", [None, "gzip", "chunked"])
@pytest.mark.parametrize("charset", ["utf-8", "iso-8859-1", "utf-16"])
def test_a_body_is_decompressed_and_decoded_by_its_charset(
    coding: str | None, charset: str
) -> None:
    body = saved_page(words="Zoë Müller of the café said so.").encode(charset)
    captured = Captured(URL, body, f"text/html; charset={charset}", coding=coding)
    (raw,) = pages(archive([captured]))
    assert "Zoë Müller of the café said so." in read(raw).text


def test_without_a_charset_in_the_header_the_pages_own_counts_else_one_is_detected() -> None:
    declared = saved_page(head="<meta charset='windows-1252'>", words="Zoë said “yes”.")
    silent = saved_page(words="Zoë said so in Zürich, where the café is über alles closed.")
    first, second = pages(
        archive(
            [
                Captured(URL, declared.encode("windows-1252"), "text/html"),
                Captured(URL, silent.encode("utf-8"), "text/html"),
            ]
        )
    )
    assert "Zoë said “yes”." in read(first).text
    assert "Zürich, where the café" in read(second).text


def test_the_record_gives_the_address_and_the_time_that_the_page_does_not_give() -> None:
    article = page()
    assert (article.id, article.url, article.source) == (URL, URL, "example.org")
    assert (article.published_at, article.captured_at) == (None, CAPTURED)
    published = prepare(article).published
    assert (published.edtf, published.detail) == ("2024-05-09", "captured_at")


def test_a_later_capture_of_a_page_is_a_higher_version() -> None:
    times = ("2024-05-09T10:00:00Z", "2024-05-10T10:00:00.123456789Z", "then")
    found = pages(archive([Captured(URL, saved_page().encode(), at=time) for time in times]))
    assert [read(raw).version for raw in found] == [1_715_248_800, 1_715_335_200, 1]


def test_a_page_over_the_limit_is_refused_when_it_is_read() -> None:
    (raw,) = pages(archive([Captured(URL, b"<html>" + b"a" * 5_000_000, coding="gzip")]))
    with pytest.raises(ValueError, match="HTML of 4000001 characters; the limit is 4000000"):
        read(raw)


def test_what_the_page_says_of_itself_counts_first() -> None:
    head = (
        '<link rel="canonical" href="https://example.org/2024/05/03/harbour-opens">'
        '<meta property="article:published_time" content="2024-05-03T09:10:00+02:00">'
        '<meta property="og:site_name" content="Example News">'
    )
    article = page(head, url=URL + "?from=home")
    assert article.id == article.url == "https://example.org/2024/05/03/harbour-opens"
    assert (article.published_at, article.source) == ("2024-05-03", "Example News")
    assert prepare(article).published.edtf == "2024-05-03"


def test_a_page_that_names_the_home_of_its_site_as_its_address_keeps_its_own() -> None:
    assert page('<link rel="canonical" href="https://example.org/">').id == URL


def test_the_date_in_an_address_counts_before_the_time_of_capture() -> None:
    dated = page(url="https://example.org/2021/02/03/harbour")
    published = prepare(dated).published
    assert (published.edtf, published.detail, published.conflicts) == ("2021-02-03", "url", ())


def test_a_page_without_an_article_is_refused_when_it_is_read_and_not_before() -> None:
    (raw,) = pages(archive([Captured(URL, b"<html><body></body></html>")]))
    with pytest.raises(ValueError, match="without article text"):
        read(raw)


@pytest.mark.parametrize("compressed", [True, False])
def test_a_cut_off_archive_gives_what_is_before_the_cut_and_says_so(compressed: bool) -> None:
    data = archive(
        [
            Captured(URL, saved_page().encode()),
            Captured(URL + "/2", (saved_page() + "x" * 5000).encode(), coding="gzip"),
        ],
        compressed=compressed,
    )
    found = pages_of(BytesIO(data[:-60]), "crawl.warc")
    assert next(found).key == URL.encode()
    with pytest.raises(SourceError, match="broken after 1 page: a record is cut off"):
        next(found)


@pytest.mark.parametrize("data", [b"my notes\n" * 9, gzip.compress(b"hello"), b"\x1f\x8bjunk"])
def test_what_is_no_archive_is_told_in_a_sentence(data: bytes) -> None:
    with pytest.raises(SourceError, match="no web archive"):
        pages(data)


def test_a_broken_archive_is_told_with_its_whole_path(tmp_path: Path) -> None:
    (tmp_path / "below").mkdir()
    (tmp_path / "below" / "a.warc").write_bytes(b"my notes")
    with pytest.raises(SourceError) as caught:
        list(read_path(tmp_path))
    assert str(caught.value).startswith(f"{tmp_path}/below/a.warc: no web archive")


def test_archives_are_found_by_suffix_and_by_content(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    packed, plain = (archive([Captured(URL, b"<p>")], compressed=way) for way in (True, False))
    (tmp_path / "a.warc.gz").write_bytes(packed)
    (tmp_path / "b.warc").write_bytes(plain)
    (tmp_path / "c.json.gz").write_bytes(packed)
    assert [Path(raw.where.partition(":")[0]).name for raw in read_path(tmp_path)] == [
        "a.warc.gz",
        "b.warc",
    ]
    for data in (packed, plain):
        monkeypatch.setattr("sys.stdin", SimpleNamespace(buffer=BytesIO(data)))
        (raw,) = read_path("-")
        assert orjson.loads(raw.value)["url"] == URL
