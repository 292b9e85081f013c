"""`dateline feed --follow`: entries of RSS and Atom feeds into the topic."""

import argparse
import os
import time
from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from workers.cli.failure import CommandError
from workers.cli.feeding.feed_options import FEEDS
from workers.cli.feeding.publishing import publishing
from workers.cli.feeding.report import Report
from workers.cli.feeding.stopping import run_until_stopped
from workers.cli.statuses import FAILED, OK, USAGE
from workers.counting import counted
from workers.settings import Settings

if TYPE_CHECKING:
    from workers.feeds.following import Follower
    from workers.feeds.polling.poll import Poll
    from workers.feeds.state import State
    from workers.streams.tracing.spans import Tracing

EVERY = 300.0
LEAST_EVERY = 10.0
ONLY_FOLLOWING = ("once", "full", "every", "state", "allow_private", "contact")
"""Options, by their names in the arguments, that mean nothing without --follow."""
WATCHING_TOO = ("once", "every", "state")


def wanted(arguments: argparse.Namespace) -> bool:
    """Whether feeds are to be followed.

    Raises:
        CommandError: They are not, and an option is given that means nothing then.
    """
    if arguments.follow or arguments.opml or arguments.sitemap:
        return True
    for name in ONLY_FOLLOWING:
        if getattr(arguments, name):
            also = " or --watch" if name in WATCHING_TOO else ""
            raise CommandError(
                f"feed: --{name.replace('_', '-')} goes with --follow{also}", status=USAGE
            )
    return False


def run(arguments: argparse.Namespace, settings: Settings) -> int:
    """Follow the feeds; returns the exit status.

    Raises:
        CommandError: An address, the list, or the state cannot be used.
    """
    from workers.feeds.state import State  # noqa: PLC0415 - only following needs it
    from workers.memory_file import StateError  # noqa: PLC0415
    from workers.streams.failures.worker_errors import WorkerError  # noqa: PLC0415
    from workers.streams.tracing.exporting import tracing  # noqa: PLC0415

    urls = _urls(arguments)
    if arguments.every and arguments.every < LEAST_EVERY:
        raise CommandError(f"feed: --every is {LEAST_EVERY:g}s or more for feeds", status=USAGE)
    if arguments.contact and not (arguments.contact.isascii() and arguments.contact.isprintable()):
        raise CommandError("feed: --contact is one line of ASCII characters", status=USAGE)
    try:
        with State(arguments.state or FEEDS) as state, tracing(os.environ) as traced:
            following = _follow(arguments, settings, urls, state, traced)
            return run_until_stopped(following, once=arguments.once)
    except (StateError, WorkerError) as error:
        raise CommandError(str(error)) from error


def _urls(arguments: argparse.Namespace) -> tuple[str, ...]:
    from workers.feeds.http.addresses import RefusedAddress, checked  # noqa: PLC0415
    from workers.feeds.reading.opml import OpmlError, read_opml  # noqa: PLC0415

    try:
        listed = read_opml(arguments.opml) if arguments.opml else ()
        urls = tuple(dict.fromkeys((*arguments.paths, *listed)))
        for url in urls:
            checked(url, allow_private=arguments.allow_private)
        if arguments.sitemap:
            urls = (*urls, _saved(arguments.sitemap))
    except (RefusedAddress, OpmlError) as error:
        raise CommandError(f"feed: {error}", status=USAGE) from error
    if not urls:
        raise CommandError("feed: --follow wants addresses of feeds, or --opml FILE", status=USAGE)
    return urls


def _saved(path: Path) -> str:
    if not path.is_file():
        raise CommandError(f"feed: {path} is no file", status=USAGE)
    return path.resolve().as_uri()


async def _follow(
    arguments: argparse.Namespace,
    settings: Settings,
    urls: Sequence[str],
    state: "State",
    traced: "Tracing",
) -> int:
    from workers.feeds.assembly import Options, polling  # noqa: PLC0415 - only following needs aiohttp
    from workers.feeds.following import Follower  # noqa: PLC0415

    options = Options(
        every=arguments.every or EVERY,
        full=arguments.full,
        allow_private=arguments.allow_private,
        contact=arguments.contact,
    )
    report = Report.of(settings, once=arguments.once)
    async with (
        publishing(settings, traced, report) as publish,
        polling(settings, options, urls, state, publish) as poller,
    ):
        follower = Follower(poller, urls, partial(_tell, report))
        return await _polled(follower, report, once=arguments.once)


async def _polled(follower: "Follower", report: Report, *, once: bool) -> int:
    if once:
        return OK if await follower.once() else FAILED
    report.say(f"following {counted(len(follower.urls), 'feed')}; Ctrl-C ends it")
    await follower.follow()
    report.say("every feed has ended")
    return FAILED


def _tell(report: Report, poll: "Poll") -> None:
    from workers.feeds.polling.poll import in_words  # noqa: PLC0415

    report.tell(in_words(poll, time.time()), failed=poll.failed)
