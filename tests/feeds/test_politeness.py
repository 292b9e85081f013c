"""What servers ask of us, and what they get."""

import asyncio
from collections.abc import Callable

import pytest

from tests.feeds.conftest import MakeDesk
from tests.feeds.documents import item, rss
from tests.feeds.following import START
from tests.feeds.web import Site
from workers.feeds.following import Follower
from workers.feeds.polling.poll import Poll

HOUR = 3_600.0


async def until(holds: Callable[[], bool]) -> None:
    while not holds():  # noqa: ASYNC110 - it tells no event
        await asyncio.sleep(0.02)


@pytest.mark.parametrize(
    ("ttl", "headers", "wait"),
    [
        (None, {}, 300.0),
        (60, {}, HOUR),
        (60, {"Cache-Control": "public, max-age=7200"}, 2 * HOUR),
        (None, {"Cache-Control": "max-age=10"}, 300.0),
        (None, {"Cache-Control": "max-age=7200, no-cache"}, 300.0),
        (None, {"Cache-Control": "max-age=31536000"}, 24 * HOUR),
    ],
)
async def test_a_feed_is_polled_no_sooner_than_it_asks(
    site: Site, make_desk: MakeDesk, ttl: int | None, headers: dict[str, str], wait: float
) -> None:
    async with make_desk() as desk:
        url = site.put("/rss", rss(item(1), ttl=ttl))
        site.replies["/rss"].headers.update(headers)
        poll = await desk.poll(url)
    assert poll.feed.due - START == wait


async def test_a_ttl_holds_for_polls_that_find_nothing_new(site: Site, make_desk: MakeDesk) -> None:
    url = site.put("/rss", rss(item(1), ttl=60), etag='"one"')
    async with make_desk() as desk:
        await desk.poll(url)
        assert (await desk.poll(url)).feed.due - START == HOUR


@pytest.mark.parametrize("status", [429, 503])
@pytest.mark.parametrize("asked", ["7200", "Mon, 06 May 2024 14:53:20 GMT"])
async def test_retry_after_is_obeyed(
    site: Site, make_desk: MakeDesk, status: int, asked: str
) -> None:
    async with make_desk() as desk:
        poll = await desk.poll(site.put("/rss", status=status, Retry_After=asked))
        assert poll.failed
        assert str(status) in (poll.problem or "")
        assert poll.feed.due - START == 2 * HOUR


async def test_failures_double_the_wait_and_an_answer_ends_that(
    site: Site, make_desk: MakeDesk
) -> None:
    url = site.put("/rss", status=500)
    async with make_desk() as desk:
        waits = [(await desk.poll(url)).feed.due - START for _ in range(9)]
        assert waits[:4] == [600.0, 1200.0, 2400.0, 4800.0]
        assert waits[-1] == 6 * HOUR
        site.put("/rss", rss(item(1)))
        poll = await desk.poll(url)
        assert (poll.feed.failures, poll.feed.due - START) == (0, 300.0)


async def test_a_permanent_redirect_is_remembered_and_a_temporary_one_is_not(
    site: Site, make_desk: MakeDesk
) -> None:
    old = site.put("/old", status=301, Location="/new")
    site.put("/new", rss(item(1)))
    for_now = site.put("/for-now", status=302, Location="/new")
    async with make_desk() as desk:
        assert (await desk.poll(old)).new == 1
        await desk.poll(for_now)
    async with make_desk() as desk:
        await desk.poll(old)
        await desk.poll(for_now)
    assert site.paths() == ["/old", "/new", "/for-now", "/new", "/new", "/for-now", "/new"]


async def test_a_redirect_to_what_is_no_feed_is_not_remembered(
    site: Site, make_desk: MakeDesk
) -> None:
    url = site.put("/old", status=301, Location="/login")
    site.put("/login", b"<!doctype html><p>log in")
    async with make_desk() as desk:
        assert (await desk.poll(url)).failed
        assert desk.state.feed(url).location == url


async def test_gone_ends_a_feed_for_good(site: Site, make_desk: MakeDesk) -> None:
    url = site.put("/rss", status=410)
    told: list[Poll] = []
    for _ in range(2):
        async with make_desk() as desk:
            assert desk.poller is not None
            async with asyncio.timeout(10):
                await Follower(desk.poller, [url], told.append).follow()
    assert [poll.how for poll in told] == ["ended", "ended"]
    assert site.paths() == ["/rss"]


async def test_polling_once_leaves_out_who_asks_to_wait_and_says_whether_any_failed(
    site: Site, make_desk: MakeDesk
) -> None:
    patient = site.put("/patient", rss(item(1), ttl=60))
    broken = site.put("/broken", status=500)
    told: list[Poll] = []
    async with make_desk() as desk:
        assert desk.poller is not None
        assert await Follower(desk.poller, [patient], told.append).once()
        assert not await Follower(desk.poller, [patient, broken], told.append).once()
        assert [poll.how for poll in told] == ["read", "early", "failed"]
        desk.now += HOUR
        assert await Follower(desk.poller, [patient], told.append).once()
    assert site.paths() == ["/patient", "/broken", "/patient"]


async def test_following_polls_again_when_a_feed_is_due(site: Site, make_desk: MakeDesk) -> None:
    url = site.put("/rss", rss(item(1)))
    told: list[Poll] = []
    async with make_desk(every=0.05) as desk:
        assert desk.poller is not None
        desk.poller.clock = asyncio.get_running_loop().time
        following = asyncio.ensure_future(Follower(desk.poller, [url], told.append).follow())
        async with asyncio.timeout(20):
            await until(lambda: len(told) >= 2)
            site.put("/rss", rss(item(2), item(1)))
            await until(lambda: sum(poll.new for poll in told) == 2)
        following.cancel()
        await asyncio.wait([following])
    assert [article["title"] for article in desk.articles()] == ["Title 1", "Title 2"]


async def test_a_host_has_one_request_at_a_time(site: Site, make_desk: MakeDesk) -> None:
    urls = [site.put(f"/{number}", rss(item(number)), delay=0.05) for number in range(5)]
    async with make_desk() as desk:
        polls = await asyncio.gather(*map(desk.poll, urls))
    assert [poll.new for poll in polls] == [1] * 5
    assert site.most_under_way == 1
