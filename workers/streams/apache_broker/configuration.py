"""The settings of a KRaft node on a machine that does other work too."""

from typing import Any


def configuration(number: int, count: int, *, broker: str, controller: str) -> dict[str, Any]:
    """Return the settings of node `number` of `count`.

    The node listens as broker and as controller at these addresses (`host:port`). Whoever starts
    the node adds where its data lie and which nodes vote.
    """
    return {
        "process.roles": "broker,controller",
        "node.id": number,
        "listeners": f"PLAINTEXT://{broker},CONTROLLER://{controller}",
        "advertised.listeners": f"PLAINTEXT://{broker}",
        "controller.listener.names": "CONTROLLER",
        "listener.security.protocol.map": "PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT",
        "auto.create.topics.enable": "false",
        # Two cores are all that may be there: the defaults make a dozen threads a broker.
        "num.network.threads": 1,
        "num.io.threads": 2,
        "background.threads": 2,
        "group.initial.rebalance.delay.ms": 0,
        "broker.session.timeout.ms": 6000,
        "replica.lag.time.max.ms": 10000,
        "log.segment.bytes": 64 * 1024 * 1024,
        **_replication(min(3, count)),
    }


def _replication(replicas: int) -> dict[str, int]:
    in_sync = max(1, replicas - 1)
    return {
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
    }
