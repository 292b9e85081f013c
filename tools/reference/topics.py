"""The page of the topics, from `schemas/topics.yaml`."""

from collections.abc import Iterator

from schemas.topics import Topic, topics
from tools.reference.markdown import page, table

HEAD = """# Topics

The names are those with the default of the setting `topic_prefix`. `dateline topics create` makes
the topics, and `dateline topics check` compares them with this. Topics whose partitions are those
of the setting are co-partitioned: an article id is in the same partition of each of them.
[schemas/asyncapi.yaml](../../schemas/asyncapi.yaml) describes topics, keys, headers and records for
other programs.

This page is written from `schemas/topics.yaml`; a test fails where they differ.
"""
PEOPLE = {"sources": "whoever sends articles", "dateline view": "the web view"}


def topics_page() -> str:
    """Return the page as Markdown."""
    return page([HEAD, *(line for topic in topics() for line in _topic(topic))])


def _topic(topic: Topic) -> Iterator[str]:
    yield f"## dateline.{topic.name}\n"
    yield f"{topic.title}.\n"
    yield from table(
        ("", ""),
        (
            ("value", _record(topic.record)),
            ("key", topic.key),
            (
                "partitions",
                "the setting `partitions`"
                if topic.partitions == "settings"
                else str(topic.partitions),
            ),
            ("kept", _kept(topic)),
            ("written by", ", ".join(PEOPLE.get(one, one) for one in topic.producer)),
            ("read by", ", ".join(PEOPLE.get(one, one) for one in topic.consumer)),
        ),
    )


def _record(name: str) -> str:
    if name == "raw":
        return "bytes as they came: [formats](../formats.md)"
    if name == "MentionsMessage":
        return (
            "[ArticleMentions](records.md#articlementions), [Tick](records.md#tick) or "
            "[Decision](records.md#decision), told apart by `kind`"
        )
    return f"[{name}](records.md#{name.lower()})"


def _kept(topic: Topic) -> str:
    if topic.cleanup == "compact":
        return "the last message of each key, for ever"
    return f"{topic.retention} days"
