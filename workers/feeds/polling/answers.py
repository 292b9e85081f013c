"""What a request says of the last answer, and what an answer leaves for the next request."""

from dataclasses import replace
from hashlib import sha256
from http import HTTPStatus

from workers.feeds.http.fetching import Answer
from workers.feeds.state import FeedState

ACCEPT = (
    "application/rss+xml, application/atom+xml, application/rdf+xml, "
    "application/xml;q=0.9, text/xml;q=0.8, */*;q=0.5"
)


def conditions(feed: FeedState) -> dict[str, str]:
    """Return the headers of a request for a feed, conditional where its last answer allows."""
    given = {"If-None-Match": feed.etag, "If-Modified-Since": feed.modified}
    return {"Accept": ACCEPT, **{name: value for name, value in given.items() if value}}


def answered(feed: FeedState, answer: Answer) -> FeedState:
    """Return a feed after its answer.

    Its failures are forgotten, its validators are those of the answer, and its permanent redirects
    are followed.
    """
    headers = answer.headers
    return replace(
        feed,
        location=answer.moved_to or feed.location,
        failures=0,
        etag=headers.get("etag", feed.etag if answer.status == HTTPStatus.NOT_MODIFIED else None),
        modified=headers.get(
            "last-modified", feed.modified if answer.status == HTTPStatus.NOT_MODIFIED else None
        ),
    )


def status_in_words(status: int) -> str:
    """Return `HTTP status 404 Not Found`."""
    try:
        return f"HTTP status {status} {HTTPStatus(status).phrase}"
    except ValueError:
        return f"HTTP status {status}"


def hash_of(body: bytes) -> str:
    """Return what tells whether a body is the same as before."""
    return sha256(body).hexdigest()
