"""A terminal for tests: a command on a pseudo-terminal, and what the screen shows of it."""

import os
import sys
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from types import TracebackType
from typing import Self

import pexpect
import pyte

ROOT = Path(__file__).parents[1]
DATELINE = (sys.executable, "-m", "workers")
TIMEOUT = 180.0


class Terminal:
    """A command within `with`, on a terminal of so many columns and rows."""

    def __init__(
        self,
        command: Sequence[str],
        *,
        columns: int = 80,
        rows: int = 24,
        cwd: Path = ROOT,
        environment: Mapping[str, str] | None = None,
    ) -> None:
        self._screen = pyte.Screen(columns, rows)
        self._stream = pyte.ByteStream(self._screen)
        self._output = bytearray()
        self._process = pexpect.spawn(
            command[0],
            list(command[1:]),
            dimensions=(rows, columns),
            cwd=str(cwd),
            env={**_environment(), **(environment or {})},
            timeout=TIMEOUT,
        )

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._process.close(force=True)

    def pictures(self) -> Iterator[list[str]]:
        """The screen after each piece of output, its lines without trailing spaces, to the end."""
        while True:
            try:
                data = self._process.read_nonblocking(65_536, TIMEOUT)
            except pexpect.EOF:
                self._process.wait()
                return
            self._output += data
            self._stream.feed(data)
            yield self.picture()

    def picture(self) -> list[str]:
        """The screen as it is."""
        return [line.rstrip() for line in self._screen.display]

    def until(self, text: str) -> list[str]:
        """The first screen that shows `text`."""
        for picture in self.pictures():
            if any(text in line for line in picture):
                return picture
        raise AssertionError(f"{text!r} was never shown; at the end: {self.picture()}")

    def end(self) -> list[str]:
        """The last screen, once the command has ended."""
        for _picture in self.pictures():
            pass
        return self.picture()

    def type(self, keys: str) -> None:
        """Press keys."""
        self._process.send(keys)

    @property
    def output(self) -> str:
        """All that was written, what the screen no longer shows included."""
        return self._output.decode(errors="replace")

    @property
    def status(self) -> int | None:
        """The exit status, once the command has ended."""
        status: int | None = self._process.exitstatus
        return status


def _environment() -> dict[str, str]:
    """Ours without what would steer a terminal."""
    steering = ("PAGER", "LESS", "FORCE_COLOR", "NO_COLOR", "COLUMNS", "LINES")
    kept = {name: value for name, value in os.environ.items() if name not in steering}
    return {**kept, "PYTHONPATH": str(ROOT), "TERM": "xterm-256color", "DATELINE_WEB_PORT": "0"}
