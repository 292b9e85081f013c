"""`dateline feed --follow`, run as a user runs it.

There is a site on loopback, the embedded broker, and the topic is read back.
"""

import asyncio
import gzip
import json
import signal

import pytest

from tests.end_to_end.feeding import TIMEOUT, Command, in_topic
from tests.feeds.documents import (
    ATOM,
    BROKEN,
    RDF,
    index,
    item,
    opml,
    page,
    rss,
    sitemap,
    sitemap_url,
)
from tests.feeds.web import Site
from workers.settings import Settings

pytestmark = [pytest.mark.broker, pytest.mark.slow]


async def test_the_feeds_of_a_list_are_polled_once_into_the_topic_and_not_again(
    site: Site, settings: Settings, command: Command
) -> None:
    listed = [
        site.put("/rss", rss(item(1), item(2)), etag='"one"'),
        site.put("/atom", ATOM),
        site.put("/rdf", RDF),
        site.put("/broken", BROKEN),
    ]
    (command.folder / "feeds.opml").write_text(opml(*listed))
    status, out, error = await command.run("--opml", "feeds.opml", "--once", "--allow-private")
    assert (status, error) == (0, ""), out + error
    assert "6 articles published to" in out
    assert f"Example & News <{listed[0]}>: 2 new; next in " in out
    articles = await in_topic(settings, 6)
    assert {article["source"] for article in articles} == {
        "Example & News",
        "Café Wire",
        "RDF Gazette",
        "Broken Times",
    }
    assert (command.folder / ".dateline" / "feeds.sqlite").exists()

    site.put("/rss", rss(item(1, "It was otherwise."), item(2)), etag='"two"')
    status, out, error = await command.run("--opml", "feeds.opml", "--once", "--allow-private")
    assert status == 0, out + error
    assert "1 article published to" in out
    versions = [
        article["version"]
        for article in await in_topic(settings, 7)
        if article["id"] == "https://example.org/1"
    ]
    assert len(versions) == 2
    assert max(versions) > 1


async def test_a_feed_that_fails_is_told_in_the_exit_status_and_the_others_are_read(
    site: Site, settings: Settings, command: Command
) -> None:
    good, busy = site.put("/rss", rss(item(1))), site.put("/busy", status=429, Retry_After="3600")
    status, out, _ = await command.run(
        "--follow", good, busy, "--once", "--allow-private", "--state", "mine.sqlite"
    )
    assert status == 1, out
    assert f"<{busy}>: failed: HTTP status 429 Too Many Requests; next in 1 hour, as it asks" in out
    assert len(await in_topic(settings, 1)) == 1
    status, out, _ = await command.run(
        "--follow", good, busy, "--once", "--allow-private", "--state", "mine.sqlite"
    )
    assert (status, site.paths().count("/busy")) == (0, 1), out
    assert "not polled, as it asks; next in 1 hour" in out


async def test_pages_are_read_where_that_is_wanted(
    site: Site, settings: Settings, command: Command
) -> None:
    site.put("/story", page("The council met on Monday."), Content_Type="text/html")
    url = site.put("/rss", rss(item(1, link=site.url("/story"))))
    status, out, error = await command.run("--follow", url, "--once", "--full", "--allow-private")
    assert status == 0, out + error
    (article,) = await in_topic(settings, 1)
    assert article["text"].count("The council met on Monday.") == 8


async def test_a_saved_index_of_sitemaps_is_read_with_its_pages(
    site: Site, settings: Settings, command: Command
) -> None:
    site.put("/robots.txt", b"User-agent: *\nDisallow: /private/\n")
    for path in ("/story", "/private/story"):
        site.put(path, page("The council met on Monday."), Content_Type="text/html")
    listed = [sitemap_url(0, link=site.url(path)) for path in ("/story", "/private/story", "/gone")]
    monthly = site.put("/month.xml.gz", gzip.compress(sitemap(*listed)))
    (command.folder / "saved.xml").write_bytes(index((monthly, "2024-05-03")))
    follow = ("--sitemap", "saved.xml", "--once", "--full", "--allow-private")
    status, out, error = await command.run(*follow)
    assert (status, error) == (0, ""), out + error
    assert "saved.xml>: 1 new; not published: " in out
    assert "1 (page: robots.txt forbids it)" in out
    (article,) = await in_topic(settings, 1)
    assert article["id"] == site.url("/story")
    assert article["text"].count("The council met on Monday.") == 8
    status, out, error = await command.run(*follow)
    assert (status, error) == (0, ""), out + error
    assert "0 articles published to" in out
    assert site.paths().count("/story") == 1


@pytest.mark.parametrize(
    ("interrupt", "status", "deaf"),
    [(signal.SIGTERM, 0, False), (signal.SIGINT, 130, False), (signal.SIGINT, 130, True)],
)
async def test_following_goes_on_until_it_is_interrupted_and_ends_cleanly(
    site: Site, command: Command, interrupt: signal.Signals, status: int, *, deaf: bool
) -> None:
    url = site.put("/rss", rss(item(1)))
    process = await command.start("--follow", url, "--allow-private", deaf=deaf)
    assert process.stdout is not None
    async with asyncio.timeout(TIMEOUT):
        lines = [json.loads(await process.stdout.readline()) for _ in range(2)]
        assert lines[0]["message"] == "following 1 feed; Ctrl-C ends it"
        assert "1 new; next in 5 minutes" in lines[1]["message"]
        assert [line["level"] for line in lines] == ["INFO", "INFO"]
        process.send_signal(interrupt)
        out, error = await process.communicate()
    assert (process.returncode, error.decode()) == (status, "")
    assert "1 article published to" in out.decode()


async def test_interrupted_while_a_server_is_silent_it_ends_at_once(
    site: Site, command: Command
) -> None:
    url = site.put("/rss", rss(item(1)), delay=60)
    process = await command.start("--follow", url, "--allow-private")
    async with asyncio.timeout(TIMEOUT):
        while not site.asked:  # noqa: ASYNC110 - it tells no event
            await asyncio.sleep(0.05)
    process.send_signal(signal.SIGTERM)
    async with asyncio.timeout(10):
        _, error = await process.communicate()
    assert (process.returncode, error.decode()) == (0, "")


async def test_without_leave_this_machine_is_not_asked(site: Site, command: Command) -> None:
    url = site.put("/rss", rss(item(1)))
    status, _, error = await command.run("--follow", url, "--once")
    assert status == 2
    assert "--allow-private allows it" in error
    assert site.asked == []


async def test_without_a_broker_nothing_is_asked(site: Site, command: Command) -> None:
    url = site.put("/rss", rss(item(1)))
    status, _, error = await command.run(
        "--follow", url, "--once", "--allow-private", "--broker", "127.0.0.1:1"
    )
    assert status == 69
    assert error.count("\n") == 1
    assert site.asked == []
