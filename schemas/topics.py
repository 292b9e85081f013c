"""The topics as typed data, read from `topics.yaml` beside this file."""

from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Literal, get_args

import yaml
from pydantic import TypeAdapter, ValidationError

RecordName = Literal[
    "raw",
    "PreparedArticle",
    "AnnotatedArticle",
    "MentionsMessage",
    "EventRecord",
    "ArticleMentions",
]
Party = Literal[
    "sources",
    "prepare",
    "annotate",
    "extract",
    "consolidate",
    "dateline view",
    "operators",
    "users",
]
RECORD_NAMES: tuple[str, ...] = get_args(RecordName)
DAY_MS = 86_400_000
HEADER_ROOM = 65_536
"""Bytes that a topic takes above the largest message.

A dead letter is a message as it came, with headers that say why it is dead."""


class TopicsError(ValueError):
    """`topics.yaml` does not hold what it should; the message says where."""


@dataclass(frozen=True, slots=True)
class Topic:
    """One topic; the fields are explained at the head of `topics.yaml`."""

    name: str
    title: str
    record: RecordName
    key: str
    partitions: int | Literal["settings"]
    cleanup: Literal["delete", "compact"]
    retention: int | None
    producer: tuple[Party, ...]
    consumer: tuple[Party, ...]

    def partition_count(self, default: int) -> int:
        """Return the number of partitions, where the settings say `default`."""
        return default if self.partitions == "settings" else self.partitions

    def configs(self, max_message_bytes: int) -> dict[str, str]:
        """Return Kafka's topic configuration.

        A compacted topic of small records is cut into short segments, so that Kafka compacts it
        soon.
        """
        retention = "-1" if self.retention is None else str(self.retention * DAY_MS)
        configs = {
            "cleanup.policy": self.cleanup,
            "retention.ms": retention,
            "max.message.bytes": str(max_message_bytes + HEADER_ROOM),
        }
        if self.cleanup == "compact":
            configs |= {"segment.ms": str(DAY_MS), "min.cleanable.dirty.ratio": "0.2"}
        return configs


@cache
def topics() -> tuple[Topic, ...]:
    """Return all topics, in the order of an article's way.

    Raises:
        TopicsError: The file that the package ships is damaged.
    """
    return parse_topics(files("schemas").joinpath("topics.yaml").read_text(encoding="utf-8"))


def topic_named(name: str) -> Topic:
    """Return the topic with that name (without prefix).

    Raises:
        KeyError: There is none.
    """
    return next((topic for topic in topics() if topic.name == name), None) or _no_topic(name)


def parse_topics(text: str) -> tuple[Topic, ...]:
    """Return the topics that the YAML `text` lists.

    Raises:
        TopicsError: A field is missing, unknown or has no valid value, or a name comes twice.
    """
    rows = yaml.safe_load(text)
    try:
        found = TypeAdapter(tuple[Topic, ...]).validate_python(rows)
    except ValidationError as error:
        first = error.errors(include_url=False, include_input=False)[0]
        raise TopicsError(
            f"topics.yaml: {'.'.join(str(part) for part in first['loc'])}: {first['msg']}"
        ) from None
    _check_unknown(rows)
    if len({topic.name for topic in found}) < len(found):
        raise TopicsError("topics.yaml: a name comes twice")
    return found


def _check_unknown(rows: list[dict[str, object]]) -> None:
    known = set(Topic.__dataclass_fields__)
    for row in rows:
        if unknown := sorted(set(row) - known):
            raise TopicsError(f"topics.yaml: {row['name']}: unknown field {', '.join(unknown)}")


def _no_topic(name: str) -> Topic:
    raise KeyError(f"no topic {name!r}; there are {', '.join(topic.name for topic in topics())}")
