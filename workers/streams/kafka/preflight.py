"""The checks before a worker starts: the broker, the topics, the permissions."""

from collections.abc import Iterator

from aiokafka.admin import AIOKafkaAdminClient
from aiokafka.errors import KafkaError

from schemas.topics import Topic, topics
from workers.settings import Settings
from workers.streams.kafka.groups import group_id
from workers.streams.kafka.permissions import Operation, may_read_group, topic_facts
from workers.streams.kafka.topics import Problem, administering, check_topics, forbidden
from workers.streams.kafka.unusable import FORBIDDEN, KafkaUnusableError


async def preflight(settings: Settings) -> list[Problem]:
    """Return the problems that would stop a worker with these settings; empty if all is well.

    Raises nothing for a fault of the broker.
    """
    problems = await check_topics(settings)
    if problems:
        return problems
    try:
        async with administering(settings) as admin:
            return await _forbidden(admin, settings)
    except (KafkaUnusableError, KafkaError, OSError) as error:
        return [Problem(None, str(error), getattr(error, "status", FORBIDDEN))]


async def _forbidden(admin: AIOKafkaAdminClient, settings: Settings) -> list[Problem]:
    wanted = dict(_wanted(settings))
    facts = await topic_facts(admin, list(wanted))
    by_lack: dict[tuple[Operation, ...], list[str]] = {}
    for name, operations in wanted.items():
        by_lack.setdefault(facts[name].lacks(operations), []).append(name)
    groups = [group_id(settings, stage) for stage in settings.stages]
    by_lack.setdefault((Operation.READ,), []).extend(
        [f"group {group}" for group in groups if not await may_read_group(admin, group)]
    )
    return [
        Problem(None, forbidden(names, lack), FORBIDDEN)
        for lack, names in by_lack.items()
        if lack and names
    ]


def _wanted(settings: Settings) -> Iterator[tuple[str, tuple[Operation, ...]]]:
    for topic in topics():
        operations = tuple(_operations(topic, settings))
        if operations:
            yield settings.topic(topic.name), operations


def _operations(topic: Topic, settings: Settings) -> Iterator[Operation]:
    if set(topic.consumer) & {
        *settings.stages,
        *(("dateline view",) if settings.web_enabled else ()),
    }:
        yield Operation.READ
    if set(topic.producer) & {
        *settings.stages,
        *(("sources",) if settings.web_enabled and settings.web_token else ()),
    }:
        yield Operation.WRITE
