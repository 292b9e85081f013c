"""The schemas of what the API takes and answers, out of the records that it reads and writes."""

from dataclasses import dataclass
from typing import Any, Literal

from schemas import EventRecord
from schemas.codec import json_schema
from workers.streams.readmodel.view_records import Version
from workers.web.api import actions
from workers.web.stages import StageCard

Schema = dict[str, Any]

RECORDS: dict[str, Any] = {
    "EventRecord": EventRecord,
    "Version": Version,
    "StageCard": StageCard,
    "Split": actions.Split,
    "Join": actions.Join,
    "Revoke": actions.Revoke,
}
"""Records that the API takes or answers as they are, by the name of their schema."""


@dataclass(frozen=True, slots=True)
class Accepted:
    """An article that the broker has."""

    id: str
    version: int


@dataclass(frozen=True, slots=True)
class Member:
    """A member of an object: its schema, and whether it is always there."""

    schema: Schema
    required: bool = True


TEXT: Schema = {"type": "string"}
NUMBER: Schema = {"type": "integer"}


def schemas() -> dict[str, Schema]:
    """Return all schemas by name."""
    found: dict[str, Schema] = {}
    for name, kind in {**RECORDS, "Accepted": Accepted}.items():
        schema = _at_home(json_schema(kind))
        found |= schema.pop("$defs", {})
        schema.pop("$schema")
        found[name] = schema
    return {**found, **_pages(), **_articles(), **_problems()}


def reference(name: str) -> Schema:
    """Return a reference to a schema."""
    return {"$ref": f"#/components/schemas/{name}"}


def _pages() -> dict[str, Schema]:
    stages = {
        "problem": Member({"type": ["string", "null"]}),
        "caught_up": Member({"type": "boolean"}),
        "stages": Member(_list(reference("StageCard"))),
    }
    replayed = {"sent": Member(_list(NUMBER)), "already": Member(_list(NUMBER))}
    return {
        **_events(),
        "Stages": _object("How the stages stand.", stages),
        "Replayed": _object("Offsets of dead letters that were sent now, and before.", replayed),
        "Decided": _object("The id of a decision.", {"decision": Member(TEXT)}),
    }


def _events() -> dict[str, Schema]:
    one = {
        "event": Member(reference("EventRecord")),
        "told_at": Member({"type": "string", "format": "date-time"}),
        "versions": Member(_list(reference("Version"))),
    }
    page = {
        "total": Member(NUMBER),
        "next": Member({"type": ["string", "null"]}),
        "events": Member(_list(reference("EventRecord"))),
    }
    return {
        "EventPage": _object(
            "A page of events; `next` is the cursor of the page after it, null on the last.", page
        ),
        "ToldEvent": _object("An event with the versions that the view has seen.", one),
    }


def _articles() -> dict[str, Schema]:
    optional = {
        name: Member(TEXT, required=False)
        for name in ("id", "title", "text", "html", "page", "url", "source", "captured_at")
    }
    described = (
        "One article in any JSON that docs/formats.md lists; these are the members of our own."
    )
    members = {
        **optional,
        "published_at": Member({"description": "RFC 3339, or any common date"}, required=False),
        "version": Member(NUMBER, required=False),
        "status": Member({"enum": ["usable", "canceled"]}, required=False),
    }
    accepted = {"accepted": Member(_list(reference("Accepted")))}
    return {
        "GivenArticle": _object(described, members),
        "AcceptedArticles": _object(
            "The articles of the request, in its order; the broker has all.", accepted
        ),
    }


def _problems() -> dict[str, Schema]:
    fault = {
        "index": Member(NUMBER),
        "detail": Member(TEXT),
        **{name: Member(TEXT, required=False) for name in ("where", "position", "id")},
        "version": Member(NUMBER, required=False),
    }
    members = {
        "type": Member({"const": "about:blank"}),
        "title": Member(TEXT),
        "status": Member(NUMBER),
        "detail": Member(TEXT),
        "parameter": Member(TEXT, required=False),
        "position": Member(TEXT, required=False),
        "errors": Member(_list(reference("ArticleProblem")), required=False),
        "accepted": Member(_list(reference("Accepted")), required=False),
    }
    return {
        "ArticleProblem": _object(
            "What is wrong with one article of a request; `index` counts from 0.", fault
        ),
        "Problem": _object("Problem details (RFC 9457).", members),
    }


def _object(
    description: str, members: dict[str, Member], kind: Literal["object"] = "object"
) -> Schema:
    return {
        "type": kind,
        "description": description,
        "required": [name for name, member in members.items() if member.required],
        "properties": {name: member.schema for name, member in members.items()},
    }


def _list(items: Schema) -> Schema:
    return {"type": "array", "items": items}


def _at_home(node: Any) -> Any:
    """Return a schema whose references lead to the components of the document."""
    if isinstance(node, dict):
        return {
            name: value.replace("#/$defs/", "#/components/schemas/")
            if name == "$ref"
            else _at_home(value)
            for name, value in node.items()
        }
    return [_at_home(item) for item in node] if isinstance(node, list) else node
