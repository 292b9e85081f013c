"""The memory of following between polls and restarts: one SQLite file, each poll one transaction.

feeds       each feed: its present address, its validators (ETag, Last-Modified), and the time from
            which it may be asked again
articles    each article that was published: the feed that told it, its version, and a hash of the
            entry's title and text
names       guids (of one feed) and links (of all) -> article id
"""

import sqlite3
from collections.abc import Iterable
from dataclasses import asdict, astuple, dataclass, fields
from pathlib import Path
from typing import Any

from workers.memory_file import Layout, MemoryFile

KEPT = 90 * 86_400.0
"""Seconds for which an article is remembered that its feed no longer holds."""
MOST_KEPT = 20_000
"""Articles of one feed that are remembered; beyond this number, the articles that the feed held
longest ago are forgotten."""
FORGET = (
    "DELETE FROM articles WHERE feed = ?1 AND (seen < ?2 OR "
    "id IN (SELECT id FROM articles WHERE feed = ?1 ORDER BY seen DESC LIMIT -1 OFFSET ?3))"
)
LAYOUT = Layout(
    application=0x44544C46,  # DTLF
    number=1,
    subject="feeds",
    command="dateline feed --follow",
    loss="all entries are then published again",
    tables="""
CREATE TABLE feeds (url TEXT PRIMARY KEY, location TEXT NOT NULL, title TEXT, etag TEXT, \
modified TEXT, body TEXT, ttl REAL,
    failures INTEGER NOT NULL, due REAL NOT NULL, asked_until REAL NOT NULL, \
polled REAL NOT NULL, ended REAL);
CREATE TABLE articles (id TEXT PRIMARY KEY, feed TEXT NOT NULL, version INTEGER NOT NULL, \
said TEXT NOT NULL, updated TEXT,
    seen REAL NOT NULL);
CREATE TABLE names (name TEXT PRIMARY KEY, \
article TEXT NOT NULL REFERENCES articles (id) ON DELETE CASCADE);
CREATE INDEX articles_by_feed ON articles (feed, seen);
CREATE INDEX names_by_article ON names (article);
""",
)


@dataclass(frozen=True, slots=True)
class FeedState:
    """A feed as it stands after its last poll. Times are Unix time in seconds.

    Attributes:
        url: As it was given to us.
        location: Where permanent redirects have led.
        body: Hash of the last body, for servers that send the same one again.
        ttl: Minutes, as the document last said.
        failures: Polls that have failed since the last one that did not.
        due: When the next poll is due.
        asked_until: Until when the server asks not to be asked.
        polled: When it was last polled, 0 where never.
        ended: When it ended (410 Gone); None where it lives.
    """

    url: str
    location: str
    title: str | None = None
    etag: str | None = None
    modified: str | None = None
    body: str | None = None
    ttl: float | None = None
    failures: int = 0
    due: float = 0.0
    asked_until: float = 0.0
    polled: float = 0.0
    ended: float | None = None


@dataclass(frozen=True, slots=True)
class PublishedArticle:
    """An article as it was last published.

    `feed` is the URL of the feed that has the article, `digest` a hash of the entry's title and
    text, `updated` the date of its update as written, `names` its guid and link as `State` holds
    them.
    """

    id: str
    feed: str
    version: int
    digest: str
    updated: str | None = None
    names: tuple[str, ...] = ()


class State(MemoryFile):
    """The file, open; held by one process at a time. Every method may raise StateError."""

    def __init__(self, path: Path) -> None:
        super().__init__(path, LAYOUT)

    def feed(self, url: str) -> FeedState:
        """Return what is known of a feed; a new one is due at once."""
        names = ", ".join(field.name for field in fields(FeedState))
        row = self._row(f"SELECT {names} FROM feeds WHERE url = ?", url)  # noqa: S608 - the names are ours
        return FeedState(*row) if row else FeedState(url, url)

    def article(self, name: str) -> PublishedArticle | None:
        """Return the article that a guid or link names; None where none does."""
        found = self._row(
            "SELECT a.id, feed, version, said, updated "
            "FROM names JOIN articles a ON a.id = article WHERE name = ?",
            name,
        )
        return PublishedArticle(*found) if found else None

    def save(
        self,
        feed: FeedState,
        published: Iterable[PublishedArticle] = (),
        *,
        held: Iterable[str] = (),
    ) -> None:
        """Write a poll's outcome whole or not at all.

        The outcome is the feed, the articles that were `published`, and the ids of the articles
        that its document holds and that belong to the feed from now on (`held`).
        """
        with self.transaction() as database:
            _save_feed(database, feed)
            for article in published:
                _save_article(database, article, feed.polled)
            seen = [(feed.polled, feed.url, identity) for identity in held]
            database.executemany("UPDATE articles SET seen = ?, feed = ? WHERE id = ?", seen)
            if seen:
                database.execute(FORGET, (feed.url, feed.polled - KEPT, MOST_KEPT))

    def _row(self, query: str, value: str) -> tuple[Any, ...] | None:
        with self.transaction() as database:
            row: tuple[Any, ...] | None = database.execute(query, (value,)).fetchone()
            return row


def _save_feed(database: sqlite3.Connection, feed: FeedState) -> None:
    names = ", ".join(asdict(feed))
    places = ", ".join("?" * len(fields(feed)))
    database.execute(f"INSERT OR REPLACE INTO feeds ({names}) VALUES ({places})", astuple(feed))  # noqa: S608 - the names are ours


def _save_article(database: sqlite3.Connection, article: PublishedArticle, now: float) -> None:
    database.execute(
        "INSERT INTO articles VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT (id) DO UPDATE "
        "SET feed = excluded.feed, version = excluded.version, said = excluded.said, "
        "updated = excluded.updated, seen = excluded.seen",
        (article.id, article.feed, article.version, article.digest, article.updated, now),
    )
    names = [(name, article.id) for name in article.names]
    database.executemany("INSERT OR REPLACE INTO names VALUES (?, ?)", names)
