"""A feed polled over HTTP: what is published, what is asked, and when it is asked again."""

import asyncio
import gzip
from collections.abc import Iterable

from tests.feeds.conftest import MakeDesk
from tests.feeds.documents import ATOM, BROKEN, RDF, item, rss
from tests.feeds.following import Desk
from tests.feeds.web import Site
from workers.articles import Publish, RawArticle
from workers.version import __version__


def slowly(desk: Desk) -> Publish:
    """The desk's publishing, which lets others go on in between."""

    async def publish(articles: Iterable[RawArticle]) -> None:
        await asyncio.sleep(0.1)
        await desk.publish(articles)

    return publish


async def test_rss_becomes_articles_oldest_first(site: Site, make_desk: MakeDesk) -> None:
    url = site.put("/rss", rss(item(2), item(1)))
    async with make_desk() as desk:
        poll = await desk.poll(url)
        assert (poll.how, poll.new, poll.problem) == ("read", 2, None)
        first, second = desk.articles()
    assert [first["title"], second["title"]] == ["Title 1", "Title 2"]
    assert first == {
        "id": "https://example.org/1",
        "version": 1,
        "title": "Title 1",
        "text": "What item 1 tells.",
        "url": "https://example.org/1?utm_source=rss",
        "source": "Example & News",
        "published_at": "Tue, 07 May 2024 14:30:00 +0200",
        "language": "en-us",
    }


async def test_atom_in_latin_1_is_read(site: Site, make_desk: MakeDesk) -> None:
    async with make_desk() as desk:
        await desk.poll(site.put("/atom", ATOM))
        (article,) = desk.articles()
    assert article["title"] == "Harbour reopens"
    assert article["text"] == "The harbour opened again.\nCafés followed."
    assert (article["published_at"], article["language"]) == ("2024-05-03T09:10:00+02:00", "en")
    assert (article["source"], article["authors"]) == ("Café Wire", ["Ana Prado"])


async def test_rss_1_0_is_read(site: Site, make_desk: MakeDesk) -> None:
    async with make_desk() as desk:
        await desk.poll(site.put("/rdf", RDF))
        (article,) = desk.articles()
    assert (article["id"], article["title"]) == ("https://example.net/one", "Bridge closed")
    assert (article["text"], article["published_at"]) == (
        "The bridge was closed on Monday.",
        "2024-05-06T08:00:00Z",
    )


async def test_a_broken_feed_is_read_as_far_as_it_goes_and_that_is_told(
    site: Site, make_desk: MakeDesk
) -> None:
    async with make_desk() as desk:
        poll = await desk.poll(site.put("/broken", BROKEN, Content_Type="text/html"))
        titles = {article["title"]: article.get("text", "") for article in desk.articles()}
    assert poll.how == "read"
    assert poll.problem is not None
    assert titles["Mayor resigns & leaves"] == "The café owner & the mayor met éarly."
    assert "Cut off" in titles


async def test_what_is_no_feed_fails_and_says_so(site: Site, make_desk: MakeDesk) -> None:
    async with make_desk() as desk:
        poll = await desk.poll(
            site.put("/", b"<!doctype html><title>x</title><p>hello", Content_Type="text/html")
        )
        assert poll.failed
        assert (
            poll.problem == "no feed in it: neither RSS, Atom nor a sitemap (its type is text/html)"
        )
        assert desk.published == []


async def test_it_says_who_asks_and_takes_gzip(site: Site, make_desk: MakeDesk) -> None:
    url = site.put("/rss", gzip.compress(rss(item(1))), Content_Encoding="gzip")
    async with make_desk() as desk:
        assert (await desk.poll(url)).new == 1
    assert site.asked[0].headers["user-agent"] == f"Dateline/{__version__} (news feed reader)"
    assert "gzip" in site.asked[0].headers["accept-encoding"]


async def test_a_feed_that_did_not_change_is_asked_with_its_validators(
    site: Site, make_desk: MakeDesk
) -> None:
    date = "Tue, 07 May 2024 14:30:00 GMT"
    url = site.put("/rss", rss(item(1)), etag='"one"', Last_Modified=date)
    async with make_desk() as desk:
        assert (await desk.poll(url)).new == 1
        assert "if-none-match" not in site.asked[0].headers
        assert (await desk.poll(url)).how == "unchanged"
        assert (await desk.poll(url)).how == "unchanged"
    for asked in site.asked[1:]:
        assert (asked.headers["if-none-match"], asked.headers["if-modified-since"]) == (
            '"one"',
            date,
        )


