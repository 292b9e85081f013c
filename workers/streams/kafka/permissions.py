"""What the broker lets us do with topics and groups, asked before any work depends on it.

Kafka tells it on request (Metadata from version 8 on, DescribeGroups from version 3 on); aiokafka's
own requests are older or do not ask. A broker that does not tell is not judged.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import IntEnum
from typing import Any

from aiokafka.admin import AIOKafkaAdminClient
from aiokafka.errors import (
    GroupAuthorizationFailedError,
    GroupCoordinatorNotAvailableError,
    IncompatibleBrokerVersion,
)
from aiokafka.protocol.admin import DescribeGroupsResponse_v3
from aiokafka.protocol.api import Request, RequestStruct, Response
from aiokafka.protocol.types import Array, Boolean, Int16, Int32, Schema, String

UNKNOWN = -(2**31)
"""What a broker says that does not tell operations."""
TOPIC_FORBIDDEN, GROUP_FORBIDDEN = 29, 30
"""Kafka's error codes TOPIC_AUTHORIZATION_FAILED and GROUP_AUTHORIZATION_FAILED."""


class Operation(IntEnum):
    """What may be done with a topic or group, by Kafka's numbers."""

    READ = 3
    WRITE = 4
    DELETE = 6
    DESCRIBE = 8


@dataclass(frozen=True, slots=True)
class TopicFacts:
    """A topic as the broker describes it.

    `error` is Kafka's code, 0 where all is well; `allowed` is None where the broker does not say.
    """

    name: str
    error: int
    partitions: int
    allowed: frozenset[Operation] | None = None

    @property
    def hidden(self) -> bool:
        """Whether we may not even know of it."""
        return self.error == TOPIC_FORBIDDEN

    def lacks(self, wanted: Iterable[Operation]) -> tuple[Operation, ...]:
        """Return what is wanted and not allowed."""
        if self.hidden:
            return (Operation.DESCRIBE, *wanted)
        return (
            ()
            if self.allowed is None
            else tuple(operation for operation in wanted if operation not in self.allowed)
        )


class RightsResponse(Response):
    """Metadata, version 8."""

    API_KEY = 3
    API_VERSION = 8
    SCHEMA = Schema(
        ("throttle_time_ms", Int32),
        (
            "brokers",
            Array(("node_id", Int32), ("host", String()), ("port", Int32), ("rack", String())),
        ),
        ("cluster_id", String()),
        ("controller_id", Int32),
        (
            "topics",
            Array(
                ("error_code", Int16),
                ("topic", String()),
                ("is_internal", Boolean),
                (
                    "partitions",
                    Array(
                        ("error_code", Int16),
                        ("partition", Int32),
                        ("leader", Int32),
                        ("leader_epoch", Int32),
                        ("replicas", Array(Int32)),
                        ("isr", Array(Int32)),
                        ("offline_replicas", Array(Int32)),
                    ),
                ),
                ("allowed", Int32),
            ),
        ),
        ("allowed", Int32),
    )


class RightsQuestion(RequestStruct):
    """A Metadata request, version 8.

    Its fields are the topics, whether to create them, and whether to list the operations that are
    allowed on the cluster and on the topics.
    """

    API_KEY = 3
    API_VERSION = 8
    RESPONSE_TYPE = RightsResponse
    SCHEMA = Schema(
        ("topics", Array(String())), ("create", Boolean), ("cluster", Boolean), ("topic", Boolean)
    )


class RightsRequest(Request[RightsQuestion]):
    """What we may do with topics."""

    API_KEY = 3

    def __init__(self, names: Sequence[str]) -> None:
        self._names = list(names)

    def build(self, request_struct_class: type[RightsQuestion]) -> RightsQuestion:
        """Return the request."""
        return request_struct_class(self._names, False, False, True)


class GroupRightsQuestion(RequestStruct):
    """DescribeGroups, version 3: groups, and whether to tell what we may do with them."""

    API_KEY = 15
    API_VERSION = 3
    RESPONSE_TYPE = DescribeGroupsResponse_v3
    SCHEMA = Schema(("groups", Array(String())), ("operations", Boolean))


class GroupRightsRequest(Request[GroupRightsQuestion]):
    """What we may do with a group."""

    API_KEY = 15

    def __init__(self, group: str) -> None:
        self._group = group

    def build(self, request_struct_class: type[GroupRightsQuestion]) -> GroupRightsQuestion:
        """Return the request."""
        return request_struct_class([self._group], True)


async def topic_facts(admin: AIOKafkaAdminClient, names: Sequence[str]) -> dict[str, TopicFacts]:
    """Return what the broker tells of each of these topics; missing ones with an error.

    Raises:
        aiokafka.errors.KafkaError: It does not answer.
    """
    try:
        # The client's one way to send a request of ours.
        answer = await admin._send_request(RightsRequest(names))  # noqa: SLF001
        rows = answer.to_object()["topics"]
    except (NotImplementedError, IncompatibleBrokerVersion):
        rows = await admin.describe_topics(list(names))
    return {row["topic"]: _facts(row) for row in rows}


async def may_read_group(admin: AIOKafkaAdminClient, group: str) -> bool:
    """Return whether we may join a consumer group; True where the broker does not tell.

    Raises:
        aiokafka.errors.KafkaError: It does not answer.
    """
    try:
        coordinator = await admin.find_coordinator(group)
    except GroupAuthorizationFailedError:
        return False
    except GroupCoordinatorNotAvailableError:
        # A new cluster: the topic that coordinators are elected by is being made.
        return True
    try:
        # See topic_facts.
        answer = await admin._send_request(GroupRightsRequest(group), coordinator)  # noqa: SLF001
    except (NotImplementedError, IncompatibleBrokerVersion):
        return True
    group_row = answer.to_object()["groups"][0]
    allowed = _operations(group_row["authorized_operations"])
    return group_row["error_code"] != GROUP_FORBIDDEN and (
        allowed is None or Operation.READ in allowed
    )


def _facts(row: dict[str, Any]) -> TopicFacts:
    allowed = _operations(row.get("allowed", UNKNOWN)) if row["error_code"] == 0 else None
    return TopicFacts(row["topic"], row["error_code"], len(row["partitions"]), allowed)


def _operations(bits: int) -> frozenset[Operation] | None:
    return (
        None
        if bits == UNKNOWN
        else frozenset(operation for operation in Operation if bits >> operation & 1)
    )
