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

HOST = "127.0.0.1"
STOP_SECONDS = 40.0
LOG_LINES = 15
API_VERSIONS = b"\x00\x00\x00\x0a\x00\x12\x00\x00\x00\x00\x00\x01\xff\xff"
"""Kafka protocol: length, api key 18 (ApiVersions), version 0, correlation id 1, no client id."""
QUIET = ("-Dorg.slf4j.simpleLogger.defaultLogLevel=warn", "-Dorg.slf4j.simpleLogger.showDateTime=true")
JVM = ("-Xmx384m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", *QUIET)


class BrokerFailedError(RuntimeError):
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
    """Return an id as Kafka wants it, that does not begin with a dash, which StorageTool takes for an option."""
    first, *rest = uuid.uuid4().bytes
    return base64.urlsafe_b64encode(bytes([first & 0x7F, *rest])).decode().rstrip("=")


@dataclass
class Node:
    """Node `number` of `count`; `folder` holds its data, its settings and its log. `special` are settings beyond the usual ones, or in their place."""

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
        return f"{HOST}:{self.port}"

    def format(self, cluster_id: str, *options: str) -> None:
        """Make the data folder; `options` are more of those of Kafka's StorageTool."""
        self.folder.mkdir(parents=True)
        self._settings.write_text(self._properties())
        done = subprocess.run(
            [*self._java("kafka.tools.StorageTool"), "format", "-t", cluster_id, "-c", str(self._settings), *options],
            capture_output=True,
            check=False,
        )
        if done.returncode != 0:
            raise BrokerFailedError((done.stdout + done.stderr).decode(errors="replace"))

    def start(self) -> None:
        """Start the process; does not wait until it answers."""
        with (self.folder / "broker.log").open("ab") as log:
            self._guard = subprocess.Popen(
                [
                    sys.executable,
                    "-I",
                    str(Path(__file__).with_name("guard.py")),
                    *self._java("kafka.Kafka"),
                    str(self._settings),
                ],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=log,
                start_new_session=True,
            )
        assert self._guard.stdout is not None
        self._pid = int(self._guard.stdout.readline())

    def wait_until_it_answers(self, seconds: float) -> None:
        deadline = time.monotonic() + seconds
        while not self._answers():
            if not self.running or time.monotonic() > deadline:
                raise BrokerFailedError(f"broker {self.number} does not answer:\n{self._log_tail()}")
            time.sleep(0.1)

    @property
    def running(self) -> bool:
        return self._guard is not None and self._guard.poll() is None

    def stop(self) -> None:
        """Stop it as an operator does; it hands its leaderships over first, where another broker can take them."""
        self._signal(signal.SIGTERM)
        self._wait(STOP_SECONDS)

    def kill(self) -> None:
        """End it as a power cut does."""
        self._signal(signal.SIGKILL)
        self._wait(5)

    def _signal(self, number: signal.Signals) -> None:
        if self.running:
            os.kill(self._pid, number)

    def _wait(self, seconds: float) -> None:
        guard, self._guard = self._guard, None
        if guard is None:
            return
        assert guard.stdin is not None
        assert guard.stdout is not None
        try:
            guard.wait(seconds)
        except subprocess.TimeoutExpired:
            guard.stdin.close()
            guard.wait()
        guard.stdin.close()
        guard.stdout.close()

    def _answers(self) -> bool:
        try:
            with socket.create_connection((HOST, self.port), timeout=2) as connection:
                connection.sendall(API_VERSIONS)
                return len(connection.recv(16)) > 0
        except OSError:
            return False

    def _java(self, main: str) -> list[str]:
        return ["java", *JVM, "-cp", f"{self.jars}/*", main]

    @property
    def _settings(self) -> Path:
        return self.folder / "server.properties"

    def _log_tail(self) -> str:
        log = self.folder / "broker.log"
        return "\n".join(log.read_text(errors="replace").splitlines()[-LOG_LINES:]) if log.exists() else ""

    def _properties(self) -> str:
        replicas = min(3, self.count)
        in_sync = max(1, replicas - 1)
        told = {
            "process.roles": "broker,controller",
            "node.id": self.number,
            "controller.quorum.voters": self.voters,
            "listeners": f"PLAINTEXT://{self.address},CONTROLLER://{HOST}:{self.controller_port}",
            "advertised.listeners": f"PLAINTEXT://{self.address}",
            "controller.listener.names": "CONTROLLER",
            "listener.security.protocol.map": "PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT",
            "log.dirs": self.folder / "data",
            "auto.create.topics.enable": "false",
            # Two cores are all there is: the defaults make a dozen threads a broker.
            "num.network.threads": 1,
            "num.io.threads": 2,
            "background.threads": 2,
            "default.replication.factor": replicas,
            "min.insync.replicas": in_sync,
            "offsets.topic.replication.factor": replicas,
            "offsets.topic.num.partitions": 4,
            "transaction.state.log.replication.factor": replicas,
            "transaction.state.log.min.isr": in_sync,
            "transaction.state.log.num.partitions": 4,
            "share.coordinator.state.topic.replication.factor": replicas,
            "share.coordinator.state.topic.min.isr": in_sync,
            "share.coordinator.state.topic.num.partitions": 1,
            "group.initial.rebalance.delay.ms": 0,
            "broker.session.timeout.ms": 6000,
            "replica.lag.time.max.ms": 10000,
            "log.segment.bytes": 64 * 1024 * 1024,
        }
        return "".join(f"{name}={value}\n" for name, value in {**told, **self.special}.items())
