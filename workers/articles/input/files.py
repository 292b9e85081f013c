"""Articles in files, folders and on standard input, as bytes to publish, not parsed.

What is broken in a file so reaches the topic with its own bytes, and becomes a dead letter there.
"""

import sys
from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import Any, BinaryIO, Literal

import orjson

from workers.articles.input.identity import MAX_ID, id_of_content, id_of_url

Format = Literal["text", "json", "jsonl", "html"]
SUFFIXES: dict[str, Format] = {
    ".txt": "text",
    ".text": "text",
    ".json": "json",
    ".jsonl": "jsonl",
    ".ndjson": "jsonl",
    ".html": "html",
    ".htm": "html",
}
FORMATS: tuple[Format, ...] = ("text", "json", "jsonl", "html")


class SourceError(ValueError):
    """A path or format that does not exist or cannot be read; the message says what to do."""


@dataclass(frozen=True, slots=True)
class RawArticle:
    """One article to publish: Kafka key and value.

    `where` is its place (`seeds/a.txt`, `feed.jsonl:17`).
    """

    key: bytes
    value: bytes
    where: str


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
        yield from _read_stream(sys.stdin.buffer, "-", format)
        return
    root = Path(path)
    if not root.exists():
        raise SourceError(f"{root}: no such file or directory")
    for file in _files(root, format):
        yield from _read_file(
            file,
            str(file.relative_to(root)) if root.is_dir() else file.name,
            format,
        )


def size_of(path: Path | str, format: str | None = None) -> int | None:  # noqa: A002
    """Return how many bytes `read_path` will read: 0 where it will fail, None for `-`."""
    if str(path) == "-":
        return None
    try:
        return sum(file.stat().st_size for file in _files(Path(path), format))
    except OSError:
        return 0


def cut(data: bytes, format: Format, name: str) -> Iterator[RawArticle]:  # noqa: A002
    """Yield the articles that `data` holds, as `read_path` cuts a file of that format and name."""
    yield from _read_stream(BytesIO(data), name, format)


def _files(root: Path, format_: str | None) -> list[Path]:
    if not root.is_dir():
        return [root]
    found = [
        file for file in root.rglob("*") if file.is_file() and not _hidden(file.relative_to(root))
    ]
    return sorted(file for file in found if format_ is not None or file.suffix.lower() in SUFFIXES)


def _hidden(path: Path) -> bool:
    return any(part.startswith(".") for part in path.parts)


def _read_file(file: Path, name: str, format_: str | None) -> Iterator[RawArticle]:
    try:
        stream = file.open("rb")
    except OSError as error:
        raise SourceError(f"{file}: {error.strerror}") from error
    with stream:
        for raw in _read_stream(stream, name, format_ or SUFFIXES.get(file.suffix.lower())):
            yield RawArticle(raw.key, raw.value, str(file) + raw.where[len(name) :])


def _read_stream(stream: BinaryIO, name: str, format_: str | None) -> Iterator[RawArticle]:
    if format_ == "jsonl":
        yield from _lines(stream, name)
        return
    data = stream.read()
    kind = format_ or _format_by_content(data)
    if kind == "jsonl":
        yield from _lines(iter(data.splitlines(keepends=True)), name)
    elif kind == "json":
        yield from _json(data, name)
    elif data.strip():
        yield _text(data, name) if kind == "text" else RawArticle(_file_key(name, data), data, name)


def _format_by_content(data: bytes) -> Format:
    start = data[:64].removeprefix(b"\xef\xbb\xbf").lstrip()
    if start.startswith(b"<"):
        return "html"
    if not start.startswith((b"{", b"[")):
        return "text"
    first = data.lstrip().split(b"\n", 1)[0]
    return "jsonl" if start.startswith(b"{") and isinstance(_loaded(first), dict) else "json"


def _lines(lines: Any, name: str) -> Iterator[RawArticle]:
    for number, line in enumerate(lines, start=1):
        value = line.strip()
        if value:
            yield RawArticle(_json_key(value, _loaded(value)), value, f"{name}:{number}")


def _json(data: bytes, name: str) -> Iterator[RawArticle]:
    """Yield the members of a list, written anew; JSON-LD, whose lists are one article, whole."""
    value = _loaded(data)
    if isinstance(value, list) and not any(
        isinstance(item, dict) and ("@type" in item or "@graph" in item) for item in value
    ):
        for index, item in enumerate(value):
            piece = orjson.dumps(item)
            yield RawArticle(_json_key(piece, item), piece, f"{name}[{index}]")
    elif data.strip():
        yield RawArticle(_json_key(data, value), data, name)


def _text(data: bytes, name: str) -> RawArticle:
    key = _file_key(name, data)
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        return RawArticle(key, data, name)
    return RawArticle(key, orjson.dumps({"id": key.decode("utf-8"), "text": text}), name)


def _file_key(name: str, data: bytes) -> bytes:
    stem = str(Path(name).with_suffix("")) if name != "-" else ""
    encoded = stem.encode("utf-8", "replace")
    return encoded if encoded and len(stem) <= MAX_ID else id_of_content(data).encode()


def _json_key(data: bytes, value: Any) -> bytes:
    """Return the id of the article as the key, so that its versions share a partition."""
    if isinstance(value, dict):
        for name in ("id", "uri", "@id"):
            if isinstance(value.get(name), str) and value[name]:
                return str(value[name]).encode("utf-8", "replace")
        if isinstance(value.get("url"), str) and value["url"]:
            return id_of_url(value["url"]).encode("utf-8", "replace")
    return id_of_content(data).encode()


def _loaded(data: bytes) -> Any:
    """The JSON value, or None where it is none: reading it will say why."""
    try:
        return orjson.loads(data.removeprefix(b"\xef\xbb\xbf"))
    except orjson.JSONDecodeError:
        return None
