"""Refusals as problem details (RFC 9457).

They are JSON with `type`, `title`, `status`, `detail` and further members that a client needs.
"""

from http import HTTPStatus
from typing import Any

import orjson
from aiohttp import web

PROBLEM = "application/problem+json"
RETRY_AFTER = {"Retry-After": "5"}


class Refused(Exception):  # noqa: N818 - an answer, not a fault of ours
    """The request is answered with `answer`, and nothing else happens."""

    def __init__(self, answer: web.Response) -> None:
        super().__init__()
        self.answer = answer


def problem(
    status: int, detail: str, headers: dict[str, str] | None = None, **more: Any
) -> web.Response:
    """Return an answer that says in `detail` why a request is refused.

    `more` are further members, of which empty ones are left out.

    Its type is `about:blank`: the status tells the kind.
    """
    problem = {
        "type": "about:blank",
        "title": HTTPStatus(status).phrase,
        "status": status,
        "detail": detail,
    }
    problem |= {name: value for name, value in more.items() if value != ""}
    return web.Response(
        body=orjson.dumps(problem), status=status, content_type=PROBLEM, headers=headers or {}
    )


def refused(
    status: int, detail: str, headers: dict[str, str] | None = None, **more: Any
) -> web.Response:
    """Return a problem that ends the connection.

    So the server does not wait for a body that nobody reads.
    """
    answer = problem(status, detail, headers, **more)
    answer.force_close()
    return answer
