"""Articles in files, folders and on standard input, as bytes to publish, not parsed.

What is broken in a file so reaches the topic with its own bytes, and becomes a dead letter there.
"""

import sys
from collections.abc import Iterator
from pathlib import Path

from workers.articles.input.cutting import FORMATS, Format, cut_stream
from workers.articles.input.raw_article import RawArticle, SourceError

SUFFIXES: dict[str, Format] = {
    ".txt": "text",
    ".text": "text",
    ".json": "json",
    ".jsonl": "jsonl",
    ".ndjson": "jsonl",
    ".html": "html",
    ".htm": "html",
    ".xml": "newsml",
    ".warc": "warc",
    ".warc.gz": "warc",
}


# The word users know.
def read_path(path: Path | str, format: str | None = None) -> Iterator[RawArticle]:  # noqa: A002
    """Yield the articles of a file, of a folder, or of standard input (`-`).

    A folder is read recursively, by name, files of known suffixes only.

    A plain text travels as our JSON, `{"id": file name without suffix, "text": as given}`; one that
    is not UTF-8 travels raw.

    Raises:
        SourceError: The path or format does not exist, or cannot be read.
    """
    if format is not None and format not in FORMATS:
        raise SourceError(f"unknown format {format!r}: choose from {', '.join(FORMATS)}")
    if str(path) == "-":
        yield from cut_stream(sys.stdin.buffer, "-", format)
        return
    root = Path(path)
    if not root.exists():
        raise SourceError(f"{root}: no such file or directory")
    for file in files_in(root, format):
        yield from read_file(file, root, format)


def size_of(path: Path | str, format: str | None = None) -> int | None:  # noqa: A002
    """Return how many bytes `read_path` will read: 0 where it will fail, None for `-`."""
    if str(path) == "-":
        return None
    try:
        return sum(file.stat().st_size for file in files_in(Path(path), format))
    except OSError:
        return 0


def format_of(file: Path) -> Format | None:
    """Return the format that the suffix of a file names; None where it names none."""
    name = file.name.lower()
    return next((kind for suffix, kind in SUFFIXES.items() if name.endswith(suffix)), None)


def files_in(root: Path, format_: str | None = None) -> list[Path]:
    """Return the files of known suffixes in a folder and below it, by name.

    Hidden files are left out. A path that is no folder is returned alone. With a format, files of
    all suffixes are of that format.
    """
    if not root.is_dir():
        return [root]
    found = [
        file for file in root.rglob("*") if file.is_file() and not _hidden(file.relative_to(root))
    ]
    return sorted(file for file in found if format_ is not None or format_of(file))


def read_file(file: Path, root: Path, format_: str | None = None) -> Iterator[RawArticle]:
    """Yield the articles of a file in a folder `root`, which may be the file itself.

    A plain text is named by the file's path below the folder.

    Raises:
        SourceError: The file cannot be read.
    """
    name = str(file.relative_to(root)) if file != root else file.name
    try:
        stream = file.open("rb")
    except OSError as error:
        raise SourceError(f"{file}: {error.strerror}") from error
    with stream:
        try:
            for raw in cut_stream(stream, name, format_ or format_of(file)):
                yield RawArticle(raw.key, raw.value, str(file) + raw.where[len(name) :])
        except SourceError as error:
            raise SourceError(str(file) + str(error)[len(name) :]) from error
        except OSError as error:
            raise SourceError(f"{file}: {error.strerror or error}") from error


def _hidden(path: Path) -> bool:
    return any(part.startswith(".") for part in path.parts)
