"""The memory of following between polls and restarts: one SQLite file, each poll one transaction.

feeds       each feed: its present address, its validators (ETag, Last-Modified), and the time from
            which it may be asked again
articles    each article that was published: the feed that told it, its version, and a hash of the
            entry's title and text
names       guids (of one feed) and links (of all) -> article id
"""

import sqlite3
from collections.abc import Iterable
from contextlib import closing
from dataclasses import asdict, astuple, dataclass, fields
from pathlib import Path
from types import TracebackType
from typing import Any, Self

APPLICATION = 0x44544C46
"""`DTLF`, in the header of the file: it is ours."""
LAYOUT = 1
KEPT = 90 * 86_400.0
"""Seconds for which an article is remembered that its feed no longer holds."""
MOST_KEPT = 20_000
"""Articles of one feed that are remembered; beyond this number, the articles that the feed held
longest ago are forgotten."""
FORGET = (
    "DELETE FROM articles WHERE feed = ?1 AND (seen < ?2 OR "
    "id IN (SELECT id FROM articles WHERE feed = ?1 ORDER BY seen DESC LIMIT -1 OFFSET ?3))"
)
SCHEMA = """
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
"""


class StateError(RuntimeError):
    """The file cannot be used; the message says why and what to do."""


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
class Told:
    """An article as it was last published.

    `feed` is the URL of the feed that tells the article, `said` a hash of the entry's title and
    text, `updated` the date of its update as written, `names` its guid and link as `State` holds
    them.
    """

    id: str
    feed: str
    version: int
    said: str
    updated: str | None = None
    names: tuple[str, ...] = ()


class State:
    """The file, open; held by one process at a time. Every method may raise StateError."""

    def __init__(self, path: Path) -> None:
        self.path = path
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            self._open(path)
        except (OSError, sqlite3.Error) as error:
            raise StateError(_explained(path, error)) from error

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._database.close()

    def feed(self, url: str) -> FeedState:
        """Return what is known of a feed; a new one is due at once."""
        names = ", ".join(field.name for field in fields(FeedState))
        row = self._row(f"SELECT {names} FROM feeds WHERE url = ?", url)  # noqa: S608 - the names are ours
        return FeedState(*row) if row else FeedState(url, url)

    def told(self, name: str) -> Told | None:
        """Return the article that a guid or link names; None where none does."""
        found = self._row(
            "SELECT a.id, feed, version, said, updated "
            "FROM names JOIN articles a ON a.id = article WHERE name = ?",
            name,
        )
        return Told(*found) if found else None

    def save(self, feed: FeedState, told: Iterable[Told] = (), *, held: Iterable[str] = ()) -> None:
        """Write a poll's outcome whole or not at all.

        The outcome is the feed, the published articles (`told`), and the ids of the articles that
        its document holds and that belong to the feed from now on (`held`).
        """
        try:
            with self._database as database:
                _save_feed(database, feed)
                for article in told:
                    _save_article(database, article, feed.polled)
                seen = [(feed.polled, feed.url, identity) for identity in held]
                database.executemany("UPDATE articles SET seen = ?, feed = ? WHERE id = ?", seen)
                if seen:
                    database.execute(FORGET, (feed.url, feed.polled - KEPT, MOST_KEPT))
        except sqlite3.Error as error:
            raise StateError(_explained(self.path, error)) from error

    def _row(self, query: str, value: str) -> tuple[Any, ...] | None:
        try:
            with closing(self._database.execute(query, (value,))) as found:
                row: tuple[Any, ...] | None = found.fetchone()
                return row
        except sqlite3.Error as error:
            raise StateError(_explained(self.path, error)) from error

    def _open(self, path: Path) -> None:
        path.touch(mode=0o600)
        self._database = sqlite3.connect(path, timeout=1.0)
        # Exclusive, so that two commands never follow with one file. The lock is held until the
        # file is closed, or the process ends.
        self._database.executescript("PRAGMA locking_mode = EXCLUSIVE; PRAGMA foreign_keys = ON;")
        with self._database as database:
            database.execute("BEGIN EXCLUSIVE")
            application, layout = (
                database.execute(f"PRAGMA {name}").fetchone()[0]
                for name in ("application_id", "user_version")
            )
            if (application, layout) == (APPLICATION, LAYOUT):
                return
            if application or layout or database.execute("SELECT 1 FROM sqlite_schema").fetchone():
                raise StateError(
                    f"{path} is no state of feeds that this version can read: "
                    "name another one with --state"
                )
            for statement in (
                *SCHEMA.split(";"),
                f"PRAGMA application_id = {APPLICATION}",
                f"PRAGMA user_version = {LAYOUT}",
            ):
                database.execute(statement)


def _save_feed(database: sqlite3.Connection, feed: FeedState) -> None:
    names = ", ".join(asdict(feed))
    places = ", ".join("?" * len(fields(feed)))
    database.execute(f"INSERT OR REPLACE INTO feeds ({names}) VALUES ({places})", astuple(feed))  # noqa: S608 - the names are ours


def _save_article(database: sqlite3.Connection, article: Told, now: float) -> None:
    database.execute(
        "INSERT INTO articles VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT (id) DO UPDATE "
        "SET feed = excluded.feed, version = excluded.version, said = excluded.said, "
        "updated = excluded.updated, seen = excluded.seen",
        (article.id, article.feed, article.version, article.said, article.updated, now),
    )
    names = [(name, article.id) for name in article.names]
    database.executemany("INSERT OR REPLACE INTO names VALUES (?, ?)", names)


def _explained(path: Path, error: Exception) -> str:
    if isinstance(error, sqlite3.DatabaseError) and "locked" in str(error):
        return (
            f"{path} is in use: another `dateline feed --follow` runs with it; "
            "name another state with --state"
        )
    if isinstance(error, sqlite3.DatabaseError) and "not a database" in str(error):
        return (
            f"{path} is no SQLite file: name another state with --state, "
            "or remove it (all entries are then published again)"
        )
    return f"the state {path} cannot be used: {getattr(error, 'strerror', None) or error}"
