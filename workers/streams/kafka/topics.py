"""Our topics on a broker: creating those that are missing, and checking all of them."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Iterable, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import TypeVar

from aiokafka.admin import AIOKafkaAdminClient, NewTopic
from aiokafka.admin.config_resource import ConfigResource, ConfigResourceType
from aiokafka.errors import KafkaError, for_code

from schemas.topics import Topic, topics
from workers.settings import Settings
from workers.streams.kafka.connection import connection
from workers.streams.kafka.permissions import TOPIC_FORBIDDEN, Operation, TopicFacts, topic_facts
from workers.streams.kafka.reachability import check_reachable
from workers.streams.kafka.unusable import FORBIDDEN, MISFIT, UNREACHABLE, KafkaUnusableError

T = TypeVar("T")

REQUEST_TIMEOUT_MS = 10_000
KNOWN_ATTEMPTS = 100
CLUSTER_FORBIDDEN = 31
"""Kafka's error code CLUSTER_AUTHORIZATION_FAILED."""
ALREADY_EXISTS = 36
"""Kafka's error code TOPIC_ALREADY_EXISTS: somebody else created it a moment ago."""


class TopicsUnavailableError(KafkaUnusableError):
    """The topics could not be looked at or created; the message says why and what to do."""


@dataclass(frozen=True, slots=True)
class Problem:
    """A fault of the broker, in one sentence that says what to do.

    `topic` is None where the broker itself is at fault.

    `status` is the exit status of a command that ends for it.
    """

    topic: str | None
    message: str
    status: int = MISFIT


@dataclass(frozen=True, slots=True)
class TopicState:
    """A topic as it is on the broker.

    `configs` is empty where the broker does not give them; `hidden` where the topic may not be
    described.
    """

    name: str
    partitions: int
    configs: dict[str, str]
    hidden: bool = False


async def ensure_topics(settings: Settings) -> tuple[str, ...]:
    """Create the topics that are missing, and return their names.

    Existing topics stay as they are: `check_topics` judges them.

    Raises:
        TopicsUnavailableError: The broker cannot be reached, or refuses.
    """
    async with administering(settings) as admin:
        facts = await _facts(admin, settings, [settings.topic(topic.name) for topic in topics()])
        _refuse_forbidden(facts.values())
        missing = [topic for topic in topics() if not facts[settings.topic(topic.name)].partitions]
        if missing:
            await _create(admin, settings, missing)
            await _until_known(admin, settings, {settings.topic(topic.name) for topic in missing})
        return tuple(settings.topic(topic.name) for topic in missing)


async def check_topics(settings: Settings) -> list[Problem]:
    """Compare the topics of the broker with ours; an empty list means that all is well.

    Raises nothing for a fault of the broker.
    """
    try:
        async with administering(settings) as admin:
            states = await _states(admin, settings)
    except KafkaUnusableError as error:
        return [Problem(None, str(error), error.status)]
    if hidden := [name for name, state in states.items() if state.hidden]:
        return [Problem(None, forbidden(hidden, (Operation.DESCRIBE,)), FORBIDDEN)]
    return [problem for topic in topics() for problem in _problems(topic, states, settings)]


async def partition_counts(
    settings: Settings, names: Sequence[str], operation: Operation = Operation.READ
) -> dict[str, int]:
    """Return the partition count of each of these topics (full names) that exists.

    Checks before that the operation is allowed on them.

    Raises:
        KafkaUnusableError: The broker cannot be used, or we may not.
    """
    async with administering(settings) as admin:
        facts = await _facts(admin, settings, names)
    _refuse_forbidden(facts.values(), operation)
    return {fact.name: fact.partitions for fact in facts.values() if fact.partitions}


def _problems(topic: Topic, states: dict[str, TopicState], settings: Settings) -> list[Problem]:
    name = settings.topic(topic.name)
    state = states.get(name)
    if state is None:
        return [Problem(name, f"Topic {name} is missing: create it with `dateline topics create`.")]
    sentences = [
        *_partition_problem(topic, state, settings),
        *_config_problems(topic, state, settings),
    ]
    return [Problem(name, sentence) for sentence in sentences]


def _partition_problem(topic: Topic, state: TopicState, settings: Settings) -> list[str]:
    wanted = topic.partition_count(settings.partitions)
    if state.partitions == wanted:
        return []
    remedy = (
        f"set DATELINE_PARTITIONS={state.partitions}"
        if topic.partitions == "settings"
        else "delete it"
    )
    sentence = (
        f"Topic {state.name} has {state.partitions} partitions where {wanted} are wanted; stages "
        f"that read topics of different sizes lose their order: {remedy} (if all topics agree), or "
        "delete the topic and run `dateline topics create`."
    )
    return [sentence]


