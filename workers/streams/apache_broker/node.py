"""One KRaft node, broker and controller in one, as a child process."""

import base64
import os
import signal
import socket
import subprocess
import sys
import time
import uuid
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from workers.interrupts import interrupts_held
from workers.streams.apache_broker.configuration import configuration
from workers.streams.embedded_broker import guardian
from workers.streams.embedded_broker.broker import BrokerError
from workers.streams.embedded_broker.detection import HOST, answers

STOP_SECONDS = 40.0
LOG_LINES = 15
QUIET = (
    "-Dorg.slf4j.simpleLogger.defaultLogLevel=warn",
    "-Dorg.slf4j.simpleLogger.showDateTime=true",
)
JVM = ("-Xmx384m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", *QUIET)


class BrokerFailedError(BrokerError):
    """A broker did not start; the message holds the end of its log."""


def free_ports(count: int) -> list[int]:
    """Return ports that are free now, all different."""
    probes = [socket.socket() for _ in range(count)]
    for probe in probes:
        probe.bind((HOST, 0))
    ports = [int(probe.getsockname()[1]) for probe in probes]
    for probe in probes:
        probe.close()
    return ports


def new_cluster_id() -> str:
    """Return an id in Kafka's form.

    The id does not begin with a dash, which StorageTool takes for the start of an option.
    """
    first, *rest = uuid.uuid4().bytes
    return base64.urlsafe_b64encode(bytes([first & 0x7F, *rest])).decode().rstrip("=")


@dataclass
class Node:
    """Node `number` of `count`.

    `folder` holds the node's data, settings and log. `special` are settings beyond the usual ones,
    or in their place.
    """

    jars: Path
    folder: Path
    number: int
    count: int
    port: int
    voters: str
    controller_port: int
    special: Mapping[str, str] = field(default_factory=dict)
    _guard: "subprocess.Popen[bytes] | None" = field(default=None)
    _pid: int = 0

    @property
    def address(self) -> str:
        """`host:port`."""
        return f"{HOST}:{self.port}"

    @property
    def running(self) -> bool:
        """Whether the process is there."""
        return self._guard is not None and self._guard.poll() is None

    @property
    def is_formatted(self) -> bool:
        """Whether the folder holds data from before."""
        return (self._data / "meta.properties").exists()

    def write_settings(self) -> None:
        """Write the settings file, in place of one from before."""
        self.folder.mkdir(parents=True, exist_ok=True)
        properties = {**self._configuration(), **self.special}
        self._settings.write_text(
            "".join(f"{name}={value}\n" for name, value in properties.items())
        )

    def format(self, cluster_id: str, *options: str) -> None:
        """Make the data folder; `options` are more of those of Kafka's StorageTool.

        Raises:
            BrokerFailedError: The tool did not do it.
        """
        self.write_settings()
        done = subprocess.run(  # noqa: S603 - the command is ours, no shell
            [
                *self._java("kafka.tools.StorageTool"),
                "format",
                "-t",
                cluster_id,
                "-c",
                str(self._settings),
                *options,
            ],
            capture_output=True,
            check=False,
        )
        if done.returncode != 0:
            raise BrokerFailedError((done.stdout + done.stderr).decode(errors="replace"))

    def start(self) -> None:
        """Start the process; does not wait until it answers."""
        guard = [sys.executable, "-I", "-S", str(guardian.__file__), guardian.TELL]
        with (self.folder / "broker.log").open("ab") as log, interrupts_held():
            self._guard = subprocess.Popen(  # noqa: S603 - the command is ours, no shell
                [*guard, *self._java("kafka.Kafka"), str(self._settings)],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=log,
                start_new_session=True,
            )
        if self._guard.stdout is not None:
            self._pid = int(self._guard.stdout.readline() or 0)

    def wait_until_it_answers(self, seconds: float) -> None:
        """Return once it speaks Kafka's protocol.

        Raises:
            BrokerFailedError: It ended, or does not answer in time.
        """
        deadline = time.monotonic() + seconds
        while not answers(self.port):
            if not self.running or time.monotonic() > deadline:
                raise BrokerFailedError(
                    f"broker {self.number} does not answer:\n{self._log_tail()}"
                )
            time.sleep(0.1)

    def stop(self) -> None:
        """Stop the node as an operator does.

        The node hands its leaderships over first, where another broker can take them.
        """
        self._signal(signal.SIGTERM)
        self._wait(STOP_SECONDS)

    def kill(self) -> None:
        """End it as a power cut does."""
        self._signal(signal.SIGKILL)
        self._wait(5)

    def _signal(self, number: signal.Signals) -> None:
        if self.running and self._pid:
            os.kill(self._pid, number)

    def _wait(self, seconds: float) -> None:
        guard, self._guard = self._guard, None
        if guard is None or guard.stdin is None or guard.stdout is None:
            return
        try:
            guard.wait(seconds)
        except subprocess.TimeoutExpired:
            guard.stdin.close()
            guard.wait()
        guard.stdin.close()
        guard.stdout.close()

    def _java(self, main: str) -> list[str]:
        return ["java", *JVM, "-cp", f"{self.jars}/*", main]

    @property
    def _settings(self) -> Path:
        return self.folder / "server.properties"

    @property
    def _data(self) -> Path:
        return self.folder / "data"

    def _log_tail(self) -> str:
        log = self.folder / "broker.log"
        return (
            "\n".join(log.read_text(errors="replace").splitlines()[-LOG_LINES:])
            if log.exists()
            else ""
        )

    def _configuration(self) -> dict[str, Any]:
        controller = f"{HOST}:{self.controller_port}"
        listening = configuration(
            self.number, self.count, broker=self.address, controller=controller
        )
        return {**listening, "controller.quorum.voters": self.voters, "log.dirs": self._data}
