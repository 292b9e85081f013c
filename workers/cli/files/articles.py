"""The articles that a command is given: files, folders and standard input, in all formats."""

import argparse
import sys
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from workers.cli.failure import CommandError
from workers.cli.statuses import USAGE
from workers.counting import counted
from workers.printable import printable

if TYPE_CHECKING:
    from workers.articles import RawArticle

FORMATS = ("auto", "json", "jsonl", "text", "html", "newsml", "warc")
KINDS = ".txt, .json, .jsonl, .html, .xml or .warc files, folders of them, or -"


def add_format_option(parser: argparse.ArgumentParser) -> None:
    """Add `--format`."""
    parser.add_argument(
        "--format",
        choices=FORMATS,
        default="auto",
        help="read every file as this, whatever its name (default: by its name)",
    )


@contextmanager
def reading() -> Iterator[None]:
    """Have a file that cannot be read end the command, with its reason."""
    from workers.articles import SourceError  # noqa: PLC0415 - few commands read articles

    try:
        yield
    except SourceError as error:
        raise CommandError(str(error), status=USAGE) from error


@dataclass(slots=True)
class Embargoes:
    """Holds back what is under embargo, tells each article on standard error, and counts them."""

    held: int = 0

    def passed(self, articles: "Iterable[RawArticle]") -> "Iterator[RawArticle]":
        """Yield the articles that may be published now."""
        from workers.articles import embargo_of  # noqa: PLC0415

        for article in articles:
            embargo = embargo_of(article.value)
            if embargo is None or not embargo.holds(datetime.now(UTC)):
                yield article
                continue
            self.held += 1
            print(printable(f"{article.where}: held back, {embargo}"), file=sys.stderr)

    def say(self) -> None:
        """Tell how many were held back, where there are any."""
        if self.held:
            held = f"{counted(self.held, 'article')} held back"
            print(f"dateline: {held}: give it again after the embargo", file=sys.stderr)


def articles_in(paths: Sequence[str], format_: str = "auto") -> "Iterator[RawArticle]":
    """Yield the articles of files, folders and standard input (`-`).

    Raises:
        SourceError: One of them cannot be read.
    """
    from workers.articles import read_path  # noqa: PLC0415

    for path in paths:
        yield from read_path("-" if path == "-" else Path(path), _chosen(format_))


def size_of_all(paths: Sequence[str], format_: str = "auto") -> int | None:
    """Return the bytes of all files; None where standard input is among them."""
    from workers.articles import size_of  # noqa: PLC0415

    sizes = [size_of(path, _chosen(format_)) for path in paths]
    return None if None in sizes else sum(size or 0 for size in sizes)


def _chosen(format_: str) -> str | None:
    return None if format_ == "auto" else format_
