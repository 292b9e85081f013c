"""`dateline extract`: the batch command, with no broker."""

import argparse
import sys
from contextlib import ExitStack
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, BinaryIO

from schemas import encode
from workers.cli.events.decisions import read_decisions
from workers.cli.files.articles import (
    KINDS,
    Embargoes,
    add_format_option,
    articles_in,
    reading,
    size_of_all,
)
from workers.cli.files.output import written
from workers.cli.options import Subparsers, add_command
from workers.cli.terminal.progress import Bar, counting
from workers.counting import counted
from workers.settings import Settings

if TYPE_CHECKING:
    from workers.batch import Analysed

DETAILS = """\
Reads every article in the files and folders given, in all formats that `dateline feed` reads \
(see docs/formats.md), in this order, and writes the
final record of every event, one JSON object a line. What is no valid article is told on \
standard error with its place and reason; the others are
processed all the same. What of an article cannot be read and is left out, such as a date, is \
told there too, and does not change the exit status.
`-` is standard input, whose content tells its format, or standard output."""


def register(commands: Subparsers) -> None:
    """Add the subcommand."""
    parser = add_command(
        commands,
        "extract",
        "read articles from files and write their events, with no broker",
        details=DETAILS,
    )
    _add_files(parser)
    parser.add_argument(
        "--mentions",
        dest="set_mentions",
        choices=("events", "all"),
        help="what leaves extraction: events that a news desk would log, or all that may tell "
        "anything (DATELINE_MENTIONS)",
    )
    parser.add_argument(
        "--skip-invalid", action="store_true", help="exit 0 even where some are no valid articles"
    )
    parser.add_argument(
        "--processes",
        dest="set_pool_processes",
        metavar="N",
        help="processes to use (DATELINE_POOL_PROCESSES)",
    )
    parser.set_defaults(run=_run)


def _add_files(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("articles", nargs="+", metavar="PATH", help=KINDS)
    add_format_option(parser)
    parser.add_argument(
        "--out",
        default="-",
        metavar="EVENTS.jsonl",
        help="where the events go (default: standard output)",
    )
    parser.add_argument(
        "--annotations",
        metavar="ANNOTATED.jsonl",
        help="write each article's blocks, entities, places and times too",
    )
    parser.add_argument(
        "--decisions",
        metavar="DECISIONS.jsonl",
        help="what operators decided, one a line (`dateline events split --events`)",
    )


def _run(arguments: argparse.Namespace, settings: Settings) -> int:
    from workers.batch import consolidated  # noqa: PLC0415 - other commands need no spaCy

    total, embargoes = size_of_all(arguments.articles, arguments.format), Embargoes()
    with ExitStack() as stack:
        out = stack.enter_context(written(arguments.out))
        account = Account()
        if arguments.annotations:
            account.annotations = stack.enter_context(written(arguments.annotations))
        with reading(), counting("extracting", "articles", total=total) as account.bar:
            consolidation = consolidated(
                embargoes.passed(articles_in(arguments.articles, arguments.format)),
                settings,
                decisions=read_decisions(arguments.decisions),
                invalid=account.refuse,
                annotated=account.take,
            )
        for record in consolidation.finish():
            out.write(encode(record) + b"\n")
    account.say()
    embargoes.say()
    return 2 if account.refused and not arguments.skip_invalid else 0


@dataclass(slots=True)
class Account:
    """What became of the articles: told on standard error, counted, annotations written."""

    annotations: BinaryIO | None = None
    bar: Bar = field(default_factory=Bar)
    taken: int = 0
    refused: int = 0
    warned: int = 0

    def refuse(self, analysed: "Analysed") -> None:
        """Count and tell what is no valid article."""
        self.refused += 1
        print(f"{analysed.where}: {analysed.invalid}", file=sys.stderr)
        self.bar.advance(analysed.size)

    def take(self, analysed: "Analysed") -> None:
        """Count an article, and tell what of it was left out."""
        article = analysed.article
        assert article is not None  # noqa: S101 - what was annotated is there
        self.taken += 1
        for warning in article.article.warnings:
            self.warned += 1
            print(f"{analysed.where}: warning: article {article.id!r}: {warning}", file=sys.stderr)
        if self.annotations:
            self.annotations.write(encode(article) + b"\n")
        self.bar.advance(analysed.size)

    def say(self) -> None:
        """Tell the sums, where there is something to tell."""
        if self.refused:
            total = counted(self.taken + self.refused, "article")
            verb = "is" if self.refused == 1 else "are"
            print(f"dateline: {self.refused} of {total} {verb} not valid", file=sys.stderr)
        if self.warned:
            warnings = counted(self.warned, "warning")
            print(f"dateline: {warnings}; the articles were kept", file=sys.stderr)
