"""One place of the pool: a child process that is started, asked, limited in time, and replaced."""

import os
import socket
import subprocess
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from multiprocessing.connection import Connection
from typing import Any

from workers.heap import ENVIRONMENT
from workers.matrices import environment
from workers.settings import Settings
from workers.streams.failures.worker_errors import PoolError
from workers.streams.pool.process import READY

START_TIMEOUT = 120.0
"""Seconds for a process to load its pipeline; two on a quiet machine."""


class ProcessLost(Exception):  # noqa: N818 - it is an outcome of a batch, not a fault of ours
    """The process did not answer the batch; `how` is `died` or `hung`."""

    def __init__(self, how: str, detail: str) -> None:
        super().__init__(detail)
        self.how = how
        self.detail = detail


@dataclass(slots=True)
class Slot:
    """A place that holds one process at a time, with the analysis of a factory.

    `analysis` names the factory (`module:function`). Every method blocks: call them in a thread,
    one at a time.
    """

    analysis: str
    settings: Settings
    articles: int = 0
    recycled: int = 0
    _process: "subprocess.Popen[bytes] | None" = None
    _connection: Connection | None = None
    _closed: bool = field(default=False)

    def run(self, stage: str, items: Sequence[Any], timeout: float) -> list[Any]:
        """Run a batch in the process for at most `timeout` seconds; start a process if needed.

        Stage, items and outcomes are those of the analysis.

        Raises:
            ProcessLost: It died, or hung and was killed; the next call starts another.
            PoolError: No process can be started.
        """
        self._ready()
        try:
            outcomes = self._ask(stage, items, timeout)
        except (EOFError, OSError) as error:
            raise ProcessLost("died", self._obituary()) from error
        self.articles += len(items)
        return outcomes

    def start(self) -> None:
        """Start the process and wait until it has loaded. Raises PoolError where it cannot."""
        ours, theirs = socket.socketpair()
        with theirs:
            self._process = self._spawn(theirs.fileno())
        self._connection = Connection(ours.detach())
        self.articles = 0
        try:
            self._connection.send((self.analysis, self.settings))
            ready = self._connection.poll(START_TIMEOUT) and self._connection.recv_bytes() == READY
        except (EOFError, OSError) as error:
            raise PoolError(
                f"a process of the pool ended while loading: {self._obituary()}"
            ) from error
        if not ready:
            self.close()
            raise PoolError(f"a process of the pool did not load within {START_TIMEOUT:g} s")

    def close(self) -> None:
        """End the process; harmless where there is none."""
        process, self._process = self._process, None
        if process is not None:
            process.kill()
            process.wait()
        connection, self._connection = self._connection, None
        if connection is not None:
            connection.close()

    def kill(self) -> None:
        """Kill the process from another thread.

        The call that waits for the process then raises ProcessLost.
        """
        process = self._process
        if process is not None:
            process.kill()
            process.wait()

    @property
    def pid(self) -> int | None:
        """The process id, None where none runs."""
        return None if self._process is None else self._process.pid

    def _ready(self) -> None:
        if self._process is not None and self.articles >= self.settings.articles_per_process:
            self.close()
            self.recycled += 1
        if self._process is None:
            self.start()

    def _ask(self, stage: str, items: Sequence[Any], timeout: float) -> list[Any]:
        assert self._connection is not None  # noqa: S101 - _ready() has run
        self._connection.send((stage, list(items)))
        if not self._connection.poll(timeout):
            self.close()
            raise ProcessLost("hung", f"no answer within {timeout:g} s")
        outcomes: list[Any] = self._connection.recv()
        return outcomes

    def _spawn(self, descriptor: int) -> "subprocess.Popen[bytes]":
        return subprocess.Popen(  # noqa: S603 - the command is ours, no shell
            [sys.executable, "-m", "workers.streams.pool.process", str(descriptor)],
            stdin=subprocess.DEVNULL,
            pass_fds=(descriptor,),
            env={
                **ENVIRONMENT,
                **os.environ,
                **environment(),
                "PYTHONPATH": os.pathsep.join(filter(None, sys.path)),
            },
        )

    def _obituary(self) -> str:
        process = self._process
        if process is None:
            return "it was ended"
        deadline = time.monotonic() + 5
        while process.poll() is None and time.monotonic() < deadline:
            time.sleep(0.01)
        status = process.poll()
        self.close()
        return (
            f"ended by signal {-status}"
            if status is not None and status < 0
            else f"exit status {status}"
        )
