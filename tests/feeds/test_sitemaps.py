"""Sitemaps polled over HTTP: their pages, their indexes, and what is asked again."""

import gzip
from datetime import UTC, datetime
from pathlib import Path

import pytest

from tests.feeds.conftest import MakeDesk
from tests.feeds.documents import index, item, news_url, page, rss, sitemap, sitemap_url
from tests.feeds.following import START
from tests.feeds.web import Site
from workers.feeds.polling import poller

DATED = "2024-05-03T09:10:00+02:00"


@pytest.fixture(autouse=True)
def no_pause(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(poller, "PAUSE", 0.0)


def story(site: Site, path: str, words: str = "The council met.") -> str:
    return site.put(path, page(words), Content_Type="text/html")


async def test_a_news_sitemap_gives_articles_of_a_title_and_a_date(
    site: Site, make_desk: MakeDesk
) -> None:
    url = site.put("/news.xml", sitemap(news_url(1, "Harbour opens", published=DATED)))
    async with make_desk() as desk:
        poll = await desk.poll(url)
        assert (poll.how, poll.new, poll.problem) == ("read", 1, None)
        assert (await desk.poll(url)).how == "unchanged"
        assert desk.articles() == [
            {
                "id": "https://example.org/1",
                "version": 1,
                "title": "Harbour opens",
                "url": "https://example.org/1",
                "source": "Example News",
                "published_at": DATED,
                "language": "en",
            }
        ]


async def test_the_pages_of_a_sitemap_are_read_politely_and_again_where_they_changed(
    site: Site, make_desk: MakeDesk
) -> None:
    site.put("/robots.txt", b"User-agent: *\nDisallow: /private/\n")
    links = [story(site, path) for path in ("/a", "/b", "/private/c")]
    dates = ["2024-05-01", "2024-05-02", None]

    def put() -> str:
        urls = zip(links, dates, strict=True)
        return site.put(
            "/map.xml", sitemap(*(sitemap_url(0, link=link, changed=date) for link, date in urls))
        )

    url = put()
    async with make_desk(full=True) as desk:
        poll = await desk.poll(url)
        assert (poll.new, poll.refused) == (2, ("page: robots.txt forbids it",))
        assert [article["title"] for article in desk.articles()] == ["A page", "A page"]
        assert site.most_under_way == 1
        dates[1] = "2024-05-06"
        story(site, "/b", "The council met again.")
        poll = await desk.poll(put())
        assert (poll.new, poll.changed, poll.known) == (0, 1, 2)
        assert (await desk.poll(url)).how == "unchanged"
        assert desk.articles()[2]["text"].count("The council met again.") == 8
        assert desk.articles()[2]["version"] > 1
    assert [path for path in site.paths() if path.startswith("/private")] == []


async def test_a_page_that_is_away_for_a_while_is_asked_for_again_and_one_that_is_gone_is_not(
    site: Site, make_desk: MakeDesk
) -> None:
    gone, away = site.url("/gone"), site.put("/away", status=503)
    url = site.put(
        "/map.xml", sitemap(sitemap_url(0, link=gone), sitemap_url(1, link=away)), etag='"1"'
    )
    async with make_desk(full=True) as desk:
        poll = await desk.poll(url)
        assert set(poll.refused) == {"page: HTTP status 404", "page: HTTP status 503"}
        assert (poll.new, desk.published) == (0, [])
        story(site, "/away")
        poll = await desk.poll(url)
        assert (poll.new, poll.known) == (1, 1)
        assert (await desk.poll(url)).how == "unchanged"
    assert site.paths().count("/gone") == 1


async def test_without_full_it_is_told_that_addresses_have_no_words(
    site: Site, make_desk: MakeDesk
) -> None:
    url = site.put("/map.xml", sitemap(sitemap_url(0, link=story(site, "/a"))), etag='"1"')
    async with make_desk() as desk:
        poll = await desk.poll(url)
        assert (poll.new, poll.empty) == (0, 1)
        assert poll.problem == "its entries have no words: --full reads their pages"
    async with make_desk(full=True) as desk:
        assert (await desk.poll(url)).new == 1


async def test_the_sitemaps_of_an_index_are_read_each_and_only_where_they_changed(
    site: Site, make_desk: MakeDesk
) -> None:
    old = site.put("/old.xml.gz", gzip.compress(sitemap(news_url(1, "One", published=DATED))))
    new = site.put("/new.xml", sitemap(news_url(2, "Two", published=DATED)))
    day = datetime.fromtimestamp(START - 4 * 86_400, UTC).date().isoformat()
    url = site.put("/index.xml", index((old, day), (new, None)))
    async with make_desk() as desk:
        poll = await desk.poll(url)
        assert (poll.how, poll.new, poll.problem) == ("read", 2, None)
        assert (await desk.poll(url)).how == "unchanged"
        assert (site.paths().count("/old.xml.gz"), site.paths().count("/new.xml")) == (1, 2)
        site.put("/new.xml", sitemap(news_url(3, "Three", published=DATED)))
        assert (await desk.poll(url)).new == 1
        titles = [article["title"] for article in desk.articles()]
    assert titles == ["One", "Two", "Three"]


async def test_an_address_that_two_sitemaps_and_a_feed_name_is_one_article(
    site: Site, make_desk: MakeDesk
) -> None:
    link = "https://example.org/1"
    news = site.put("/news.xml", sitemap(news_url(1, "One", published=DATED)))
    month = site.put("/month.xml", sitemap(news_url(1, "One, later", published=DATED)))
    url, feed = site.put("/index.xml", index((news, None), (month, None))), site.url("/rss")
    site.put("/rss", rss(item(1, link=link)))
    async with make_desk() as desk:
        desk.follow(url, feed)
        for _ in range(2):
            await desk.poll(url)
        assert (await desk.poll(url)).new == 0
        assert len(desk.published) == 1


async def test_sitemaps_that_cannot_be_read_are_told_and_the_others_are_read(
    site: Site, make_desk: MakeDesk
) -> None:
    good = site.put("/good.xml", sitemap(news_url(1, "One", published=DATED)))
    nested = site.put("/nested.xml", index((good, None)))
    url = site.url("/index.xml")
    named = (good, site.url("/gone.xml"), nested, url)
    site.put("/index.xml", index(*((address, None) for address in named)))
    lost = site.put("/lost.xml", index((site.url("/gone.xml"), None)))
    async with make_desk() as desk:
        poll = await desk.poll(url)
        assert (poll.how, poll.new) == ("read", 1)
        assert poll.problem == (
            f"2 of 3 sitemaps cannot be read ({site.url('/gone.xml')}: HTTP status 404 Not Found)"
        )
        assert desk.state.feed(nested).failures == 1
        assert (await desk.poll(url)).how == "unchanged"
        desk.now += 86_400
        poll = await desk.poll(lost)
        assert (poll.how, poll.feed.failures) == ("failed", 1)


async def test_a_saved_sitemap_is_followed(site: Site, make_desk: MakeDesk, tmp_path: Path) -> None:
    file = tmp_path / "saved map.xml.gz"
    file.write_bytes(gzip.compress(sitemap(sitemap_url(0, link=story(site, "/a")))))
    async with make_desk(full=True) as desk:
        assert (await desk.poll(file.as_uri())).new == 1
        assert (await desk.poll(file.as_uri())).how == "unchanged"
        file.unlink()
        poll = await desk.poll(file.as_uri())
        assert (poll.how, poll.problem) == (
            "failed",
            "it cannot be read: No such file or directory",
        )


async def test_no_answer_leads_to_a_file_of_this_machine(
    site: Site, make_desk: MakeDesk, tmp_path: Path
) -> None:
    secret = tmp_path / "secret.xml"
    secret.write_bytes(sitemap(news_url(1, "Secret", published=DATED)))
    moved = site.put("/moved.xml", status=301, Location=secret.as_uri())
    url = site.put("/index.xml", index((secret.as_uri(), None), (moved, None)))
    async with make_desk() as desk:
        poll = await desk.poll(url)
        assert (poll.how, desk.published) == ("failed", [])
        assert "is neither an http nor an https address" in (poll.problem or "")