async def test_nothing_is_told_twice_after_a_restart(site: Site, make_desk: MakeDesk) -> None:
    url = site.put("/rss", rss(item(1), item(2)), etag='"one"')
    async with make_desk() as desk:
        await desk.poll(url)
    site.put("/rss", rss(item(3), item(1), item(2)), etag='"two"')
    async with make_desk() as desk:
        poll = await desk.poll(url)
        assert (poll.new, poll.changed, poll.known) == (1, 0, 2)
        assert [article["title"] for article in desk.articles()] == ["Title 3"]
    assert site.asked[1].headers["if-none-match"] == '"one"'


async def test_an_entry_that_changes_is_a_higher_version_of_the_same_article(
    site: Site, make_desk: MakeDesk
) -> None:
    url = site.put("/rss", rss(item(1)))
    async with make_desk() as desk:
        await desk.poll(url)
        for text in ("It was otherwise.", "It was otherwise again."):
            site.put("/rss", rss(item(1, text)))
            assert (await desk.poll(url)).changed == 1
        articles = desk.articles()
    assert {article["id"] for article in articles} == {"https://example.org/1"}
    versions = [article["version"] for article in articles]
    assert versions == sorted(set(versions))
    assert versions[0] == 1
    assert articles[-1]["text"] == "It was otherwise again."


async def test_what_could_not_be_published_is_published_by_the_next_poll(
    site: Site, make_desk: MakeDesk
) -> None:
    url = site.put("/rss", rss(item(1)), etag='"one"')
    async with make_desk() as desk:
        assert desk.poller is not None

        async def refuse(_articles: object) -> None:
            raise ConnectionError("the broker is away")

        desk.poller.publish = refuse
        try:
            await desk.poll(url)
        except ConnectionError:
            pass
        else:
            raise AssertionError("the broker's absence was swallowed")
        desk.poller.publish = desk.publish
        assert (await desk.poll(url)).new == 1


async def test_an_article_that_no_message_holds_is_told_and_does_not_stop_the_others(
    site: Site, make_desk: MakeDesk
) -> None:
    url = site.put("/rss", rss(item(1, "word " * 400), item(2)))
    async with make_desk() as desk:
        assert desk.poller is not None
        desk.poller.most_bytes = 1_000
        poll = await desk.poll(url)
        assert (poll.new, poll.refused) == (1, ("an article over the 1000 bytes of a message",))
        assert [article["title"] for article in desk.articles()] == ["Title 2"]


async def test_two_feeds_that_link_to_one_page_tell_it_once(
    site: Site, make_desk: MakeDesk
) -> None:
    world = site.put("/world", rss(item(1)))
    front = site.put("/front", rss(item(1, "Another teaser.", guid="front-1"), item(2)))
    async with make_desk() as desk:
        desk.follow(world, front)
        await desk.poll(world)
        poll = await desk.poll(front)
        assert (poll.new, poll.changed, poll.elsewhere) == (1, 0, 1)


async def test_two_feeds_polled_side_by_side_tell_a_page_once_too(
    site: Site, make_desk: MakeDesk
) -> None:
    urls = [
        site.put(f"/{name}", rss(item(1, f"The teaser of {name}.", guid=name)))
        for name in ("world", "front")
    ]
    async with make_desk() as desk:
        assert desk.poller is not None
        desk.follow(*urls)
        desk.poller.publish = slowly(desk)
        polls = await asyncio.gather(*map(desk.poll, urls))
        assert sorted((poll.new, poll.elsewhere) for poll in polls) == [(0, 1), (1, 0)]
        for url, name in zip(urls, ("world", "front"), strict=True):
            site.put(
                f"/{name}",
                rss(item(1, f"The teaser of {name}.", guid=name), item(2, guid=f"{name}-2")),
            )
            assert (await desk.poll(url)).changed == 0


async def test_a_feed_that_is_followed_under_another_address_goes_on(
    site: Site, make_desk: MakeDesk
) -> None:
    old, new = site.put("/old", rss(item(1))), site.put("/new", rss(item(1)))
    async with make_desk() as desk:
        desk.follow(old)
        await desk.poll(old)
    async with make_desk() as desk:
        desk.follow(new)
        assert (await desk.poll(new)).known == 1
        site.put("/new", rss(item(1, "It was otherwise.")))
        assert (await desk.poll(new)).changed == 1


async def test_an_empty_feed_is_no_failure(site: Site, make_desk: MakeDesk) -> None:
    async with make_desk() as desk:
        assert not (await desk.poll(site.put("/rss", rss()))).failed
