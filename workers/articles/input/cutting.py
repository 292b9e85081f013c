"""The articles in a stream of bytes, cut apart by the format of the stream."""

import re
from collections.abc import Iterable, Iterator
from io import BytesIO
from pathlib import Path
from typing import Any, BinaryIO, Literal, get_args

import orjson

from workers.articles.input.archives import pages_of
from workers.articles.input.formats.newsml_g2 import is_newsml, news_items
from workers.articles.input.formats.ninjs import bundled
from workers.articles.input.identity import MAX_ID, id_of_content, id_of_url
from workers.articles.input.raw_article import RawArticle
from workers.articles.invalid_article import InvalidArticle

Format = Literal["text", "json", "jsonl", "html", "newsml", "warc"]
FORMATS: tuple[Format, ...] = get_args(Format)
BOM = b"\xef\xbb\xbf"
GZIP = b"\x1f\x8b"
HEAD_BYTES = 4_096
"""Bytes at the start of XML in which its declaration and its outermost element begin."""
DECLARED = re.compile(rb"\A\s*<\?xml[^>]{0,100}encoding\s*=\s*[\"']([A-Za-z0-9._-]{1,40})[\"']")


def cut(data: bytes, format: Format, name: str) -> Iterator[RawArticle]:  # noqa: A002
    """Yield the articles that `data` holds, as a file of that format and name is cut.

    Raises:
        SourceError: It is a broken archive.
    """
    yield from cut_stream(BytesIO(data), name, format)


def cut_stream(stream: BinaryIO, name: str, format_: str | None) -> Iterator[RawArticle]:
    """Yield the articles of a stream; without a format its content decides.

    Lines and archives are read piece by piece, where their format is given; all else is read whole.

    Raises:
        SourceError: It is a broken archive.
    """
    if format_ == "jsonl":
        yield from _lines(stream, name)
    elif format_ == "warc":
        yield from pages_of(stream, name)
    else:
        data = stream.read()
        if data.strip():
            yield from _whole(data, name, format_ or _format_by_content(data))


def _whole(data: bytes, name: str, kind: str) -> Iterator[RawArticle]:
    match kind:
        case "jsonl":
            yield from _lines(data.splitlines(keepends=True), name)
        case "json":
            yield from _json(data, name)
        case "newsml":
            yield from _newsml(data, name)
        case "warc":
            yield from pages_of(BytesIO(data), name)
        case "text":
            yield _text(data, name)
        case _:
            yield RawArticle(_file_key(name, data), data, name)


def _format_by_content(data: bytes) -> Format:
    if data.startswith((GZIP, b"WARC/")):
        return "warc"
    start = data[:HEAD_BYTES].removeprefix(BOM).lstrip()
    if start.startswith(b"<"):
        return "newsml" if is_newsml(start.decode("ascii", "replace")) else "html"
    if not start.startswith((b"{", b"[")):
        return "text"
    first = data.lstrip().split(b"\n", 1)[0]
    return "jsonl" if start.startswith(b"{") and isinstance(_loaded(first), dict) else "json"


def _lines(lines: Iterable[bytes], name: str) -> Iterator[RawArticle]:
    for number, line in enumerate(lines, start=1):
        value = line.strip()
        if value:
            yield from _object(value, _loaded(value), f"{name}:{number}")


def _json(data: bytes, name: str) -> Iterator[RawArticle]:
    """Yield the members of a list, written anew; JSON-LD, whose lists are one article, whole."""
    value = _loaded(data)
    if isinstance(value, list) and not any(
        isinstance(item, dict) and ("@type" in item or "@graph" in item) for item in value
    ):
        yield from _members(value, name)
    else:
        yield from _object(data, value, name)


def _object(data: bytes, value: Any, name: str) -> Iterator[RawArticle]:
    """Yield an article as it is, and the items of a ninjs bundle each written anew."""
    if items := bundled(value):
        yield from _members(items, name)
    else:
        yield RawArticle(_json_key(data, value), data, name)


def _members(listed: list[Any], name: str) -> Iterator[RawArticle]:
    for index, item in enumerate(listed):
        piece = orjson.dumps(item)
        yield RawArticle(_json_key(piece, item), piece, f"{name}[{index}]")


def _newsml(data: bytes, name: str) -> Iterator[RawArticle]:
    """Yield the news items of a message, each written anew in UTF-8.

    A document without news items, or that is not well-formed, is yielded as it is.
    """
    try:
        items = news_items(_decoded_xml(data))
    except (InvalidArticle, LookupError, UnicodeDecodeError):
        items = []
    for index, (guid, item) in enumerate(items):
        key = guid or id_of_content(item.encode())
        yield RawArticle(
            key.encode(), item.encode(), f"{name}[{index}]" if len(items) > 1 else name
        )
    if not items:
        yield RawArticle(_file_key(name, data), data, name)


def _decoded_xml(data: bytes) -> str:
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return data.decode("utf-16")
    declared = DECLARED.match(data[:HEAD_BYTES])
    return data.removeprefix(BOM).decode(declared[1].decode() if declared else "utf-8")


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
        return orjson.loads(data.removeprefix(BOM))
    except orjson.JSONDecodeError:
        return None
