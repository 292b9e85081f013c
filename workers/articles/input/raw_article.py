"""Articles as bytes, before they are read."""

from collections.abc import Awaitable, Callable, Iterable
from dataclasses import dataclass


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


Publish = Callable[[Iterable[RawArticle]], Awaitable[object]]
"""Puts articles into the topic; returns once the broker has all of them."""
