"""The state folder: the local copy of the tables, which the changelogs can always rebuild.

After a crash the copy may hold what never reached the changelog, so only a folder that was closed
cleanly, by this layout, for the same topics, is used again; any other is wiped. One process at a
time may use it.
"""

import fcntl
import logging
import os
import shutil
from dataclasses import dataclass, field
from pathlib import Path
from typing import Self

import orjson

from workers.settings import Settings
from workers.streams.failures.disk import disk_trouble
from workers.streams.failures.worker_errors import DiskError, StateError

log = logging.getLogger(__name__)

LAYOUT = 3
"""Raised when what is in the folder or in the tables changes its form."""


@dataclass(slots=True)
class StateFolder:
    """The folder at `path`, for the tables of the topics that `belongs_to` names."""

    path: Path
    belongs_to: str
    _lock: int | None = field(default=None)

    @classmethod
    def of(cls, settings: Settings) -> Self:
        """The folder that the settings name."""
        return cls(
            Path(settings.state_dir).absolute(),
            f"{settings.broker} {settings.group_prefix} {settings.topic_prefix} "
            f"{settings.partitions}",
        )

    @property
    def _marker(self) -> Path:
        return self.path / "clean.json"

    def open(self) -> bool:
        """Take the folder for this process; returns whether what was in it was wiped.

        Raises:
            StateError: Another process uses it, it cannot be written, or a newer version of the
                program left it.
        """
        self._take()
        marker = self._read_marker()
        self._marker.unlink(missing_ok=True)
        if marker == self._clean():
            return False
        return self._wipe()

    def close_clean(self) -> None:
        """Mark the folder as clean: the tables hold what their changelogs hold.

        Called last, when everything is acknowledged and closed.

        Where the disk has no room for that, the next worker wipes the folder and restores it from
        the broker.
        """
        try:
            self._marker.write_bytes(orjson.dumps(self._clean()))
        except OSError as error:
            log.warning("the next worker restores its state from the broker: %s", error)

    def release(self) -> None:
        """Give the folder back; the end of the process does it too."""
        if self._lock is not None:
            os.close(self._lock)
            self._lock = None

    def rebuild(self) -> None:
        """Delete the local state; the next worker restores it from the broker.

        Raises StateError where a worker uses the folder.
        """
        self._take()
        self._marker.unlink(missing_ok=True)
        self._wipe()
        self.release()

    def _take(self) -> None:
        try:
            self.path.mkdir(parents=True, exist_ok=True)
            self._lock = os.open(self.path / "lock", os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
        except OSError as error:
            if trouble := disk_trouble(error):
                raise DiskError(trouble) from error
            raise StateError(
                f"the state folder {self.path} cannot be used: {error.strerror}; "
                "DATELINE_STATE_DIR names another"
            ) from error
        try:
            fcntl.flock(self._lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            self.release()
            raise StateError(
                f"the state folder {self.path} is in use by another worker: "
                "give each its own with DATELINE_STATE_DIR"
            ) from error

    def _read_marker(self) -> dict[str, object]:
        try:
            marker = orjson.loads(self._marker.read_bytes())
        except (OSError, orjson.JSONDecodeError):
            return {}
        if (
            isinstance(marker, dict)
            and isinstance(marker.get("layout"), int)
            and marker["layout"] > LAYOUT
        ):
            raise StateError(
                f"the state folder {self.path} was left by a newer version of Dateline: use that "
                "version, or `dateline rebuild-state`"
            )
        return marker if isinstance(marker, dict) else {}

    def _clean(self) -> dict[str, object]:
        return {"layout": LAYOUT, "belongs_to": self.belongs_to}

    def _wipe(self) -> bool:
        held = any(self.path.rglob("*.db"))
        for entry in self.path.iterdir():
            if entry.is_dir():
                shutil.rmtree(entry)
            elif entry.name != "lock":
                entry.unlink()
        return held