def _config_problems(topic: Topic, state: TopicState, settings: Settings) -> list[str]:
    found = []
    policy = state.configs.get("cleanup.policy", topic.cleanup)
    if topic.cleanup not in policy.split(","):
        found.append(
            f"Topic {state.name} has cleanup.policy={policy} where {topic.cleanup} is wanted: "
            f"change it with kafka-configs --alter --add-config cleanup.policy={topic.cleanup}."
        )
    limit = int(state.configs.get("max.message.bytes", settings.max_message_bytes))
    if limit < settings.max_message_bytes:
        found.append(
            f"Topic {state.name} takes messages of {limit} bytes, we send up to "
            f"{settings.max_message_bytes}: raise its max.message.bytes, or set "
            f"DATELINE_MAX_MESSAGE_BYTES={limit}."
        )
    return found


async def _states(admin: AIOKafkaAdminClient, settings: Settings) -> dict[str, TopicState]:
    facts = await _facts(admin, settings, [settings.topic(topic.name) for topic in topics()])
    there = {fact.name: fact for fact in facts.values() if fact.partitions or fact.hidden}
    configs = await _configs(admin, sorted(name for name, fact in there.items() if not fact.hidden))
    return {
        name: TopicState(name, fact.partitions, configs.get(name, {}), fact.hidden)
        for name, fact in there.items()
    }


async def _facts(
    admin: AIOKafkaAdminClient, settings: Settings, names: Sequence[str]
) -> dict[str, TopicFacts]:
    return await _call(settings, topic_facts(admin, names))


def _refuse_forbidden(facts: Iterable[TopicFacts], *wanted: Operation) -> None:
    lacking = {fact.name: lacks for fact in facts if (lacks := fact.lacks(wanted))}
    for operations in lacking.values():
        names = [name for name, lacks in lacking.items() if lacks == operations]
        raise TopicsUnavailableError(forbidden(names, operations), FORBIDDEN)


def forbidden(names: Iterable[str], lacking: Iterable[Operation]) -> str:
    """Say what we may not do with topics or groups."""
    words = " and ".join(operation.name for operation in lacking)
    return (
        f"The broker does not grant us {words} on {', '.join(names)}: an operator of it has to, to "
        "the user of DATELINE_KAFKA_USERNAME or of our certificate (docs/security.md lists what "
        "is needed)."
    )


async def _configs(admin: AIOKafkaAdminClient, names: Sequence[str]) -> dict[str, dict[str, str]]:
    resources = [ConfigResource(ConfigResourceType.TOPIC, name) for name in names]
    try:
        responses = await admin.describe_configs(resources) if resources else []
    except KafkaError:
        # Reading the configuration may be forbidden, or unknown to the broker: then it is not
        # judged.
        return {}
    rows = [row for response in responses for row in response.resources]
    return {
        row[3]: {entry[0]: entry[1] for entry in row[4] if entry[1] is not None} for row in rows
    }


async def _create(admin: AIOKafkaAdminClient, settings: Settings, missing: Sequence[Topic]) -> None:
    wanted = [
        NewTopic(
            settings.topic(topic.name),
            topic.partition_count(settings.partitions),
            settings.replication,
            topic_configs=topic.configs(settings.max_message_bytes),
        )
        for topic in missing
    ]
    response = await _call(settings, admin.create_topics(wanted))
    for name, code, *detail in response.topic_errors:
        if code not in (0, ALREADY_EXISTS):
            words = next((word for word in detail if word), "") or for_code(code).description
            raise TopicsUnavailableError(
                f"Topic {name} could not be created: {words} (wanted: {settings.partitions} "
                f"partitions, replication {settings.replication}; see DATELINE_PARTITIONS and "
                "DATELINE_REPLICATION).",
                FORBIDDEN if code in (TOPIC_FORBIDDEN, CLUSTER_FORBIDDEN) else MISFIT,
            )


async def _until_known(admin: AIOKafkaAdminClient, settings: Settings, names: set[str]) -> None:
    """Wait until the broker knows the topics.

    The controller creates them and informs the brokers a moment later.
    """
    for _ in range(KNOWN_ATTEMPTS):
        facts = await _facts(admin, settings, sorted(names))
        if all(fact.partitions and not fact.error for fact in facts.values()):
            return
        await asyncio.sleep(0.1)
    raise TopicsUnavailableError(
        f"The broker at {settings.broker} took {', '.join(sorted(names))} "
        "but does not tell of them: try again."
    )


@asynccontextmanager
async def administering(settings: Settings) -> AsyncIterator[AIOKafkaAdminClient]:
    """An admin client, started.

    Raises:
        KafkaUnusableError: The broker cannot be used.
    """
    await check_reachable(settings)
    admin = AIOKafkaAdminClient(**connection(settings), request_timeout_ms=REQUEST_TIMEOUT_MS)
    try:
        await _call(settings, admin.start())
        yield admin
    finally:
        await admin.close()


async def _call(settings: Settings, request: Awaitable[T]) -> T:
    try:
        return await request
    except (KafkaError, OSError) as error:
        raise TopicsUnavailableError(
            f"The broker at {settings.broker} cannot be used ({error}): is it running and "
            "reachable from here? Its address is DATELINE_BROKER.",
            UNREACHABLE,
        ) from error
