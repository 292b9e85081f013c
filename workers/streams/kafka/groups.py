"""Stages as consumer groups, with the topic that each reads and the topics that it writes."""

from schemas.topics import Topic, topics
from workers.settings import Settings

SIDE_TOPICS = ("dead-letters", "late")
"""Topics that any stage may write to beside its own output."""


def group_id(settings: Settings, stage: str) -> str:
    """Return the consumer group (and Faust app id) of a stage: `dateline-prepare`."""
    return f"{settings.group_prefix}-{stage}"


def source_of(stage: str) -> Topic:
    """Return the topic that a stage reads.

    Raises:
        KeyError: No topic names it as a consumer.
    """
    for topic in topics():
        if stage in topic.consumer:
            return topic
    raise KeyError(f"no topic is read by {stage!r}")


def outputs_of(stage: str) -> tuple[Topic, ...]:
    """Return the output topics of a stage.

    Topics that any stage may write to, and the topic that the stage reads (ticks), are left out.
    """
    source = source_of(stage)
    written = (topic for topic in topics() if stage in topic.producer)
    return tuple(topic for topic in written if topic.name not in (*SIDE_TOPICS, source.name))
