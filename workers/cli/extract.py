"""`dateline extract`: the batch command, with no broker."""

import argparse
import sys
from contextlib import ExitStack
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, BinaryIO

from schemas import AnnotatedArticle, encode
from workers.cli.decisions import read_decisions
from workers.cli.given import read_given
from workers.cli.options import Subparsers, add_command
from workers.cli.output import written
from workers.cli.progress import Bar, counting
from workers.counting import counted
from workers.settings import Settings

if TYPE_CHECKING:
    from workers.batch import Analysed

DETAILS = """\
Reads one article a line (JSON, UTF-8; see docs/formats.md), takes the articles in file order, and \
writes the final record of every event, one JSON
object a line. A line that is no valid article is told on standard error with its number and \
reason; the others are processed all the same.
What of an article cannot be read and is left out, such as a date, is told there too, and does not \
change the exit status.
`-` is standard input or output."""
OTHER_FILES = (
    "dateline: `extract` reads one JSON article a line; "
    "`dateline feed` publishes files of other kinds to a worker"
)


def register(commands: Subparsers) -> None:
    """Add the subcommand."""
    parser = add_command(
        commands,
        "extract",
        "read articles from a file and write their events, with no broker",
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
        "--skip-invalid", action="store_true", help="exit 0 even where lines were no valid articles"
    )
    parser.add_argument(
        "--processes",
        dest="set_pool_processes",
        metavar="N",
        help="processes to use (DATELINE_POOL_PROCESSES)",
    )
    parser.set_defaults(run=_run)


def _add_files(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "articles", metavar="ARTICLES.jsonl", help="one article a line, or - for standard input"
    )
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
    from workers.batch import consolidated, read_lines  # noqa: PLC0415 - other commands need no spaCy

    lines = read_lines(read_given(arguments.articles))
    with ExitStack() as stack:
        out = stack.enter_context(written(arguments.out))
        account = Account(arguments.articles)
        if arguments.annotations:
            account.annotations = stack.enter_context(written(arguments.annotations))
        with counting("extracting", "articles", total=len(lines)) as account.bar:
            consolidation = consolidated(
                lines,
                settings,
                decisions=read_decisions(arguments.decisions),
                invalid=account.refuse,
                annotated=account.take,
            )
        for record in consolidation.finish():
            out.write(encode(record) + b"\n")
    account.say(len(lines))
    return 2 if account.refused and not arguments.skip_invalid else 0


@dataclass(slots=True)
class Account:
    """What became of the lines of a file: told on standard error, counted, annotations written."""

    path: str
    annotations: BinaryIO | None = None
    bar: Bar = field(default_factory=Bar)
    refused: int = 0
    warned: int = 0

    def refuse(self, line: "Analysed") -> None:
        """Count and tell a line that is no valid article."""
        self.refused += 1
        print(f"{self.path}:{line.number}: {line.invalid}", file=sys.stderr)
        self.bar.advance()

    def take(self, article: AnnotatedArticle) -> None:
        """Count an article, and tell what of it was left out."""
        for warning in article.article.warnings:
            self.warned += 1
            print(f"{self.path}: warning: article {article.id!r}: {warning}", file=sys.stderr)
        if self.annotations:
            self.annotations.write(encode(article) + b"\n")
        self.bar.advance()

    def say(self, lines: int) -> None:
        """Tell the sums, where there is something to tell."""
        if self.refused:
            print(
                f"dateline: {self.refused} of {lines} lines are no valid articles", file=sys.stderr
            )
        if self.refused == lines > 0:
            print(OTHER_FILES, file=sys.stderr)
        if self.warned:
            warnings = counted(self.warned, "warning")
            print(f"dateline: {warnings}; the articles were kept", file=sys.stderr)
