"""The page behind an entry, where its site lets programs read it."""

from dataclasses import dataclass
from typing import Self

from workers.feeds.http.fetching import Fetcher, FetchError
from workers.feeds.http.robots import Robots
from workers.feeds.reading.document import Bytes, PageText, Unreadable
from workers.feeds.reading.reader import Reader

MOST_BYTES = 4 * 1024 * 1024
TYPES = ("text/html", "application/xhtml+xml", "")
PAUSE = 1.0
"""Least seconds between two pages of one host, where its robots.txt asks for no more."""
LASTING = frozenset(range(400, 500)) - {408, 425, 429}
"""Statuses of pages that are not asked for again."""
HEADERS = {"Accept": "text/html, application/xhtml+xml;q=0.9"}


class ForbiddenError(FetchError):
    """The rules of the site forbid the page."""


@dataclass(frozen=True, slots=True)
class Pages:
    """Reads pages: robots.txt first, then one at a time per host."""

    fetcher: Fetcher
    reader: Reader
    robots: Robots
    pause: float = PAUSE

    @classmethod
    def over(cls, fetcher: Fetcher, reader: Reader) -> Self:
        """Make one with what it stands on."""
        return cls(fetcher, reader, Robots(fetcher))

    async def read(self, url: str) -> PageText | Unreadable:
        """Return the article of a page, or why it cannot be had."""
        try:
            answer = await self.fetcher.get(url, HEADERS, most=MOST_BYTES, gate=self._gate)
        except FetchError as error:
            return Unreadable(str(error), passing=not isinstance(error, ForbiddenError))
        if answer.status != 200:  # noqa: PLR2004 - OK
            return Unreadable(f"HTTP status {answer.status}", passing=answer.status not in LASTING)
        kind = answer.headers.get("content-type", "")
        if kind.partition(";")[0].strip().lower() not in TYPES:
            return Unreadable(f"no HTML: {kind[:60]}")
        return await self.reader.page(Bytes(answer.body, kind, answer.url))

    async def _gate(self, url: str) -> float:
        """Return the pause that a site asks for before a page.

        The pages that redirects lead to pass this gate too.
        """
        rules = await self.robots.rules(url)
        if refusal := rules.refusal(url):
            raise FetchError(refusal) if rules.reason else ForbiddenError(refusal)
        return max(self.pause, rules.pause)
