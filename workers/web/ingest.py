"""`POST /articles`: one article into the topic, answered once the broker has it."""

import asyncio

from aiohttp import web

from schemas import Article
from workers.articles import InvalidArticle, read_article
from workers.articles.input.identity import MAX_ID, id_of_content
from workers.streams.publishing.article_ingest import ArticleIngest, NotTakenError, TooLargeError
from workers.web.api import json_answer
from workers.web.bodies import Refused, body_of
from workers.web.gate import RETRY_AFTER, refused
from workers.web.site import SITE

TYPES = ("application/json", "application/ld+json", "text/html", "text/plain")
BODY_SECONDS = 30.0


async def post_article(request: web.Request) -> web.StreamResponse:
    """Publish the body as it came: JSON in any of our formats, HTML, or plain text with `?id=`; answers 202 with the article's id."""
    inlet = request.app[SITE].inlet
    if inlet is None or inlet.problem:
        return refused(503, inlet.problem if inlet else "articles are not taken here", RETRY_AFTER)
    if inlet.places.locked():
        return refused(503, "too many articles are under way: send this one again later", RETRY_AFTER)
    async with inlet.places:
        try:
            return await _take(request, inlet)
        except Refused as refusal:
            return refusal.answer


async def _take(request: web.Request, inlet: ArticleIngest) -> web.Response:
    given = _given_id(request)
    data = await body_of(request, types=TYPES, most=inlet.most_bytes, seconds=BODY_SECONDS)
    json_only = request.content_type.endswith("json")
    article = await _read(data, given or id_of_content(data), json_only, inlet.settings.max_text_length)
    try:
        await inlet.put(article.id.encode(), data)
    except TooLargeError as error:
        return refused(413, str(error))
    except NotTakenError as error:
        return refused(503, str(error), RETRY_AFTER)
    return json_answer({"id": article.id, "version": article.version}, status=202)


def _given_id(request: web.Request) -> str:
    given = request.query.get("id", "")
    if len(given) > MAX_ID:
        raise Refused(refused(400, f"an id of {len(given)} characters; the limit is {MAX_ID}", position="id"))
    return given


async def _read(data: bytes, identity: str, json_only: bool, max_text_length: int) -> Article:
    """Read it as the prepare stage will, to refuse now what would become a dead letter; in a thread, since a large page takes a while."""
    key = identity.encode("utf-8", "replace")
    try:
        return await asyncio.to_thread(
            read_article, data, key=key, max_text_length=max_text_length, json_only=json_only
        )
    except InvalidArticle as error:
        raise Refused(refused(400, error.reason, position=error.position)) from None
