"""What requests are answered with: bodies by status, and refusals."""

from collections.abc import Mapping
from typing import Any

from workers.web.openapi.components import reference
from workers.web.problems import PROBLEM

Described = dict[str, Any]

JSON = "application/json"
REFUSALS: Mapping[int, str] = {
    400: (
        "The request cannot be read: `detail` says why, `parameter`, `position` or `errors` where."
    ),
    401: "The token is missing or wrong.",
    403: "This is off: no DATELINE_WEB_TOKEN is set.",
    404: "There is no such thing, or the view does not hold it any more.",
    408: "The body did not come in time.",
    409: "The decision cannot be made: `detail` says why.",
    413: (
        "The body is too large, or holds too many articles; "
        "where some were taken, `accepted` names them."
    ),
    415: "The body is of another media type, charset or compression.",
    429: "Too many requests are under way: send it again after `Retry-After` seconds.",
    501: "The format cannot be written here: `detail` says what is missing.",
    503: (
        "The broker is away, or has not acknowledged all: "
        "`accepted` names what it has, `errors` what to send again."
    ),
}
TOKEN = (401, 403)
"""Refusals of every request that needs the token."""
BODY = (400, 408, 413, 415)
"""Refusals of every request with a body."""


def answers(done: Mapping[int, Described], *refusals: int) -> Described:
    """Return the answers of an operation: those where it was done, and its possible refusals."""
    refused = {status: _refusal(status) for status in refusals}
    return {str(status): answer for status, answer in sorted({**done, **refused}.items())}


def json_of(schema: str, description: str) -> Described:
    """Return an answer in JSON."""
    return content(description, {JSON: {"schema": reference(schema)}})


def content(description: str, media: Described) -> Described:
    """Return an answer in one of some media types."""
    return {"description": description, "content": media}


def _refusal(status: int) -> Described:
    answer = content(REFUSALS[status], {PROBLEM: {"schema": reference("Problem")}})
    if status == 401:  # noqa: PLR2004 - HTTP Unauthorized
        answer["headers"] = {"WWW-Authenticate": {"required": True, "schema": {"type": "string"}}}
    if status == 429:  # noqa: PLR2004 - HTTP Too Many Requests
        answer["headers"] = {"Retry-After": {"required": True, "schema": {"type": "integer"}}}
    return answer
