"""Feeds that mean harm: each costs its own poll and nothing else."""

import gzip
import time
from dataclasses import replace

import pytest

from tests.feeds.conftest import MakeDesk
from tests.feeds.documents import item, rss
from tests.feeds.web import Site
from workers.feeds.polling.poller import MOST_BYTES
from workers.feeds.reading import reader
from workers.feeds.reading.reader import Reader
from workers.settings import Settings

LAUGHS = b"".join(
    b'<!ENTITY l%d "%s">' % (level, b"&l%d;" % (level - 1) * 10) for level in range(1, 10)
)
BOMB = b'<?xml version="1.0"?><!DOCTYPE r [<!ENTITY l0 "lol">%s]><rss version="2.0"><channel><title>&l9;</title><item><title>&l9;</title><link>https://e.org/1</link></item></channel></rss>'


async def test_entities_do_not_multiply(site: Site, make_desk: MakeDesk) -> None:
    async with make_desk() as desk:
        poll = await desk.poll(site.put("/rss", BOMB % LAUGHS))
        assert poll.problem is not None
        assert sum(len(raw.value) for raw in desk.published) < 100_000


async def test_entities_of_files_are_not_read(site: Site, make_desk: MakeDesk) -> None:
    document = rss(item(1, "MARK")).replace(b"MARK", b"before &amp;secret; &secret; after")
    declared = b'<!DOCTYPE rss [\n<!ENTITY secret SYSTEM "file:///etc/passwd">\n]><rss version'
    async with make_desk() as desk:
        await desk.poll(site.put("/rss", document.replace(b"<rss version", declared)))
        (article,) = desk.articles()
    assert "root:" not in article["text"]
    assert "after" in article["text"]


async def test_a_body_that_is_too_large_is_left_at_the_limit(
    site: Site, make_desk: MakeDesk
) -> None:
    async with make_desk() as desk:
        plain = await desk.poll(site.put("/plain", b"x" * (MOST_BYTES + 1)))
        packed = await desk.poll(
            site.put("/packed", gzip.compress(b"x" * (20 * MOST_BYTES)), Content_Encoding="gzip")
        )
    assert plain.problem == f"a body of {MOST_BYTES + 1} bytes; the limit is {MOST_BYTES}"
    assert packed.problem == f"a body of more than {MOST_BYTES} bytes, decompressed"


async def test_a_server_that_never_answers_costs_its_time_limit(
    site: Site, make_desk: MakeDesk
) -> None:
    url = site.put("/slow", rss(item(1)), delay=5)
    async with make_desk(seconds=0.3) as desk:
        poll = await desk.poll(url)
    assert poll.problem == "no answer within 0.3 s"


async def test_redirects_without_end_are_left(site: Site, make_desk: MakeDesk) -> None:
    async with make_desk() as desk:
        poll = await desk.poll(site.put("/round", status=301, Location="/round"))
    assert poll.problem == "more than 5 redirects"


@pytest.mark.parametrize(
    "target", ["file:///etc/passwd", "ftp://example.org/x", "javascript:alert(1)", "http://["]
)
async def test_a_redirect_to_another_scheme_is_not_followed(
    site: Site, make_desk: MakeDesk, target: str
) -> None:
    async with make_desk() as desk:
        poll = await desk.poll(site.put("/away", status=302, Location=target))
    assert poll.failed
    assert site.paths() == ["/away"]


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "[::ffff:127.0.0.1]"])
async def test_this_machine_is_not_asked_unless_that_is_allowed(
    site: Site, make_desk: MakeDesk, host: str
) -> None:
    url = site.put("/rss", rss(item(1))).replace("127.0.0.1", host)
    async with make_desk(allow_private=False) as desk:
        poll = await desk.poll(url)
    assert "--allow-private allows it" in (poll.problem or "")
    assert site.asked == []


@pytest.mark.parametrize("host", ["2130706433", "0x7f.1", "0177.0.0.1", "127.1"])
async def test_nor_is_it_under_numbers_that_are_written_oddly(
    site: Site, make_desk: MakeDesk, host: str
) -> None:
    url = site.put("/rss", rss(item(1))).replace("127.0.0.1", host)
    async with make_desk(allow_private=False) as desk:
        assert (await desk.poll(url)).failed
    assert site.asked == []


async def test_a_redirect_to_this_machine_is_not_followed(site: Site, make_desk: MakeDesk) -> None:
    url = site.put("/away", status=301, Location=site.url("/rss").replace("127.0.0.1", "127.0.0.2"))
    async with make_desk() as desk:
        assert desk.poller is not None
        desk.poller.fetcher.allow_private = False
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(
                "workers.feeds.http.addresses.is_public", lambda address: address == "127.0.0.1"
            )
            poll = await desk.poll(url)
    assert poll.problem == (
        "127.0.0.2 is an address of a private network or of this machine: --allow-private allows it"
    )
    assert site.paths() == ["/away"]


async def test_a_document_that_takes_too_long_is_given_up(site: Site, make_desk: MakeDesk) -> None:
    slow, good = site.put("/slow", b"<rss><item>" * 400_000), site.put("/good", rss(item(1)))
    async with make_desk() as desk:
        assert desk.poller is not None
        desk.poller.reader = replace(desk.poller.reader, seconds=2.0)
        started = time.monotonic()
        poll = await desk.poll(slow)
        assert poll.problem == "it takes too long to read: no answer within 2 s"
        assert time.monotonic() - started < 30
        assert (await desk.poll(good)).new == 1


async def test_a_document_that_takes_too_much_memory_is_given_up(
    site: Site, make_desk: MakeDesk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reader, "MEGABYTES", 100)
    large = site.put("/large", rss(item(1, "\U0001f30a " * 2_000_000)))
    good = site.put("/good", rss(item(1)))
    async with make_desk() as desk:
        assert desk.poller is not None
        with Reader(Settings()) as small:
            desk.poller.reader = small
            assert "MemoryError" in ((await desk.poll(large)).problem or "")
            assert (await desk.poll(good)).new == 1
