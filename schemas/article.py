"""An article as a source hands it in, after reading: the input of the prepare stage."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal, get_args

Status = Literal["usable", "canceled"]
STATUSES: Mapping[str, Status] = {status: status for status in get_args(Status)}
"""The statuses by their names, which IPTC's formats share."""


@dataclass(frozen=True, slots=True)
class Article:
    """One version of one article.

    Attributes:
        id: The article's stable identity, and the key of every topic up to `dateline.annotated`.
        text: The body; offsets of spans with `field: text` count in it, in code points. It is
            empty only where the article has a title or is cancelled.
        title: The headline where the source gives it apart; spans with `field: title` count in it.
        published_at: RFC 3339 date-time or date that the source gives; None where the source gives
            none that can be read.
        version: A higher version of the same id replaces a lower one.
        status: `canceled` retracts the article from every event.
        captured_at: RFC 3339 date-time at which a crawler fetched the page; None where unknown.
        warnings: What of the source could not be read and was left out, in words.
    """

    id: str
    text: str = ""
    title: str | None = None
    published_at: str | None = None
    source: str | None = None
    url: str | None = None
    language: str | None = None
    authors: tuple[str, ...] = ()
    version: int = 1
    status: Status = "usable"
    warnings: tuple[str, ...] = ()
    captured_at: str | None = None
