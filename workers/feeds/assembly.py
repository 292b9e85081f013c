"""Where the parts of following are put together."""

from collections.abc import AsyncIterator, Iterable
from contextlib import asynccontextmanager
from dataclasses import dataclass

from workers.articles import Publish
from workers.feeds.entries.pages import Pages
from workers.feeds.http.fetching import Fetcher
from workers.feeds.polling.poller import Poller
from workers.feeds.polling.schedule import Schedule
from workers.feeds.reading.reader import Reader
from workers.feeds.state import State
from workers.settings import Settings
from workers.streams.publishing.article_ingest import OVERHEAD_BYTES


@dataclass(frozen=True, slots=True, kw_only=True)
class Options:
    """How feeds are followed.

    Attributes:
        every: Least seconds between two polls of a feed.
        full: Whether the pages behind entries are read.
        allow_private: Whether hosts of private networks may be asked.
        contact: What the User-Agent names for those who want to reach us.
    """

    every: float = 300.0
    full: bool = False
    allow_private: bool = False
    contact: str | None = None


@asynccontextmanager
async def polling(
    settings: Settings, options: Options, urls: Iterable[str], state: State, publish: Publish
) -> AsyncIterator[Poller]:
    """A poller for the feeds at `urls`, with its open resources.

    The resources are a session and the process that reads.
    """
    async with Fetcher(allow_private=options.allow_private, contact=options.contact) as fetcher:
        with Reader(settings) as reader:
            yield Poller(
                fetcher=fetcher,
                reader=reader,
                state=state,
                publish=publish,
                schedule=Schedule(options.every),
                most_bytes=max(1, settings.max_message_bytes - OVERHEAD_BYTES),
                followed=frozenset(urls),
                pages=Pages.over(fetcher, reader) if options.full else None,
            )
