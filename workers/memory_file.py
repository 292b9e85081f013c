"""What a command remembers between its runs: one SQLite file, held by one process at a time."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Self


class StateError(RuntimeError):
    """The file cannot be used; the message says why and what to do."""


@dataclass(frozen=True, slots=True)
class Layout:
    """The tables of a file, and how they are recognised.

    Attributes:
        application: Four letters in the header of the file, as a number: it is ours.
        number: Of this layout, higher where the tables have changed.
        tables: SQL statements that make the tables, each ended by a semicolon.
        subject: What the file remembers: `feeds`.
        command: The command that holds it, as a user types it.
        loss: What follows where the file is removed.
    """

    application: int
    number: int
    tables: str
    subject: str
    command: str
    loss: str


class MemoryFile:
    """The file, open. What its layout stores is for subclasses to say."""

    def __init__(self, path: Path, layout: Layout) -> None:
        """Open the file; make it where it does not exist.

        Raises:
            StateError: It cannot be used, or another process holds it.
        """
        self.path, self.layout = path, layout
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.touch(mode=0o600)
            self.database = sqlite3.connect(path, timeout=1.0)
            self._prepare()
        except (OSError, sqlite3.Error) as error:
            raise self._explained(error) from error

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.database.close()

    @contextmanager
    def transaction(self) -> Iterator[sqlite3.Connection]:
        """Give the database for a block whose writes are done whole or not at all.

        Raises:
            StateError: The file cannot be used.
        """
        try:
            with self.database as database:
                yield database
        except sqlite3.Error as error:
            raise self._explained(error) from error

    def _prepare(self) -> None:
        # Exclusive, so that two commands never hold one file. The lock is held until the file is
        # closed, or the process ends.
        self.database.executescript("PRAGMA locking_mode = EXCLUSIVE; PRAGMA foreign_keys = ON;")
        with self.database as database:
            database.execute("BEGIN EXCLUSIVE")
            application, number = (
                database.execute(f"PRAGMA {name}").fetchone()[0]
                for name in ("application_id", "user_version")
            )
            if (application, number) == (self.layout.application, self.layout.number):
                return
            if application or number or database.execute("SELECT 1 FROM sqlite_schema").fetchone():
                raise StateError(
                    f"{self.path} is no state of {self.layout.subject} that this version can "
                    "read: name another one with --state"
                )
            for statement in (
                *self.layout.tables.split(";"),
                f"PRAGMA application_id = {self.layout.application}",
                f"PRAGMA user_version = {self.layout.number}",
            ):
                database.execute(statement)

    def _explained(self, error: Exception) -> StateError:
        if isinstance(error, sqlite3.DatabaseError) and "locked" in str(error):
            return StateError(
                f"{self.path} is in use: another `{self.layout.command}` runs with it; "
                "name another state with --state"
            )
        if isinstance(error, sqlite3.DatabaseError) and "not a database" in str(error):
            return StateError(
                f"{self.path} is no SQLite file: name another state with --state, "
                f"or remove it ({self.layout.loss})"
            )
        reason = getattr(error, "strerror", None) or error
        return StateError(f"the state {self.path} cannot be used: {reason}")
