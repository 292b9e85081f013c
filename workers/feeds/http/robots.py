"""robots.txt: which pages of a host may be read, and how slowly (RFC 9309).

`urllib.robotparser` reads the file.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from time import monotonic
from urllib.robotparser import RobotFileParser

from yarl import URL

from workers.feeds.http.addresses import shown
from workers.feeds.http.fetching import AGENT, Fetcher, FetchError

MOST_BYTES = 512 * 1024
KEPT = 86_400.0
"""Seconds that a file counts; one that could not be had counts for `MISSED`."""
MISSED = 600.0
MOST_SITES = 10_000
LONGEST_PAUSE = 60.0
"""The longest Crawl-delay that is obeyed; a site that asks for more is not read."""
CLIENT_ERRORS = range(400, 500)
HEADERS = {"Accept": "text/plain, */*;q=0.5"}


@dataclass(frozen=True, slots=True)
class Rules:
    """The rules of a site.

    `pause` is its Crawl-delay in seconds, `reason` says why its robots.txt could not be fetched.
    """

    parser: RobotFileParser
    pause: float
    until: float
    reason: str | None = None

    def refusal(self, url: str) -> str | None:
        """Return why a page may not be read; None where it may."""
        if self.reason:
            return self.reason
        if self.pause > LONGEST_PAUSE:
            return f"robots.txt asks for {self.pause:g} s between pages"
        return None if self.parser.can_fetch(AGENT, url) else "robots.txt forbids it"


@dataclass(slots=True)
class Robots:
    """The rules of the sites that were asked, each file fetched once a day."""

    fetcher: Fetcher
    clock: Callable[[], float] = monotonic
    _sites: dict[str, Rules] = field(default_factory=dict)

    async def rules(self, url: str) -> Rules:
        """Return the rules of a page's site.

        A robots.txt that does not exist (4xx) forbids nothing. One that cannot be fetched (5xx, no
        answer) forbids all pages for ten minutes.

        Raises:
            FetchError: It is no address of a site.
        """
        try:
            site = str(URL(url).origin())
        except ValueError as error:
            raise FetchError(f"{shown(url)} is no address of a site: {error}") from None
        known = self._sites.get(site)
        if known is None or known.until <= self.clock():
            if len(self._sites) >= MOST_SITES:
                self._sites.clear()
            known = self._sites[site] = await self._fetched(site)
        return known

    async def _fetched(self, site: str) -> Rules:
        parser = RobotFileParser()
        try:
            answer = await self.fetcher.get(f"{site}/robots.txt", HEADERS, most=MOST_BYTES)
        except FetchError as error:
            return Rules(parser, 0.0, self.clock() + MISSED, f"robots.txt cannot be had: {error}")
        if answer.status == 200:  # noqa: PLR2004 - OK
            parser.parse(answer.body.decode("utf-8", "replace").removeprefix("\ufeff").splitlines())
        elif answer.status in CLIENT_ERRORS:
            parser.parse([])
        else:
            return Rules(
                parser,
                0.0,
                self.clock() + MISSED,
                f"robots.txt cannot be had: HTTP status {answer.status}",
            )
        return Rules(parser, float(parser.crawl_delay(AGENT) or 0.0), self.clock() + KEPT)
