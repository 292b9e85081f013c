"""What the form of `/try` sends: a text or a file, a title, a date; each counted as it comes in."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import dataclass
from typing import Self

import orjson
from aiohttp import BodyPartReader, web
from aiohttp.http_exceptions import HttpProcessingError

from workers.articles import Kind, kind_of
from workers.bounded_reading import TooLargeError, read_at_most

MOST_BYTES = 524_288
"""Of the request: a page of HTML is larger than its text."""
MOST_CHARACTERS = 60_000
BODY_SECONDS = 30.0
KINDS: tuple[tuple[str, Kind], ...] = (
    (".html", "html"),
    (".htm", "html"),
    (".json", "json"),
    (".xml", "newsml"),
)
"""What a file is by the end of its name; any other is text."""


class UnusableError(Exception):
    """What was sent cannot be read; `status` is that of HTTP, the message a sentence."""

    def __init__(self, status: int, reason: str) -> None:
        super().__init__(reason)
        self.status = status
        self.reason = reason


@dataclass(frozen=True, slots=True)
class Pasted:
    """A text that somebody pasted or uploaded.

    `file` is the name of the file, empty where the text was pasted.
    """

    text: str = ""
    title: str = ""
    date: str = ""
    file: str = ""

    @classmethod
    def of(cls, fields: dict[str, bytes], file: str) -> Self:
        """Read the fields of the form; a file counts where no text was pasted.

        Raises:
            UnusableError: There is no text, too much of it, or it is not UTF-8.
        """
        texts = {name: _decoded(value) for name, value in fields.items()}
        pasted = texts.get("text", "")
        found = cls(
            text=(pasted or texts.get("file", "")).replace("\r\n", "\n"),
            title=texts.get("title", "").strip(),
            date=texts.get("date", "").strip(),
            file="" if pasted.strip() else file,
        )
        found.check()
        return found

    def check(self) -> None:
        """Raise UnusableError where it holds no text, or more than is read here."""
        if not self.text.strip():
            raise UnusableError(400, "There is no text: paste one, or choose a file.")
        most = MOST_BYTES if self.kind == "html" else MOST_CHARACTERS
        if len(self.text) > most or len(self.title) > MOST_CHARACTERS // 100:
            raise UnusableError(
                413, f"The text has {len(self.text)} characters; at most {most} are read here."
            )

    @property
    def kind(self) -> Kind:
        """What it is: a file by its name, what was pasted by its beginning."""
        if not self.file:
            return kind_of(self.text)
        name = self.file.lower()
        return next((kind for suffix, kind in KINDS if name.endswith(suffix)), "text")

    def as_article(self) -> bytes:
        """Return it as an article: XML as it is, all else as JSON.

        JSON stays as it is, but for a title and a date that it lacks and that the form gives. HTML
        is read as the worker reads an HTML file: what surrounds the article on its page is left
        out, and the page's own title and date count first.
        """
        if self.kind in ("newsml", "xml"):
            return self.text.encode()
        given = {"title": self.title, "published_at": self.date}
        filled = {name: value for name, value in given.items() if value}
        if self.kind == "json":
            return _completed(self.text, filled)
        return orjson.dumps({"page" if self.kind == "html" else "text": self.text, **filled})


async def pasted_in(request: web.Request) -> Pasted:
    """Read the form.

    Raises:
        UnusableError: It is no such form, is too large, or does not come in time.
    """
    if request.content_type != "multipart/form-data":
        raise UnusableError(415, "This takes what its form sends: multipart/form-data.")
    if (request.content_length or 0) > MOST_BYTES:
        raise UnusableError(413, _TOO_LARGE)
    try:
        async with asyncio.timeout(BODY_SECONDS):
            fields, file = await _fields(request)
    except TimeoutError:
        raise UnusableError(408, f"The text did not come within {BODY_SECONDS:g} s.") from None
    except (ValueError, AssertionError, web.RequestPayloadError, HttpProcessingError, OSError):
        raise UnusableError(400, "The form cannot be read.") from None
    return Pasted.of(fields, file)


async def _fields(request: web.Request) -> tuple[dict[str, bytes], str]:
    fields: dict[str, bytes] = {}
    file, left = "", MOST_BYTES
    async for part in await request.multipart():
        if not isinstance(part, BodyPartReader) or part.name not in (
            "text",
            "title",
            "date",
            "file",
        ):
            raise UnusableError(400, "The form has a field that is not known here.")
        value = await _read(part, left)
        left -= len(value)
        fields[part.name] = value
        file = part.filename or file if part.name == "file" else file
    return fields, file


async def _read(part: BodyPartReader, most: int) -> bytes:
    try:
        return await read_at_most(_pieces(part), most)
    except TooLargeError:
        raise UnusableError(413, _TOO_LARGE) from None


async def _pieces(part: BodyPartReader) -> AsyncIterator[bytes]:
    while piece := await part.read_chunk():
        yield piece


def _completed(text: str, filled: dict[str, str]) -> bytes:
    try:
        value = orjson.loads(text)
    except orjson.JSONDecodeError:
        return text.encode()  # the reader says what is wrong with it, and where
    if not isinstance(value, dict) or not filled:
        return text.encode()
    return orjson.dumps({**filled, **value})


def _decoded(value: bytes) -> str:
    try:
        return value.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise UnusableError(400, "The text is not UTF-8.") from None


_TOO_LARGE = f"At most {MOST_BYTES // 1024} KiB are read here; `dateline feed` takes more."
