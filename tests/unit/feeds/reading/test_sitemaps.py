"""Sitemaps as sites send them, the broken ones too."""

import gzip
from datetime import UTC, datetime

import pytest

from tests.feeds.documents import index, news_url, sitemap, sitemap_url
from workers.feeds.reading import sitemaps
from workers.feeds.reading.document import Bytes, Document, Entry, Sitemap, Unreadable
from workers.feeds.reading.parsing import parse_feed
from workers.feeds.reading.sitemaps import changed_by


def parsed(body: bytes) -> Document | Unreadable:
    return parse_feed(Bytes(body, "application/xml", "https://example.org/sitemap.xml"))


def entries(body: bytes) -> tuple[Entry, ...]:
    document = parsed(body)
    assert isinstance(document, Document)
    return document.entries


NEWS = news_url(1, "Harbour & ferry", published="2024-05-03T09:10:00+02:00")


@pytest.mark.parametrize("body", [sitemap(NEWS), gzip.compress(sitemap(NEWS))])
def test_a_news_sitemap_gives_title_date_language_and_publication(body: bytes) -> None:
    assert entries(body) == (
        Entry(
            guid=None,
            link="https://example.org/1",
            title="Harbour & ferry",
            text="",
            published="2024-05-03T09:10:00+02:00",
            language="en",
            source="Example News",
        ),
    )


def test_entries_come_with_their_last_change_the_latest_first() -> None:
    body = sitemap(
        sitemap_url(1, changed="2024-05-03"),
        sitemap_url(2),
        sitemap_url(3, changed="2024-05-04T00:10:00Z"),
        sitemap_url(4, changed="soon"),
    )
    assert [(entry.link, entry.updated) for entry in entries(body)] == [
        ("https://example.org/3", "2024-05-04T00:10:00Z"),
        ("https://example.org/1", "2024-05-03"),
        ("https://example.org/2", None),
        ("https://example.org/4", "soon"),
    ]


def test_addresses_that_are_none_are_left_out() -> None:
    body = sitemap(
        *(
            f"<url><loc>{loc}</loc></url>"
            for loc in ("file:///etc/passwd", "", "/a", "https://", "https://e.org/" + "a" * 5000)
        ),
        "<url><lastmod>2024-05-03</lastmod></url>",
        sitemap_url(1),
    )
    assert [entry.link for entry in entries(body)] == ["https://example.org/1"]


def test_an_index_names_its_sitemaps_those_that_changed_last_first(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    body = index(("https://e.org/a", "2024-05-01"), ("https://e.org/b.gz", None), ("/c", None))
    assert parsed(body) == Document(
        None,
        None,
        (),
        None,
        (Sitemap("https://e.org/a", "2024-05-01"), Sitemap("https://e.org/b.gz")),
    )
    monkeypatch.setattr(sitemaps, "MAX_SITEMAPS", 1)
    cut = parsed(body)
    assert isinstance(cut, Document)
    assert cut.sitemaps == (Sitemap("https://e.org/a", "2024-05-01"),)
    assert cut.problem == "2 sitemaps; the 1 that changed last are read"


def test_of_too_many_entries_those_that_changed_last_are_read(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(sitemaps, "MAX_URLS", 2)
    listed = [sitemap_url(day, changed=f"2024-05-0{day}") for day in range(1, 5)]
    document = parsed(sitemap(*listed))
    assert isinstance(document, Document)
    assert [entry.updated for entry in document.entries] == ["2024-05-04", "2024-05-03"]
    assert document.problem == "4 entries; the 2 that changed last are read"


MANY = sitemap(*(sitemap_url(number * 7919) for number in range(2_000)))


@pytest.mark.parametrize("body", [MANY, gzip.compress(MANY)])
def test_a_cut_off_sitemap_is_read_as_far_as_it_goes_without_its_last_entry(body: bytes) -> None:
    whole, document = entries(body), parsed(body[: len(body) // 2])
    assert isinstance(document, Document)
    assert 500 < len(document.entries) < 1_500
    assert document.entries == whole[: len(document.entries)]
    assert (document.problem or "").startswith("broken, read as far as it goes: not valid XML")


def test_entities_are_not_expanded() -> None:
    bomb = b'<?xml version="1.0"?><!DOCTYPE urlset [<!ENTITY a "ha">]><urlset>&a;</urlset>'
    assert isinstance(parsed(bomb), Unreadable)


def test_what_is_compressed_and_broken_is_told() -> None:
    found = parsed(b"\x1f\x8bjunk")
    assert isinstance(found, Unreadable)
    assert found.reason.startswith("it is compressed, and broken: Error -3")


def test_what_grows_when_it_is_decompressed_is_read_to_a_limit(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(sitemaps, "MAX_BYTES", 2_000)
    listed = [sitemap_url(number) for number in range(10_000)]
    document = parsed(gzip.compress(sitemap(*listed)))
    assert isinstance(document, Document)
    assert 0 < len(document.entries) < 100


@pytest.mark.parametrize(
    ("written", "latest"),
    [
        ("2024-05-03T09:10:00+02:00", datetime(2024, 5, 3, 7, 10, tzinfo=UTC)),
        ("2024-05-03", datetime(2024, 5, 4, 12, tzinfo=UTC)),
        ("", None),
        ("yesterday", None),
        (None, None),
    ],
)
def test_a_date_of_change_means_the_latest_time_that_it_can(
    written: str | None, latest: datetime | None
) -> None:
    assert changed_by(written) == latest
