"""Following many feeds side by side: each when it is due, until told to stop, or each once."""

import asyncio
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from workers.feeds.polling.poll import Poll
from workers.feeds.polling.poller import Poller
from workers.feeds.state import FeedState

Tell = Callable[[Poll], None]
PATIENCE = 30.0
"""Seconds that polling once waits for a feed whose server asks to wait; a feed whose server asks
for longer is left out."""


@dataclass(frozen=True, slots=True)
class Follower:
    """Polls the feeds at `urls` with one poller; `tell` is given the outcome of each poll."""

    poller: Poller
    urls: Sequence[str]
    tell: Tell

    async def once(self) -> bool:
        """Poll each feed once, and return whether none failed.

        A feed whose server asks to wait for longer than `PATIENCE` is left out.

        Raises:
            ExceptionGroup: What `Poller.poll` raises; the other feeds are cancelled.
        """
        async with asyncio.TaskGroup() as group:
            polls = [
                group.create_task(self._once(self.poller.state.feed(url))) for url in self.urls
            ]
        return not any(poll.result().failed for poll in polls)

    async def follow(self) -> None:
        """Poll each feed whenever it is due, until cancelled, or until all have ended.

        Raises the same errors as `once`.
        """
        async with asyncio.TaskGroup() as group:
            for url in self.urls:
                group.create_task(self._follow(self.poller.state.feed(url)))

    async def _once(self, feed: FeedState) -> Poll:
        if feed.ended:
            poll = Poll(feed, "ended")
        elif (wait := feed.asked_until - self.poller.clock()) > PATIENCE:
            poll = Poll(feed, "early")
        else:
            await asyncio.sleep(max(0.0, wait))
            poll = await self.poller.poll(feed)
        self.tell(poll)
        return poll

    async def _follow(self, feed: FeedState) -> None:
        if feed.ended:
            self.tell(Poll(feed, "ended"))
        due = self.poller.schedule.due(feed)
        while not feed.ended:
            await asyncio.sleep(max(0.0, due - self.poller.clock()))
            poll = await self.poller.poll(feed)
            self.tell(poll)
            feed, due = poll.feed, poll.feed.due
