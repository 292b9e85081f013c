"""Apache Kafka as one KRaft node on a loopback port, with the interface of the embedded broker."""

import socket
import tempfile
from contextlib import ExitStack
from pathlib import Path
from typing import Self

from workers.streams.apache_broker.distribution import kafka_jars
from workers.streams.apache_broker.node import Node, free_ports, new_cluster_id
from workers.streams.embedded_broker.broker import Broker, BrokerError
from workers.streams.embedded_broker.detection import HOST

START_SECONDS = 60.0


class ApacheBroker(Broker):
    """A node within `with`.

    The node keeps its data in `folder` from one run to the next; without a folder, it keeps
    nothing.
    """

    def __init__(self, port: int = 0, folder: Path | None = None) -> None:
        """Keep what to start; `port` 0 picks a free one."""
        self._port = port
        self._folder = folder
        self._stack = ExitStack()
        self._node: Node | None = None

    @property
    def address(self) -> str:
        """`host:port`, for `Settings.broker`."""
        return self._node.address if self._node is not None else f"{HOST}:{self._port}"

    def running(self) -> bool:
        """Whether the process is there."""
        return self._node is not None and self._node.running

    def start(self) -> Self:
        """Start it and wait until it answers.

        Raises:
            BrokerError: There is no Java, Kafka could not be fetched, the port is taken, or no
                answer came in time.
        """
        jars = kafka_jars()
        if self._port and _is_taken(self._port):
            raise BrokerError(
                f"port {self._port} of {HOST} is taken: "
                "stop what listens there, or choose another port"
            )
        port, controller = free_ports(2)
        self._node = node = Node(
            jars,
            self._folder_of_node(),
            1,
            1,
            self._port or port,
            f"1@{HOST}:{controller}",
            controller,
        )
        if node.is_formatted:
            node.write_settings()
        else:
            node.format(new_cluster_id())
        node.start()
        node.wait_until_it_answers(START_SECONDS)
        return self

    def stop(self) -> None:
        """Stop it in order, surely; harmless where it does not run."""
        node, self._node = self._node, None
        if node is not None:
            node.stop()
        self._stack.close()

    def _folder_of_node(self) -> Path:
        if self._folder is not None:
            return self._folder
        return (
            Path(self._stack.enter_context(tempfile.TemporaryDirectory(prefix="dateline-kafka-")))
            / "broker"
        )


def _is_taken(port: int) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex((HOST, port)) == 0
