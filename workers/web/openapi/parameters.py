"""The parameters of the API as OpenAPI describes them.

They are the parameters of a query from `workers.queries`, and the parameters of single requests.
"""

from typing import Any

from workers.articles.input.identity import MAX_ID
from workers.exports import EXPORTERS
from workers.queries import PARAMETERS
from workers.queries.parameters import (
    LEVELS,
    MODALITIES,
    MOST_CHARACTERS,
    MOST_SOURCES,
    MOST_VALUES,
    STATUSES,
    SWITCH,
    Parameter,
)
from workers.web.api import exporting, paging

Described = dict[str, Any]
"""A part of the document."""

WORDS: dict[str, Described] = {
    "modality": {"enum": list(MODALITIES)},
    "level": {"enum": list(LEVELS)},
    "status": {"enum": list(STATUSES)},
    "background": {"enum": list(SWITCH)},
    "country": {"pattern": "^[A-Za-z]{2}$"},
    "min_sources": {"type": "integer", "minimum": 1, "maximum": MOST_SOURCES},
}
"""What is known of the values of a parameter beyond that they are text."""
EXAMPLES = {
    "since": "2031-05-05T00:00:00Z",
    "until": "2031-06-01",
    "from": "2031-05",
    "to": "2031-05-31",
    "type": "PROTEST/strike",
    "country": "NL",
    "near": "52.41,4.55,50",
    "box": "3.3,50.7,7.3,53.6",
    "entity": "Oyelaran",
    "place": "Veldhaven",
    "modality": "ongoing",
    "level": "main",
    "status": "live",
    "min_sources": 2,
    "q": "dockers strike",
    "article": "wire-1",
    "background": "1",
}


def query(*, without: tuple[str, ...] = ()) -> list[Described]:
    """Return the filters of a list of events."""
    return [_filter(parameter) for parameter in PARAMETERS if parameter.name not in without]


def paged() -> list[Described]:
    """Return the parameters of a page of events beside the filters."""
    orders = {"type": "string", "enum": list(paging.ORDERS), "default": "newest"}
    meaning = "last told first, or most independent sources first"
    cursor = (
        "`next` of the page before, with the same other parameters; "
        "the list stays that of the first page"
    )
    return [
        _limit("events of a page", most=paging.MOST, standard=paging.PAGE),
        _in_query("order", meaning, orders, "newest"),
        _in_query("cursor", cursor, {"type": "string", "maxLength": MOST_CHARACTERS}),
    ]


def exported() -> list[Described]:
    """Return the parameters of an export beside the filters."""
    formats = {"type": "string", "enum": list(EXPORTERS), "default": "jsonl"}
    return [
        _in_query("format", "the format of the file (docs/exports.md)", formats, "csv"),
        _limit("events of the file", most=exporting.MOST, standard=exporting.MOST),
    ]


def article_id() -> Described:
    """Return the id that a text or page is given in the address."""
    meaning = (
        "the id of an HTML page without address, or of a plain text; "
        "without it, it is made from the content"
    )
    return _in_query("id", meaning, {"type": "string", "maxLength": MAX_ID}, "desk/7")


def again() -> Described:
    """Return the switch that sends a dead letter which was sent before."""
    schema = {"type": "string", "enum": ["true", "false"], "default": "false"}
    return _in_query("again", "also one that was sent before", schema, "true")


def last_event_id() -> Described:
    """Return the header with which a subscriber goes on."""
    meaning = "the `id` of the last event that arrived: the stream goes on after it"
    return {
        "name": "Last-Event-ID",
        "in": "header",
        "description": meaning,
        "schema": {"type": "string"},
        "example": "0:17,2:4",
    }


def in_path(name: str, meaning: str, example: str) -> Described:
    """Return a part of the path."""
    schema = {"type": "string", "minLength": 1}
    return {
        "name": name,
        "in": "path",
        "required": True,
        "description": meaning,
        "schema": schema,
        "example": example,
    }


def _filter(parameter: Parameter) -> Described:
    value = {"type": "string", "maxLength": MOST_CHARACTERS, **WORDS.get(parameter.name, {})}
    example: Any = EXAMPLES[parameter.name]
    if parameter.repeats:
        value, example = {"type": "array", "maxItems": MOST_VALUES, "items": value}, [example]
    return _in_query(parameter.name, f"{parameter.help} ({parameter.shape})", value, example)


def _limit(meaning: str, *, most: int, standard: int) -> Described:
    schema = {"type": "integer", "minimum": 1, "maximum": most, "default": standard}
    return _in_query("limit", meaning, schema, min(100, most))


def _in_query(name: str, meaning: str, schema: Described, example: Any = None) -> Described:
    described = {"name": name, "in": "query", "description": meaning, "schema": schema}
    return described if example is None else {**described, "example": example}
