"""`dateline extract`: the batch command, with no broker."""

import argparse
import os
import sys
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import BinaryIO

from schemas import encode
from workers.cli.failure import CommandError
from workers.cli.options import Subparsers, add_command
from workers.settings import Settings

DETAILS = """\
Reads one article a line (JSON, UTF-8; see docs/formats.md), takes the articles in file order, and writes the final record of every event, one JSON
object a line. A line that is no valid article is told on standard error with its number and reason; the others are processed all the same.
`-` is standard input or output."""


def register(commands: Subparsers) -> None:
    """Add the subcommand."""
    parser = add_command(
        commands, "extract", "read articles from a file and write their events, with no broker", details=DETAILS
    )
    parser.add_argument("articles", metavar="ARTICLES.jsonl", help="one article a line, or - for standard input")
    parser.add_argument(
        "--out", default="-", metavar="EVENTS.jsonl", help="where the events go (default: standard output)"
    )
    parser.add_argument(
        "--annotations", metavar="ANNOTATED.jsonl", help="write each article's blocks, entities, places and times too"
    )
    parser.add_argument("--skip-invalid", action="store_true", help="exit 0 even where lines were no valid articles")
    parser.add_argument(
        "--processes", dest="set_pool_processes", metavar="N", help="processes to use (DATELINE_POOL_PROCESSES)"
    )
    parser.set_defaults(run=_run)


def _run(arguments: argparse.Namespace, settings: Settings) -> int:
    from workers.batch import Consolidation, Line, analyse, processes_for  # noqa: PLC0415 - other commands need no spaCy
    from workers.consolidation import ConsolidationSettings  # noqa: PLC0415

    source = _read(arguments.articles)
    lines = [Line(number, data) for number, data in enumerate(source.split(b"\n"), 1) if data.strip()]
    consolidation = Consolidation(ConsolidationSettings.from_settings(settings))
    invalid = 0
    with ExitStack() as stack:
        out = stack.enter_context(_written(arguments.out))
        annotations = stack.enter_context(_written(arguments.annotations)) if arguments.annotations else None
        for analysed in analyse(lines, settings=settings, processes=processes_for(len(lines), settings)):
            if analysed.mentions is None:
                invalid += 1
                print(f"{arguments.articles}:{analysed.number}: {analysed.invalid}", file=sys.stderr)
                continue
            consolidation.add(analysed.mentions)
            if annotations:
                annotations.write(encode(analysed.article) + b"\n")
        for record in consolidation.finish():
            out.write(encode(record) + b"\n")
    if invalid:
        print(f"dateline: {invalid} of {len(lines)} lines are no valid articles", file=sys.stderr)
    return 2 if invalid and not arguments.skip_invalid else 0


def _read(path: str) -> bytes:
    if path == "-":
        return sys.stdin.buffer.read()
    try:
        return Path(path).read_bytes()
    except OSError as error:
        raise CommandError(f"cannot read {path}: {error.strerror}", status=2) from error


@contextmanager
def _written(path: str) -> Iterator[BinaryIO]:
    """A file that is there whole or not at all; `-` is standard output."""
    if path == "-":
        yield sys.stdout.buffer
        sys.stdout.buffer.flush()
        return
    target = Path(path)
    try:
        handle, temporary = tempfile.mkstemp(dir=target.resolve().parent, prefix=f".{target.name}.")
    except OSError as error:
        raise CommandError(f"cannot write {path}: {error.strerror}", status=2) from error
    try:
        with os.fdopen(handle, "wb") as file:
            yield file
        Path(temporary).chmod(0o644)
        Path(temporary).replace(target)
    finally:
        Path(temporary).unlink(missing_ok=True)
