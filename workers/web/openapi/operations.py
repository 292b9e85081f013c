"""Every request of the API, by path and method."""

from typing import Any

from workers.web.api import exporting, ingest
from workers.web.api.batch import MOST_ARTICLES
from workers.web.openapi import parameters
from workers.web.openapi.answers import BODY, JSON, TOKEN, answers, content, json_of
from workers.web.openapi.components import reference

Described = dict[str, Any]

EVENT_ID = parameters.in_path("id", "the id of an event", "e-strike")
OFFSET = parameters.in_path("offset", "the offset of a dead letter", "0")
STORY = (
    "The ferry to the islands ran aground on Monday near the harbour of Veldhaven, "
    "the coast guard said, and forty people were taken off by boat."
)
ARTICLE = {"id": "wire-1", "published_at": "2031-05-05", "source": "Northern Wire", "text": STORY}
EXAMPLES: dict[str, Any] = {
    "json": ARTICLE,
    "jsonl": (
        '{"id": "wire-1", "text": "The ferry ran aground."}\n'
        '{"id": "wire-2", "text": "The ferry is afloat."}\n'
    ),
    "html": f"<html><body><article><p>{STORY}</p></article></body></html>",
    "text": STORY,
}
WHY = {"author": "desk", "reason": "two strikes, not one"}


def paths() -> dict[str, Described]:
    """Return all operations."""
    return {
        "/api/articles": {"post": _post_articles()},
        "/api/events": {"get": _events()},
        "/api/events/export": {"get": _export()},
        "/api/events/stream": {"get": _stream()},
        "/api/events/{id}": {"get": _event()},
        "/api/events/{id}/split": {"post": _decision("split", "Split", {"articles": ["paper-7"]})},
        "/api/events/{id}/join": {"post": _decision("join", "Join", {"other": "e-talks"})},
        "/api/events/{id}/revoke": {"post": _decision("revoke", "Revoke", {"decision": "d-1"})},
        "/api/dead-letters/{offset}/replay": {"post": _replay()},
        "/api/stages": {
            "get": _read("stages", "How the stages stand", json_of("Stages", "The stages.")),
        },
        "/api/openapi.json": {
            "get": _read(
                "openapi", "This document", content("It.", {JSON: {"schema": {"type": "object"}}})
            ),
        },
    }  # fmt: skip


def _post_articles() -> Described:
    return {
        **_named("postArticles", "Put articles into the stream"),
        "description": (
            f"One article, a JSON list, or one JSON object a line: at most {MOST_ARTICLES}, "
            "in UTF-8, also compressed (`Content-Encoding: gzip` or `deflate`). "
            "They are taken all or not at all, unless the broker goes in between: "
            "then `accepted` and `errors` tell which were. "
            "An article version counts once, however often it is sent."
        ),
        "security": [{"token": []}],
        "parameters": [parameters.article_id()],
        "requestBody": {"required": True, "content": _articles()},
        "responses": answers(
            {202: json_of("AcceptedArticles", "All in-sync replicas have the articles.")},
            *TOKEN,
            *BODY,
            429,
            503,
        ),
    }


def _articles() -> Described:
    """Return the forms in which a request may have articles, by media type."""
    media: Described = {
        name: {"schema": {"type": "string"}, "example": EXAMPLES[kind]}
        for name, kind in ingest.TYPES.items()
    }
    one = reference("GivenArticle")
    several = {"type": "array", "minItems": 1, "maxItems": MOST_ARTICLES, "items": one}
    media[JSON] = {"schema": {"oneOf": [one, several]}, "example": ARTICLE}
    media["application/ld+json"] = {"schema": {"type": ["object", "array"]}, "example": _json_ld()}
    return media


def _events() -> Described:
    return {
        **_named("listEvents", "A page of events"),
        "parameters": [*parameters.query(), *parameters.paged()],
        "responses": answers({200: json_of("EventPage", "The page.")}, 400),
    }


def _export() -> Described:
    schemas = {"geojson": {"type": "object"}}
    media = {
        name: {"schema": schemas.get(kind, {"type": "string"})}
        for kind, name in exporting.MEDIA.items()
    }
    answer = content("The file.", media)
    remark = "events that the format had to leave out"
    answer["headers"] = {exporting.REMARK: {"description": remark, "schema": {"type": "string"}}}
    return {
        **_named("exportEvents", "Events in the format of another program"),
        "parameters": [*parameters.query(), *parameters.exported()],
        "responses": answers({200: answer}, 400, 501),
    }


def _stream() -> Described:
    described = (
        "Server-sent events: `data` is a record (EventRecord), `id` a place in the topic. "
        "`event: gap` says that some may have passed unseen. "
        "Without `status`, retracted and merged events are told too."
    )
    return {
        **_named("streamEvents", "Events as they are told"),
        "description": described,
        "parameters": [*parameters.query(without=("until",)), parameters.last_event_id()],
        "responses": answers(
            {200: content("The stream.", {"text/event-stream": {"schema": {"type": "string"}}})},
            400,
            503,
        ),
    }


def _event() -> Described:
    return {
        **_named("getEvent", "One event and its versions"),
        "parameters": [EVENT_ID],
        "responses": answers({200: json_of("ToldEvent", "The event.")}, 404),
    }


def _decision(verdict: str, schema: str, example: Described) -> Described:
    summaries = {
        "split": "Decide that articles tell another event",
        "join": "Decide that two events are one",
        "revoke": "Take a decision back",
    }
    media = {JSON: {"schema": reference(schema), "example": {**example, **WHY}}}
    return {
        **_named(f"{verdict}Event", summaries[verdict]),
        "security": [{"token": []}],
        "parameters": [EVENT_ID],
        "requestBody": {"required": True, "content": media},
        "responses": answers(
            {202: json_of("Decided", "The broker has it.")}, *TOKEN, *BODY, 404, 409, 503
        ),
    }


def _replay() -> Described:
    done = {
        202: json_of("Replayed", "It was sent to the topic it came from."),
        200: json_of("Replayed", "It was sent before."),
    }
    return {
        **_named("replayDeadLetter", "Send a dead letter again"),
        "security": [{"token": []}],
        "parameters": [OFFSET, parameters.again()],
        "responses": answers(done, *TOKEN, 404, 503),
    }


def _read(name: str, summary: str, answer: Described) -> Described:
    return {**_named(f"get{name.capitalize()}", summary), "responses": answers({200: answer})}


def _named(operation_id: str, summary: str) -> Described:
    return {"operationId": operation_id, "summary": summary}


def _json_ld() -> Described:
    return {
        "@context": "https://schema.org",
        "@type": "NewsArticle",
        "@id": "urn:n:7",
        "articleBody": STORY,
    }
