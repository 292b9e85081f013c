"""The AsyncAPI document against topics.yaml, the schemas and the headers that are really sent."""

import json
import re
from collections.abc import Iterator
from copy import deepcopy
from pathlib import Path
from typing import Any

import pytest
import yaml
from jsonschema import Draft202012Validator

import schemas
from schemas.topics import Topic, topics
from tests.unit.web.making import event
from workers.settings import STAGES, Settings
from workers.streams.dead_letters.origin import DeadLetterOrigin, dead_letter_headers
from workers.streams.kafka.groups import group_id
from workers.streams.messages.headers import (
    HeaderItems,
    article_headers,
    event_headers,
    new_trace_context,
)
from workers.streams.pool.outcomes import ARTICLE_STAGES
from workers.version import __version__

FOLDER = Path(schemas.__file__).parent
RECORD_OF = {
    "PreparedArticle": {"PreparedArticle"},
    "AnnotatedArticle": {"AnnotatedArticle"},
    "MentionsMessage": {"ArticleMentions", "Tick", "Decision"},
    "ArticleMentions": {"ArticleMentions"},
    "EventRecord": {"EventRecord"},
}


@pytest.fixture(scope="module")
def document() -> dict[str, Any]:
    loaded: dict[str, Any] = yaml.safe_load((FOLDER / "asyncapi.yaml").read_text(encoding="utf-8"))
    return loaded


def references(node: Any) -> Iterator[str]:
    if isinstance(node, dict):
        if isinstance(node.get("$ref"), str):
            yield node["$ref"]
        for value in node.values():
            yield from references(value)
    elif isinstance(node, list):
        for value in node:
            yield from references(value)


def resolved(document: Any, reference: str) -> Any:
    """What a reference names, in the document or in a file beside it.

    Raises LookupError or OSError where there is nothing.
    """
    file, _, pointer = reference.partition("#")
    node = json.loads((FOLDER / file).read_bytes()) if file else document
    for part in filter(None, pointer.split("/")):
        node = node[part.replace("~1", "/").replace("~0", "~")]
    return node


def dangling(document: Any) -> list[str]:
    found = []
    for reference in references(document):
        try:
            resolved(document, reference)
        except (LookupError, OSError):
            found.append(reference)
    return found


def differences(document: dict[str, Any]) -> list[str]:
    """What the document says otherwise than topics.yaml, in words."""
    channels = {channel["address"]: channel for channel in document["channels"].values()}
    wanted = {Settings().topic(topic.name): topic for topic in topics()}
    missing = [f"{address}: only on one side" for address in channels.keys() ^ wanted.keys()]
    return sorted(missing) + [
        f"{address}: {what}"
        for address in wanted
        if address in channels
        for what in _differs(document, channels[address], wanted[address])
    ]


def _differs(document: dict[str, Any], channel: dict[str, Any], topic: Topic) -> Iterator[str]:
    kafka, configs = channel["bindings"]["kafka"], topic.configs(0)
    if kafka["topic"] != channel["address"] or kafka["partitions"] != topic.partition_count(
        Settings().partitions
    ):
        yield "topic or partitions"
    if kafka["topicConfiguration"]["cleanup.policy"] != [configs["cleanup.policy"]]:
        yield "cleanup.policy"
    if str(kafka["topicConfiguration"]["retention.ms"]) != configs["retention.ms"]:
        yield "retention.ms"
    if topic.record in RECORD_OF and set(channel["messages"]) != RECORD_OF[topic.record]:
        yield "messages"
    name = next(name for name, one in document["channels"].items() if one is channel)
    if _parties(document, name, "receive") != set(topic.consumer) & set(STAGES):
        yield "consumers"
    if _parties(document, name, "send") != set(topic.producer) & set(STAGES):
        yield "producers"


def _parties(document: dict[str, Any], channel: str, action: str) -> set[str]:
    operations = document["operations"].items()
    used = [
        name
        for name, one in operations
        if one["action"] == action and one["channel"]["$ref"] == f"#/channels/{channel}"
    ]
    return {stage for stage in STAGES for name in used if name.startswith(stage)}


