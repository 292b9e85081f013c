"""One poll of one feed: ask, read, publish what is new, and remember it once the broker has it."""

import asyncio
import random
import time
from collections.abc import Callable, Coroutine, Sequence
from dataclasses import dataclass, field, replace
from http import HTTPStatus
from typing import Any, TypeVar

from workers.articles import Publish, RawArticle
from workers.feeds.entries.pages import PAUSE, Pages
from workers.feeds.entries.sifting import Fresh, Sifted, sift
from workers.feeds.entries.writing import written
from workers.feeds.http.asking import asked_wait
from workers.feeds.http.fetching import Answer, Fetcher, FetchError, open_gate
from workers.feeds.http.saved import saved
from workers.feeds.polling.answers import answered, conditions, hash_of, status_in_words
from workers.feeds.polling.indexes import is_due, summed
from workers.feeds.polling.poll import Poll
from workers.feeds.polling.schedule import Schedule
from workers.feeds.reading.document import Bytes, Document, Unreadable
from workers.feeds.reading.reader import Reader
from workers.feeds.state import FeedState, State

T = TypeVar("T")

MOST_BYTES = 10 * 1024 * 1024
"""Largest body of a feed, decompressed. Feeds with the full text of a hundred articles have about
one million bytes."""
AT_ONCE = 8
"""Bodies of feeds that are fetched or read at a time: what bounds memory."""
BATCH = 10
"""Articles that are published and remembered together; with pages, an interruption costs at most
this many requests."""
BARE = "its entries have no words: --full reads their pages"


@dataclass(slots=True)
class Tally:
    """The outcomes of a document's entries so far: counts, and reasons as in `Poll`.

    `waits`: an entry without any text of its own waits for its page, which may be had next time.
    """

    left: set[str] = field(default_factory=set)
    """Ids of articles that another feed has told since the document was sifted."""
    new: int = 0
    changed: int = 0
    refused: list[str] = field(default_factory=list)
    missed: list[str] = field(default_factory=list)
    waits: bool = False

    def poll(self, feed: FeedState, sifted: Sifted, problem: str | None) -> Poll:
        """Return the poll that read the document."""
        return Poll(
            feed,
            "read",
            problem,
            self.new,
            self.changed,
            sifted.known,
            sifted.elsewhere + len(self.left),
            sifted.empty,
            tuple(self.refused),
            tuple(self.missed),
        )


