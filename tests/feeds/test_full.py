"""Pages behind entries."""

import asyncio

from tests.feeds.conftest import MakeDesk
from tests.feeds.documents import item, page, rss
from tests.feeds.web import Site


def linked(site: Site, *paths: str) -> bytes:
    return rss(*(item(number, link=site.url(path)) for number, path in enumerate(paths)))


async def test_the_page_gives_the_text_and_the_feed_the_rest(
    site: Site, make_desk: MakeDesk
) -> None:
    site.put("/a", page("The council met."), Content_Type="text/html; charset=utf-8")
    url = site.put("/rss", linked(site, "/a"))
    async with make_desk(full=True) as desk:
        poll = await desk.poll(url)
        (article,) = desk.articles()
    assert (poll.new, poll.missed) == (1, ())
    assert article["text"].count("The council met.") == 8
    assert "Menu" not in article["text"]
    assert (article["title"], article["source"]) == ("Title 0", "Example & News")
    assert site.paths() == ["/rss", "/robots.txt", "/a"]


async def test_robots_txt_is_respected_also_behind_redirects(
    site: Site, make_desk: MakeDesk
) -> None:
    site.put("/robots.txt", b"User-agent: *\nDisallow: /private/\n")
    site.put("/private/a", page("Not for programs."), Content_Type="text/html")
    site.put("/short", status=302, Location="/private/b")
    url = site.put("/rss", linked(site, "/private/a", "/short"))
    async with make_desk(full=True) as desk:
        poll = await desk.poll(url)
        texts = [article["text"] for article in desk.articles()]
    assert poll.missed == ("page: robots.txt forbids it",) * 2
    assert texts == ["What item 1 tells.", "What item 0 tells."]
    assert not [path for path in site.paths() if path.startswith("/private")]


async def test_a_robots_txt_that_cannot_be_had_forbids(site: Site, make_desk: MakeDesk) -> None:
    site.put("/robots.txt", status=503)
    site.put("/a", page("Perhaps not for programs."), Content_Type="text/html")
    url = site.put("/rss", linked(site, "/a"))
    async with make_desk(full=True) as desk:
        poll = await desk.poll(url)
    assert poll.missed == ("page: robots.txt cannot be had: HTTP status 503",)
    assert "/a" not in site.paths()


async def test_a_page_that_cannot_be_had_leaves_the_feeds_own_text(
    site: Site, make_desk: MakeDesk
) -> None:
    site.put("/pdf", b"%PDF-1.7", Content_Type="application/pdf")
    site.put("/thin", b"<!doctype html><html><body></body></html>", Content_Type="text/html")
    url = site.put("/rss", linked(site, "/gone", "/pdf", "/thin"))
    async with make_desk(full=True) as desk:
        poll = await desk.poll(url)
        assert (poll.new, len(desk.articles())) == (3, 3)
    assert "page: HTTP status 404" in poll.missed
    assert "page: no HTML: application/pdf" in poll.missed
    assert len(poll.missed) == 3


async def test_a_page_in_its_own_encoding_is_read(site: Site, make_desk: MakeDesk) -> None:
    body = (
        page("Das Rathaus für Größe.")
        .decode()
        .replace("<head>", "<head><meta charset='windows-1252'>")
    )
    site.put("/a", body.encode("windows-1252"), Content_Type="text/html")
    url = site.put("/rss", linked(site, "/a"))
    async with make_desk(full=True) as desk:
        await desk.poll(url)
        (article,) = desk.articles()
    assert "für Größe" in article["text"]


async def test_pages_of_one_host_are_asked_one_at_a_time_with_a_pause(
    site: Site, make_desk: MakeDesk
) -> None:
    site.put("/robots.txt", b"User-agent: *\nCrawl-delay: 1\n")
    for name in ("/a", "/b"):
        site.put(name, page(f"Page {name}."), Content_Type="text/html")
    feeds = [site.put(f"/rss{name}", linked(site, name)) for name in ("/a", "/b")]
    async with make_desk(full=True) as desk:
        started = asyncio.get_running_loop().time()
        await asyncio.gather(*map(desk.poll, feeds))
        assert asyncio.get_running_loop().time() - started >= 1.9
    assert site.most_under_way == 1
