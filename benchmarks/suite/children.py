"""Child processes: each with a log, and ended by its own id when its block ends."""

import os
import signal
import subprocess
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

STOP_SECONDS = 30.0
LAST_LINES = 12
ONE_THREAD = dict.fromkeys(
    ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS", "BLIS_NUM_THREADS"), "1"
)
"""One thread a process for matrices, with a process for each core: the same for all."""


class ChildError(RuntimeError):
    """A child process ended by itself; the message holds the end of its log."""


@dataclass(frozen=True, slots=True)
class Child:
    """A process that runs, its log, and the port of its web view where it has one."""

    process: "subprocess.Popen[bytes]"
    log: Path
    port: int = 0

    @property
    def pid(self) -> int:
        """Process id."""
        return self.process.pid

    def check(self) -> None:
        """Raise `ChildError` where it has ended."""
        status = self.process.poll()
        if status is not None:
            lines = self.log.read_text(encoding="utf-8", errors="replace").splitlines()[
                -LAST_LINES:
            ]
            raise ChildError("\n".join([f"{self.log.stem} ended with status {status}", *lines]))


@contextmanager
def child(
    command: Sequence[str],
    log: Path,
    *,
    environment: Mapping[str, str],
    folder: Path,
    port: int = 0,
) -> Iterator[Child]:
    """Run a command in `folder`, in a session of its own, until the block ends.

    `environment` adds to ours.
    """
    with log.open("wb") as output:
        process = subprocess.Popen(
            command,
            cwd=folder,
            env={**os.environ, **ONE_THREAD, **environment},
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
    try:
        yield Child(process, log, port)
    finally:
        end(process)


def end(process: "subprocess.Popen[bytes]") -> None:
    """End the leader of a session: ask it, then kill it and whatever it started."""
    if process.poll() is None:
        process.terminate()
    with suppress(subprocess.TimeoutExpired):
        process.wait(STOP_SECONDS)
    with suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()
