"""`dateline feed`: articles from files, or from the feeds of the web, into the topic."""

import argparse
import asyncio
import os
from collections.abc import Iterator
from typing import TYPE_CHECKING

from workers.cli.failure import CommandError
from workers.cli.feeding import following, watching
from workers.cli.feeding.feed_options import add_options
from workers.cli.feeding.publishing import published
from workers.cli.files.articles import (
    KINDS,
    Embargoes,
    add_format_option,
    articles_in,
    reading,
    size_of_all,
)
from workers.cli.options import Subparsers, add_broker_option, add_command
from workers.cli.statuses import OK, USAGE
from workers.cli.terminal.progress import Bar, counting
from workers.settings import Settings

if TYPE_CHECKING:
    from workers.articles import RawArticle

NOTHING = "feed: give files or folders, or --follow and addresses of feeds, or --watch and folders"
DETAILS = """\
Publishes every article found in the files and folders given (`-` is standard input, whose \
content tells its format) to the topic `dateline.articles`. What
cannot be read as an article is published all the same: the worker puts it, as it is, into the \
dead letters and says why. docs/formats.md lists the formats.

With --follow, the arguments are addresses of RSS and Atom feeds and of sitemaps. They are polled \
until Ctrl-C, or once with --once, and each entry that
is new or has changed is published. A line is printed for each poll. Exit status with --once: 0 \
all feeds could be read, 1 one or more could not.

With --watch, the arguments are folders. Each file in them that is new or has changed is \
published once it rests, that is, once two looks
find it unchanged. A line is printed for each. Exit status with --once: 0 all files could be read, \
1 one or more could not."""


def register(commands: Subparsers) -> None:
    """Add the subcommand."""
    parser = add_command(
        commands,
        "feed",
        "publish articles from files, folders, standard input, or RSS and Atom feeds",
        details=DETAILS,
    )
    parser.add_argument(
        "paths",
        nargs="*",
        metavar="PATH|URL",
        help=f"{KINDS}; with --follow, addresses of feeds; with --watch, folders",
    )
    add_format_option(parser)
    add_options(parser)
    add_broker_option(parser)
    parser.set_defaults(run=_run)


def _run(arguments: argparse.Namespace, settings: Settings) -> int:
    if arguments.watch:
        return watching.run(arguments, settings)
    if following.wanted(arguments):
        return following.run(arguments, settings)
    if not arguments.paths:
        raise CommandError(NOTHING, status=USAGE)
    return _publish(arguments, settings)


def _publish(arguments: argparse.Namespace, settings: Settings) -> int:
    from workers.streams.publishing.article_publisher import publish  # noqa: PLC0415 - only Kafka commands load aiokafka
    from workers.streams.tracing.exporting import tracing  # noqa: PLC0415

    embargoes = Embargoes()
    articles = embargoes.passed(articles_in(arguments.paths, arguments.format))
    total = size_of_all(arguments.paths, arguments.format)
    with (
        reading(),
        counting("publishing", "articles", total=total) as bar,
        tracing(os.environ) as traced,
    ):
        count = asyncio.run(publish(settings, _counted(articles, bar), tracing=traced))
    print(published(count, settings), flush=True)
    embargoes.say()
    return OK


def _counted(articles: "Iterator[RawArticle]", bar: Bar) -> "Iterator[RawArticle]":
    """Yield the articles; by their sizes the bar tells nearly how much of the files is read."""
    for article in articles:
        yield article
        bar.advance(len(article.value))
