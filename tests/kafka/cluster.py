"""A cluster of Apache Kafka for tests: one to three KRaft nodes on free loopback ports.

Each of them can be stopped, killed and restarted. Every method blocks; from a test that runs on an
event loop, call them in a thread.
"""

from pathlib import Path
from typing import Self

from workers.streams.apache_broker.distribution import kafka_jars
from workers.streams.apache_broker.node import Node, free_ports, new_cluster_id
from workers.streams.embedded_broker.broker import Broker
from workers.streams.embedded_broker.detection import HOST

START_SECONDS = 60.0


class Cluster(Broker):
    """`size` brokers, within `with`; numbered from 1. Their data lies in `folder`."""

    def __init__(self, folder: Path, size: int) -> None:
        """Raises KafkaUnavailableError where there is no Java, or Kafka cannot be fetched."""
        jars = kafka_jars()
        ports = free_ports(2 * size)
        voters = ",".join(f"{number}@{HOST}:{port}" for number, port in enumerate(ports[size:], 1))
        self._nodes = {
            number: Node(
                jars,
                folder / f"broker-{number}",
                number,
                size,
                ports[number - 1],
                voters,
                controller,
            )
            for number, controller in enumerate(ports[size:], 1)
        }

    @property
    def address(self) -> str:
        """All brokers as `host:port,host:port`, for `Settings.broker`."""
        return ",".join(node.address for node in self._nodes.values())

    @property
    def size(self) -> int:
        return len(self._nodes)

    @property
    def numbers(self) -> list[int]:
        return list(self._nodes)

    def start(self) -> Self:
        cluster_id = new_cluster_id()
        for node in self._nodes.values():
            node.format(cluster_id)
        self.start_all()
        return self

    def start_all(self) -> None:
        """Start every broker that does not run, and wait until all answer."""
        down = [node for node in self._nodes.values() if not node.running]
        for node in down:
            node.start()
        for node in down:
            node.wait_until_it_answers(START_SECONDS)

    def running(self) -> bool:
        """Whether every broker runs."""
        return all(node.running for node in self._nodes.values())

    def stop(self) -> None:
        self.kill_all()

    def kill(self, number: int) -> None:
        """Kill one broker."""
        self._nodes[number].kill()

    def kill_all(self) -> None:
        for node in self._nodes.values():
            node.kill()

    def restart(self, number: int) -> None:
        """Stop a broker where it runs, start it, and wait until it answers."""
        self._nodes[number].stop()
        self._nodes[number].start()
        self._nodes[number].wait_until_it_answers(START_SECONDS)
