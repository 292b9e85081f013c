"""A worker as a child process: started, waited for, stopped for certain."""

import os
import signal
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from types import TracebackType
from typing import Self

from workers.interrupts import interrupts_held
from workers.settings import PREFIX

READY_TIMEOUT = 120.0
STOP_TIMEOUT = 30.0
LAST_LINES = 20


class WorkerError(RuntimeError):
    """The worker did not start, or ended by itself; the message carries the end of its log."""


class WorkerProcess:
    """`dateline worker` with some settings, as a child process. Its log goes to a file.

    The child ends with the `with` block in which it was started.
    """

    def __init__(self, settings: dict[str, str], log: Path, *, web: str) -> None:
        """Keep the settings by name, the file for the log, and the address of the web view."""
        self._environment = {
            **os.environ,
            **{PREFIX + name.upper(): value for name, value in settings.items()},
        }
        self._log = log
        self._web = web
        self._process: subprocess.Popen[bytes] | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.stop()

    def start(self) -> None:
        """Start it; an interrupt waits until the child is known here."""
        with self._log.open("wb") as log, interrupts_held():
            # Its own session: a Ctrl-C at the terminal is for us, and we stop it in order.
            self._process = subprocess.Popen(
                [sys.executable, "-m", "workers", "worker"],
                env=self._environment,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )

    def wait_until_ready(self, waiting: Callable[[float], None] = lambda _seconds: None) -> None:
        """Return once `/readyz` says so; calls `waiting(seconds)` in between.

        Raises:
            WorkerError: It ended, or was not ready in time.
        """
        start = time.monotonic()
        while not self._ready():
            self.check()
            waited = time.monotonic() - start
            if waited > READY_TIMEOUT:
                raise WorkerError(
                    f"the worker was not ready after {READY_TIMEOUT:g} s\n{self.last_words()}"
                )
            waiting(waited)
            time.sleep(0.1)

    def check(self) -> None:
        """Raise `WorkerError` where the process has ended."""
        if self._process is not None and self._process.poll() is not None:
            raise WorkerError(
                f"the worker ended with status {self._process.returncode}\n{self.last_words()}"
            )

    def stop(self) -> None:
        """Ask it to drain and end; kill it, and whatever it started, where it does not."""
        process, self._process = self._process, None
        if process is None:
            return
        process.terminate()
        with suppress(subprocess.TimeoutExpired):
            process.wait(STOP_TIMEOUT)
        with suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()

    def last_words(self) -> str:
        """Return the last lines of its log."""
        return "\n".join(
            self._log.read_text(encoding="utf-8", errors="replace").splitlines()[-LAST_LINES:]
        )

    def _ready(self) -> bool:
        try:
            with urllib.request.urlopen(f"{self._web}/readyz", timeout=2) as response:  # noqa: S310 - our own loopback address
                return bool(response.status == 200)  # noqa: PLR2004 - HTTP OK
        except (urllib.error.URLError, OSError):
            return False
