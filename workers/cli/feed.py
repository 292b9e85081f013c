"""`dateline feed`: articles from files, or from the feeds of the web, into the topic."""

import argparse
import asyncio
import os
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from workers.cli import following, watching
from workers.cli.failure import CommandError
from workers.cli.feed_options import add_options
from workers.cli.options import Subparsers, add_broker_option, add_command
from workers.cli.progress import Bar, counting
from workers.cli.publishing import say_published
from workers.cli.statuses import OK, USAGE
from workers.settings import Settings

if TYPE_CHECKING:
    from workers.articles import RawArticle

FORMATS = ("auto", "json", "jsonl", "text", "html", "newsml", "warc")
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
        help=".txt, .json, .jsonl, .html, .xml or .warc files, folders of them, or -; "
        "with --follow, addresses of feeds; with --watch, folders",
    )
    parser.add_argument(
        "--format",
        choices=FORMATS,
        default="auto",
        help="read every file as this, whatever its name (default: by its name)",
    )
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
    from workers.articles import SourceError  # noqa: PLC0415
    from workers.streams.publishing.article_publisher import publish  # noqa: PLC0415 - only Kafka commands load aiokafka
    from workers.streams.tracing.exporting import tracing  # noqa: PLC0415

    chosen = None if arguments.format == "auto" else arguments.format
    articles = _articles(arguments.paths, chosen)
    try:
        with (
            counting("publishing", "articles", total=_size(arguments.paths, chosen)) as bar,
            tracing(os.environ) as traced,
        ):
            count = asyncio.run(publish(settings, _counted(articles, bar), tracing=traced))
    except SourceError as error:
        raise CommandError(str(error), status=USAGE) from error
    say_published(count, settings)
    return OK


def _articles(paths: list[str], chosen: str | None) -> "Iterator[RawArticle]":
    from workers.articles import read_path  # noqa: PLC0415

    for path in paths:
        yield from read_path("-" if path == "-" else Path(path), chosen)


def _size(paths: list[str], chosen: str | None) -> int | None:
    """Return the bytes of all files; None where standard input is among them."""
    from workers.articles import size_of  # noqa: PLC0415

    sizes = [size_of(path, chosen) for path in paths]
    return None if None in sizes else sum(size or 0 for size in sizes)


def _counted(articles: "Iterator[RawArticle]", bar: Bar) -> "Iterator[RawArticle]":
    """Yield the articles; by their sizes the bar tells nearly how much of the files is read."""
    for article in articles:
        yield article
        bar.advance(len(article.value))
