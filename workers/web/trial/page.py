"""`/try`: the form, and the findings in the text that the form sends.

The page publishes nothing, keeps nothing, and asks for no token.
"""

import asyncio
import time
from collections.abc import Sequence

from aiohttp import web

from workers.articles import IgnoredField, ignored_fields
from workers.articles.input.identity import id_of_content
from workers.streams.failures.worker_errors import PoolError
from workers.streams.messages.refusal import Refusal
from workers.streams.pool.trial import Findings, TooManyError, Trial
from workers.web.context import CONTEXT
from workers.web.presentation.marking import marked
from workers.web.presentation.namesakes import shared_titles
from workers.web.presentation.passages import field_text, support
from workers.web.rendering import refuse, render
from workers.web.trial.findings import blank_lines_cut, legend, marks_of, records_of
from workers.web.trial.form import MOST_CHARACTERS, Pasted, UnusableError, pasted_in

OFF = "No text is read here: this process serves pages alone."
BUSY = "Other texts are being read. Send this one again in some seconds."
LATER = (429, 503)
AGAIN = {"Retry-After": "5"}


async def form(request: web.Request) -> web.StreamResponse:
    """Show the form, and let the process that reads start meanwhile."""
    trial = request.app[CONTEXT].trial
    if trial is None:
        return refuse(request, 503, "Not here", OFF)
    trial.warm()
    return _page(request)


async def read(request: web.Request) -> web.StreamResponse:
    """Read the pasted text, and show it marked.

    A text that cannot be read gets an answer in words, with 400, 403, 408, 413, 415, 422, 429 or
    503.
    """
    trial = request.app[CONTEXT].trial
    if trial is None:
        return refuse(request, 503, "Not here", OFF)
    if request.headers.get("Sec-Fetch-Site", "same-origin") not in ("same-origin", "none"):
        return refuse(
            request, 403, "Not from there", "A page of another site may not have texts read here."
        )
    try:
        pasted = await pasted_in(request)
    except UnusableError as error:
        answer = _form_again(request, error.status, error.reason, Pasted())
        answer.force_close()  # what is still to come is not waited for
        return answer
    try:
        return await _answer(request, trial, pasted)
    except TooManyError:
        return _form_again(request, 429, BUSY, pasted)
    except PoolError as error:
        reason = f"Nothing can be read at the moment: {error}."
        return _form_again(request, 503, reason, pasted)


def _form_again(
    request: web.Request,
    status: int,
    reason: str,
    pasted: Pasted,
    ignored: Sequence[IgnoredField] = (),
) -> web.StreamResponse:
    """Return the form with what was pasted, and why it was not read."""
    answer = _page(request, status=status, reason=reason, pasted=pasted, ignored=ignored)
    if status in LATER:
        answer.headers.update(AGAIN)
    return answer


def _page(
    request: web.Request,
    *,
    status: int = 200,
    reason: str = "",
    pasted: Pasted | None = None,
    found: dict[str, object] | None = None,
    ignored: Sequence[IgnoredField] = (),
) -> web.StreamResponse:
    return render(
        request,
        "try.html",
        status=status,
        reason=reason,
        pasted=pasted or Pasted(),
        found=found,
        ignored=ignored,
        most=MOST_CHARACTERS,
    )


async def _answer(request: web.Request, trial: Trial, pasted: Pasted) -> web.StreamResponse:
    value = pasted.as_article()
    ignored = ignored_fields(value)
    began = time.perf_counter()
    findings = await trial.read(value, key=id_of_content(value).encode())
    if isinstance(findings, Refusal):
        reason = f"That cannot be read: {findings.reason}{_where(findings)}."
        return _form_again(request, 422, reason, pasted, ignored)
    records = await asyncio.to_thread(records_of, findings, request.app[CONTEXT].settings)
    seconds = time.perf_counter() - began
    found = _found(findings) | {
        "seconds": seconds,
        "shared": shared_titles(records),
        "events": [(one, support(one, one.articles[0], findings.article)) for one in records],
    }
    return _page(request, found=found, ignored=ignored)


def _where(refusal: Refusal) -> str:
    """Return the place in the text, if it is more than the name of a field."""
    place = refusal.position
    return f" ({place})" if any(map(str.isdigit, place)) else ""


def _found(findings: Findings) -> dict[str, object]:
    article, marks = findings.article, marks_of(findings)
    start, end = blank_lines_cut(article)
    return {
        "title": marked(field_text(article.article, "title"), marks["title"]),
        "text": marked(article.article.text, marks["text"], start=start, end=end),
        "legend": list(legend(marks)),
        "article": article,
    }
