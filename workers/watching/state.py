"""The memory of watching between looks and restarts: one SQLite file, each file one transaction.

files       each file that was read: its stamp, whether it could not be read to its end, and since
            when it has been gone
articles    each article as the file last held it: its key, a hash of its bytes, its version
"""

from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from workers.memory_file import Layout, MemoryFile

KEPT = 90 * 86_400.0
"""Seconds for which a file is remembered that is gone: a disk may be away for a while."""
LAYOUT = Layout(
    application=0x44544C57,  # DTLW
    number=1,
    subject="watched folders",
    command="dateline feed --watch",
    loss="all files are then published again",
    tables="""
CREATE TABLE files (path TEXT PRIMARY KEY, size INTEGER NOT NULL, modified INTEGER NOT NULL, \
changed INTEGER NOT NULL, unread INTEGER NOT NULL, gone REAL);
CREATE TABLE articles (path TEXT NOT NULL REFERENCES files (path) ON DELETE CASCADE, \
key BLOB NOT NULL, hash BLOB NOT NULL, version INTEGER NOT NULL);
CREATE INDEX articles_by_path ON articles (path);
CREATE INDEX articles_by_key ON articles (key, version);
""",
)


@dataclass(frozen=True, slots=True)
class Stamp:
    """What shows that a file has changed: its size, and the times of its content and its inode.

    The times are in nanoseconds; that of the inode changes with the permissions too.
    """

    size: int
    modified: int
    changed: int

    @classmethod
    def of(cls, file: Path) -> "Stamp | None":
        """Return the stamp of a file; None where it is gone."""
        try:
            found = file.stat()
        except OSError:
            return None
        return cls(found.st_size, found.st_mtime_ns, found.st_ctime_ns)


Held = dict[bytes, dict[bytes, int]]
"""The articles of a file: by key and hash of its bytes, the version that each was published as."""


class State(MemoryFile):
    """The file, open; held by one process at a time. Every method may raise StateError."""

    def __init__(self, path: Path) -> None:
        super().__init__(path, LAYOUT)
        with self.transaction() as database:
            rows = database.execute("SELECT path, size, modified, changed FROM files")
            self._stamps = {path: Stamp(*stamp) for path, *stamp in rows}

    def stamp(self, file: Path) -> Stamp | None:
        """Return the stamp with which a file was last read; None where it never was."""
        return self._stamps.get(str(file))

    def held(self, file: Path) -> Held:
        """Return the articles that a file held when it was last read."""
        held: Held = defaultdict(dict)
        with self.transaction() as database:
            for key, hash_, version in database.execute(
                "SELECT key, hash, version FROM articles WHERE path = ?", (str(file),)
            ):
                held[key][hash_] = version
        return held

    def version(self, key: bytes) -> int:
        """Return the highest version of an article in any file; 0 where none held it."""
        with self.transaction() as database:
            found = database.execute("SELECT max(version) FROM articles WHERE key = ?", (key,))
            return found.fetchone()[0] or 0

    def save(self, file: Path, stamp: Stamp, held: Held, *, unread: bool) -> None:
        """Write that a file was read, with its articles, whole or not at all."""
        path = str(file)
        articles = [
            (path, key, hash_, version)
            for key, versions in held.items()
            for hash_, version in versions.items()
        ]
        row = (path, stamp.size, stamp.modified, stamp.changed, unread)
        with self.transaction() as database:
            database.execute("DELETE FROM articles WHERE path = ?", (path,))
            database.execute("INSERT OR REPLACE INTO files VALUES (?, ?, ?, ?, ?, NULL)", row)
            database.executemany("INSERT INTO articles VALUES (?, ?, ?, ?)", articles)
        self._stamps[path] = stamp

    def begin(self, now: float, exists: Callable[[str], bool]) -> None:
        """Begin a run: files that could not be read are tried again.

        Files that have been gone for `KEPT` are forgotten. `now` is Unix time.
        """
        there = [(exists(path), path) for path in self._stamps]
        with self.transaction() as database:
            database.executemany(
                "UPDATE files SET gone = CASE WHEN ? THEN NULL ELSE coalesce(gone, ?) END "
                "WHERE path = ?",
                [(is_there, now, path) for is_there, path in there],
            )
            rows = database.execute("SELECT path FROM files WHERE unread").fetchall()
            rows += database.execute(
                "DELETE FROM files WHERE gone < ? RETURNING path", (now - KEPT,)
            ).fetchall()
        for (path,) in rows:
            self._stamps.pop(path, None)