@dataclass(slots=True)
class Poller:
    """Polls feeds.

    Attributes:
        followed: The URLs of all feeds that are followed: an entry that one of them has told is not
            told again by another.
        pages: Reads the pages behind entries; None where the feed's own text is wanted.
        most_bytes: The largest article that fits into a message.
        clock: Unix time.
        chance: A number between 0 and 1, another at each call.
        below: The sitemaps that indexes have named: as little told twice as feeds are.
    """

    fetcher: Fetcher
    reader: Reader
    state: State
    publish: Publish
    schedule: Schedule
    most_bytes: int
    followed: frozenset[str]
    pages: Pages | None = None
    clock: Callable[[], float] = time.time
    chance: Callable[[], float] = random.random
    places: asyncio.Semaphore = field(default_factory=lambda: asyncio.Semaphore(AT_ONCE))
    publishing: asyncio.Lock = field(default_factory=asyncio.Lock)
    below: set[str] = field(default_factory=set)

    async def poll(self, feed: FeedState) -> Poll:
        """Poll a feed once, and remember the outcome.

        When cancelled, this ends before it publishes or after it has remembered.

        Raises:
            StateError, PoolError: The state or the process that reads cannot be used. Errors of
                `publish` are raised too. Nothing is remembered then.
        """
        try:
            async with self.places:
                answer, document = await self._asked(feed)
        except FetchError as error:
            return self._failed(feed, str(error), asked_wait({}, feed.ttl, self.clock()))
        now = self.clock()
        asked = asked_wait(
            answer.headers, document.ttl if isinstance(document, Document) else feed.ttl, now
        )
        if isinstance(document, Document) and document.sitemaps:
            return await self._read_index(answered(feed, answer), document, asked)
        if isinstance(document, Document):
            return await self._read(feed, answer, document, asked)
        if answer.status == HTTPStatus.GONE:
            return self._remember(Poll(replace(feed, polled=now, ended=now), "ended"))
        if document is not None:
            return self._failed(feed, document.reason, asked)
        return self._remember(
            Poll(
                self.schedule.polled(answered(feed, answer), asked, now, self.chance()), "unchanged"
            )
        )

    async def _asked(self, feed: FeedState) -> tuple[Answer, Document | Unreadable | None]:
        """Return the answer, and the document in it: None where it is as it was."""
        answer = await self._answer(feed)
        if answer.status == HTTPStatus.NOT_MODIFIED:
            return answer, None
        if answer.status != HTTPStatus.OK:
            return answer, Unreadable(status_in_words(answer.status))
        if hash_of(answer.body) == feed.body:
            return answer, None
        kind = answer.headers.get("content-type", "")
        return answer, await self.reader.feed(Bytes(answer.body, kind, answer.url))

    async def _answer(self, feed: FeedState) -> Answer:
        if feed.url.startswith("file:"):
            return await asyncio.to_thread(saved, feed.url, MOST_BYTES)
        gate = _paused if feed.url in self.below else open_gate
        return await self.fetcher.get(feed.location, conditions(feed), most=MOST_BYTES, gate=gate)

    async def _read_index(self, feed: FeedState, document: Document, asked: float) -> Poll:
        """Poll the sitemaps that an index names, one after the other; sum their outcomes up.

        An index is always read anew: it may name sitemaps that have changed without saying so.
        """
        if feed.url in self.below:
            return self._failed(feed, "an index of sitemaps within another one", asked)
        others = self.followed | {feed.url}
        sitemaps = [sitemap for sitemap in document.sitemaps if sitemap.url not in others]
        self.below |= {sitemap.url for sitemap in sitemaps}
        polls = [
            await self.poll(child)
            for sitemap in sitemaps
            if is_due(child := self.state.feed(sitemap.url), sitemap, self.clock())
        ]
        renewed = replace(feed, etag=None, modified=None, body=None)
        after = self.schedule.polled(renewed, asked, self.clock(), self.chance())
        poll = summed(after, polls, document.problem)
        return (
            self._failed(feed, poll.problem or "", asked) if poll.failed else self._remember(poll)
        )

    async def _read(
        self, feed: FeedState, answer: Answer, document: Document, asked: float
    ) -> Poll:
        sifted = sift(
            document,
            feed.url,
            self.state.article,
            self.clock(),
            self.followed | self.below,
            linked=self.pages is not None,
        )
        tally = await self._tallied(feed, sifted)
        is_bare = self.pages is None and 0 < sifted.empty == len(document.entries)
        renewed = replace(
            answered(feed, answer),
            title=document.title or feed.title,
            ttl=document.ttl,
            body=hash_of(answer.body),
        )
        if tally.waits or is_bare:
            renewed = replace(renewed, body=None, etag=None, modified=None)
        after = self.schedule.polled(renewed, asked, self.clock(), self.chance())
        poll = tally.poll(after, sifted, document.problem or (BARE if is_bare else None))
        return self._remember(
            poll, held=[identity for identity in sifted.held if identity not in tally.left]
        )

    async def _tallied(self, feed: FeedState, sifted: Sifted) -> Tally:
        """Publish what is new or has changed, and return what came of it."""
        tally = Tally()
        for start in range(0, len(sifted.fresh), BATCH):
            batch = sifted.fresh[start : start + BATCH]
            found = [(item, await self._article(item, tally)) for item in batch]
            articles = [pair for pair in found if not _waits(pair[1])]
            tally.waits |= len(articles) < len(found)
            await finished(self._published(feed, articles, tally))
        return tally

    async def _article(self, item: Fresh, tally: Tally) -> RawArticle | Unreadable:
        """Return the article of an entry; why there is none, where all of it was to be its page."""
        page = None
        if self.pages is not None and item.entry.link:
            found = await self.pages.read(item.entry.link)
            if isinstance(found, Unreadable):
                if not item.entry.title and not item.entry.text:
                    tally.refused.append(f"page: {found.reason}")
                    return found
                tally.missed.append(f"page: {found.reason}")
            else:
                page = found
        if item.entry.problem and page is None:
            tally.missed.append(item.entry.problem)
        return written(item.entry, item.article, page)

    async def _published(
        self,
        feed: FeedState,
        articles: Sequence[tuple[Fresh, RawArticle | Unreadable]],
        tally: Tally,
    ) -> None:
        """Publish articles, then remember them.

        What has no article, and an article that no message can hold, is not tried again until it
        changes.
        """
        async with self.publishing:
            ours = [pair for pair in articles if not self._told_meanwhile(pair[0])]
            tally.left |= {item.article.id for item, _ in articles} - {
                item.article.id for item, _ in ours
            }
            written_out = [
                (item, article) for item, article in ours if isinstance(article, RawArticle)
            ]
            fitting = [pair for pair in written_out if len(pair[1].value) <= self.most_bytes]
            tally.refused += [f"an article over the {self.most_bytes} bytes of a message"] * (
                len(written_out) - len(fitting)
            )
            await self.publish([article for _, article in fitting])
            self.state.save(replace(feed, polled=self.clock()), [item.article for item, _ in ours])
        new = sum(item.article.version == 1 for item, _ in fitting)
        tally.new += new
        tally.changed += len(fitting) - new

    def _told_meanwhile(self, item: Fresh) -> bool:
        """Whether another feed has published the article since the document was sifted."""
        known = filter(None, map(self.state.article, item.article.names))
        return any(
            article.feed != item.article.feed and article.feed in self.followed for article in known
        )

    def _failed(self, feed: FeedState, problem: str, asked: float) -> Poll:
        failing = replace(feed, failures=feed.failures + 1)
        after = self.schedule.polled(failing, asked, self.clock(), self.chance())
        return self._remember(Poll(after, "failed", problem))

    def _remember(self, poll: Poll, held: Sequence[str] = ()) -> Poll:
        self.state.save(poll.feed, held=held)
        return poll


def _waits(article: RawArticle | Unreadable) -> bool:
    return isinstance(article, Unreadable) and article.passing


async def _paused(_url: str) -> float:
    return PAUSE


async def finished(work: Coroutine[Any, Any, T]) -> T:
    """Await work that is not to be left half done: cancelled, wait for it, then be cancelled."""
    task = asyncio.ensure_future(work)
    try:
        return await asyncio.shield(task)
    except asyncio.CancelledError:
        await asyncio.wait([task])
        if error := task.exception():
            raise error from None
        raise