def test_the_document_is_of_asyncapi_3_and_of_this_version(document: dict[str, Any]) -> None:
    assert document["asyncapi"] == "3.0.0"
    assert document["info"]["version"] == __version__
    assert {"info", "channels", "operations", "components", "servers"} <= document.keys()


def test_every_reference_names_something(document: dict[str, Any]) -> None:
    assert dangling(document) == []


def test_a_reference_that_names_nothing_is_noticed(document: dict[str, Any]) -> None:
    broken = deepcopy(document)
    broken["channels"]["events"]["messages"]["EventRecord"]["$ref"] = (
        "#/components/messages/EventRecrod"
    )
    broken["components"]["messages"]["Tick"]["payload"]["$ref"] = "./json/tock.schema.json"
    assert dangling(broken) == ["#/components/messages/EventRecrod", "./json/tock.schema.json"]


def test_channels_and_topics_are_the_same_on_both_sides(document: dict[str, Any]) -> None:
    assert differences(document) == []


def test_each_difference_is_noticed(document: dict[str, Any]) -> None:
    broken = deepcopy(document)
    del broken["channels"]["late"]
    broken["channels"]["events"]["bindings"]["kafka"]["topicConfiguration"]["cleanup.policy"] = [
        "delete"
    ]
    broken["channels"]["mentions"]["messages"].pop("Tick")
    broken["channels"]["prepared"]["bindings"]["kafka"]["partitions"] = 5
    broken["operations"].pop("extractReads")
    assert differences(broken) == [
        "dateline.late: only on one side",
        "dateline.prepared: topic or partitions",
        "dateline.annotated: consumers",
        "dateline.mentions: messages",
        "dateline.events: cleanup.policy",
    ]


def test_every_message_has_a_name_a_payload_and_a_key_and_is_used(document: dict[str, Any]) -> None:
    messages = document["components"]["messages"]
    for name, message in messages.items():
        assert message["name"] == name
        assert message["payload"]
        assert message["bindings"]["kafka"]["key"]["type"] == "string"
    used = {reference.rsplit("/", 1)[-1] for reference in references(document["channels"])}
    assert used == messages.keys()


def test_each_stage_reads_in_the_group_that_the_document_tells(document: dict[str, Any]) -> None:
    for stage in STAGES:
        told = document["operations"][f"{stage}Reads"]["bindings"]["kafka"]["groupId"]["const"]
        assert told == group_id(Settings(), stage)


def validator(document: dict[str, Any], name: str) -> Draft202012Validator:
    return Draft202012Validator(
        {"$ref": f"#/components/schemas/{name}", "components": document["components"]}
    )


def as_text(headers: HeaderItems) -> dict[str, str]:
    return {name: value.decode() for name, value in headers}


def test_the_headers_that_are_sent_are_those_of_the_document(document: dict[str, Any]) -> None:
    trace = new_trace_context(bytes(range(1, 25)))
    sent = [event_headers(event(), carried=trace)]
    sent += [
        article_headers(stage, "a", 1, received_at="2031-05-05T10:00:00Z", carried=trace)
        for stage in ARTICLE_STAGES
    ]
    for headers in sent:
        validator(document, "CloudEventHeaders").validate(as_text(headers))
    letter = dead_letter_headers(DeadLetterOrigin("prepare", "r", "", "t", 0, 1), trace)
    validator(document, "DeadLetterHeaders").validate(as_text(letter))


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("ce_specversion", "0.3"),
        ("ce_type", "dateline.event.exploded"),
        ("traceparent", "nonsense"),
    ],
)
def test_headers_that_are_not_those_of_the_document_are_noticed(
    document: dict[str, Any], name: str, value: str
) -> None:
    headers = {**as_text(event_headers(event())), name: value}
    assert not validator(document, "CloudEventHeaders").is_valid(headers)


def test_every_kind_of_change_is_a_type_in_the_document(document: dict[str, Any]) -> None:
    pattern = document["components"]["schemas"]["CloudEventHeaders"]["allOf"][1]["properties"][
        "ce_type"
    ]["pattern"]
    schema = json.loads((FOLDER / "json" / "event-record.schema.json").read_bytes())
    for change in schema["properties"]["change"]["enum"]:
        assert re.search(pattern, f"dateline.event.{change}")
