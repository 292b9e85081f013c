"""The content of feeds and pages as plain records.

The records are light to send between processes and to import.
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry of a feed (an `item` of RSS), as text without markup.

    Attributes:
        guid: The feed's name for the entry (`guid`, `rdf:about`, `atom:id`); None where the feed
            gives none.
        link: Absolute http or https address of its page, None where it has none.
        title: The headline on one line; empty where there is none.
        text: The content, where that is empty the summary; one line a paragraph.
        published: The date of publication as written; else that of the update.
        updated: The date of the last update as written, None where the entry names none apart from
            its publication.
        language: The entry's language, else the feed's.
        source: Title of the feed that the entry came from, where an aggregator names it; else the
            feed's title.
        problem: Why the text could not be read, in words; None where it could.
    """

    guid: str | None
    link: str | None
    title: str
    text: str
    published: str | None = None
    updated: str | None = None
    language: str | None = None
    source: str | None = None
    authors: tuple[str, ...] = ()
    problem: str | None = None


@dataclass(frozen=True, slots=True)
class Sitemap:
    """A sitemap that an index names; `changed` is the date of its last change as written."""

    url: str
    changed: str | None = None


@dataclass(frozen=True, slots=True)
class Document:
    """A feed or sitemap as one poll read it.

    `ttl` is in minutes. `problem` says in words what is broken in the document, and is None where
    nothing is broken. An index of sitemaps has `sitemaps` in place of entries.
    """

    title: str | None
    ttl: float | None
    entries: tuple[Entry, ...]
    problem: str | None = None
    sitemaps: tuple[Sitemap, ...] = ()


@dataclass(frozen=True, slots=True)
class PageText:
    """The article of a page: what the reader of HTML articles finds in it."""

    title: str | None
    text: str
    published: str | None
    language: str | None
    authors: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Bytes:
    """A body to be read.

    `url` is the address that it came from, `content_type` the header of that name (empty where
    there was none).
    """

    body: bytes
    content_type: str
    url: str


@dataclass(frozen=True, slots=True)
class Unreadable:
    """Why a body could not be read, in words.

    `passing`: it may be read another time, as the server or the way to it fails.
    """

    reason: str
    passing: bool = False
