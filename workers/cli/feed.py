"""`dateline feed`: articles from files into the topic."""

import argparse
import asyncio
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from workers.cli.failure import CommandError
from workers.cli.options import Subparsers, add_broker_option, add_command
from workers.settings import Settings

if TYPE_CHECKING:
    from workers.articles import RawArticle

FORMATS = ("auto", "json", "jsonl", "text", "html")
DETAILS = """\
Publishes every article found in the files and directories given (`-` is standard input, one JSON article a line) to the topic `dateline.articles`. What
cannot be read as an article is published all the same: the worker puts it, as it is, into the dead letters and says why. docs/formats.md lists the formats."""


def register(commands: Subparsers) -> None:
    """Add the subcommand."""
    parser = add_command(
        commands, "feed", "publish articles from files, directories or standard input", details=DETAILS
    )
    parser.add_argument(
        "paths", nargs="+", metavar="PATH", help=".txt, .json, .jsonl or .html files, directories of them, or -"
    )
    parser.add_argument(
        "--format",
        choices=FORMATS,
        default="auto",
        help="read every file as this, whatever its name (default: by its name)",
    )
    add_broker_option(parser)
    parser.set_defaults(run=_run)


def _run(arguments: argparse.Namespace, settings: Settings) -> int:
    from workers.articles import SourceError  # noqa: PLC0415
    from workers.streams.kafka.publisher import publish  # noqa: PLC0415 - only Kafka commands load aiokafka

    chosen = None if arguments.format == "auto" else arguments.format
    try:
        count = asyncio.run(publish(settings, _articles(arguments.paths, chosen)))
    except SourceError as error:
        raise CommandError(str(error), status=2) from error
    print(f"{count} articles published to {settings.topic('articles')} on {settings.broker}")
    return 0


def _articles(paths: list[str], chosen: str | None) -> "Iterator[RawArticle]":
    from workers.articles import read_path  # noqa: PLC0415

    for path in paths:
        yield from read_path("-" if path == "-" else Path(path), chosen)
