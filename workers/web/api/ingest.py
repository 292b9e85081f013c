"""`POST /api/articles`: articles into the topic, answered once the broker has them."""

import asyncio
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime

from aiohttp import web

from workers.articles.input.identity import MAX_ID
from workers.streams.publishing.article_ingest import ArticleIngest, NotTakenError, Outcome
from workers.web.api.batch import MOST_ARTICLES, Batch, Format, ReadArticle, read_batch
from workers.web.api.bodies import body_of
from workers.web.api.resources import json_answer
from workers.web.context import CONTEXT
from workers.web.problems import RETRY_AFTER, Refused, refused

TYPES: Mapping[str, Format] = {
    "application/json": "json",
    "application/ld+json": "json",
    "application/jsonl": "jsonl",
    "application/x-ndjson": "jsonl",
    "text/html": "html",
    "text/plain": "text",
}
"""The media types of a body, and how articles are cut from it."""
BODY_SECONDS = 30.0
NONE_TAKEN = "none was taken: mend or leave out those under `errors`, and send the rest again"


async def post_articles(request: web.Request) -> web.StreamResponse:
    """Publish the articles of the body: one, a JSON list, or one a line.

    HTML and plain text come with `?id=`.

    All articles are taken or none, unless the broker goes away in between: then the answer names
    those that were taken. Answers 202 with the id and version of each, in order.
    """
    ingest = request.app[CONTEXT].ingest
    if ingest is None or ingest.problem:
        return refused(
            503, ingest.problem if ingest else "articles are not taken here", RETRY_AFTER
        )
    if ingest.places.locked():
        return refused(
            429, "too many requests are under way: send this one again later", RETRY_AFTER
        )
    async with ingest.places:
        try:
            articles = await _read(request, ingest)
            outcomes = await ingest.put_all(
                [(article.id.encode(), article.value) for article in articles]
            )
        except Refused as refusal:
            return refusal.answer
        except NotTakenError as error:
            return refused(503, str(error), RETRY_AFTER)
    return _answer(articles, outcomes)


async def _read(request: web.Request, ingest: ArticleIngest) -> Sequence[ReadArticle]:
    """Return the articles of the request, each read as the prepare stage will read it.

    Raises:
        Refused: One of them would become a dead letter, or the request is not such a one.
    """
    data = await body_of(request, types=tuple(TYPES), most=ingest.most_bytes, seconds=BODY_SECONDS)
    kind = TYPES[request.content_type]
    given = _given_id(request, kind)
    # In a thread, since a large page takes a while.
    batch = await asyncio.to_thread(
        read_batch,
        data,
        kind,
        given_id=given,
        max_text_length=ingest.settings.max_text_length,
        now=datetime.now(UTC),
    )
    _check(batch)
    return batch.articles


def _given_id(request: web.Request, kind: Format) -> str:
    given = request.query.get("id", "")
    if given and kind not in ("html", "text"):
        raise Refused(
            refused(
                400, "`id` is for HTML and plain text: JSON articles carry theirs", parameter="id"
            )
        )
    if len(given) > MAX_ID:
        raise Refused(
            refused(400, f"an id of {len(given)} characters; the limit is {MAX_ID}", parameter="id")
        )
    return given


def _check(batch: Batch) -> None:
    if batch.too_many:
        raise Refused(
            refused(
                413, f"a request may hold {MOST_ARTICLES} articles: send the others in another one"
            )
        )
    if not batch.count:
        raise Refused(refused(400, "the body holds no article"))
    if batch.errors and batch.count == 1:
        [error] = batch.errors
        raise Refused(
            refused(
                400, str(error["detail"]), position=error.get("position", ""), errors=batch.errors
            )
        )
    if batch.errors:
        counted = f"{len(batch.errors)} of {batch.count} articles cannot be read, and {NONE_TAKEN}"
        raise Refused(refused(400, counted, errors=batch.errors))


def _answer(articles: Sequence[ReadArticle], outcomes: Sequence[Outcome]) -> web.Response:
    lines = [{"id": article.id, "version": article.version} for article in articles]
    failed = [
        {"index": index, **lines[index], "detail": outcome.problem}
        for index, outcome in enumerate(outcomes)
        if outcome.problem
    ]
    accepted = [line for line, outcome in zip(lines, outcomes, strict=True) if not outcome.problem]
    if not failed:
        return json_answer({"accepted": accepted}, status=202)
    if all(outcome.too_large for outcome in outcomes if outcome.problem):
        status, again, headers = 413, "the others are in", None
    else:
        status, again, headers = 503, "send those under `errors` again", RETRY_AFTER
    detail = f"the broker has not acknowledged {len(failed)} of {len(lines)} articles: {again}"
    return refused(status, detail, headers, accepted=accepted, errors=failed)
