import re
import time
from dataclasses import replace

import pytest
from aiohttp import ClientResponse
from yarl import URL

from schemas.event import ArticleLine, Evidence
from tests.unit.web.browsing import Open, body
from tests.unit.web.making import NOW, article, event, filled, web_context
from workers.settings import STAGES, Settings
from workers.streams.dead_letters.operations import DeadLetter
from workers.streams.dead_letters.origin import DeadLetterOrigin
from workers.streams.metrics.instruments import Counter
from workers.streams.readmodel.stage_board import StageBoard
from workers.streams.readmodel.view import View
from workers.web import Check, Probes, WebContext, probes_of

HOSTILE = '<script>alert("x")</script><img src=x onerror=alert(1)>'
LETTER = DeadLetter(
    3,
    NOW,
    DeadLetterOrigin("prepare", HOSTILE, "line 1", "dateline.articles", 0, 9),
    HOSTILE.encode(),
    b"\x1b[2J" + HOSTILE.encode(),
    (),
)
PAGES = (
    "/",
    "/events",
    "/events?status=all",
    "/events/e-strike",
    "/articles/wire-1",
    "/dead-letters",
    "/pipeline",
    "/nothing/<script>",
    "/events/none",
    "/events?type=x%3E",
)


def hostile_view() -> View:
    """A view in which every string that comes from outside is hostile."""
    view = View(caught_up=True)
    record = event(title=HOSTILE, when=HOSTILE)
    who = tuple(replace(one, name=HOSTILE, country=HOSTILE) for one in record.who)
    evidence = tuple(replace(one, value=HOSTILE) for one in record.evidence)
    lines = (
        replace(record.articles[0], source=HOSTILE, published_at=HOSTILE),
        *record.articles[1:],
    )
    what = replace(record.what, trigger=HOSTILE, text=HOSTILE)
    view.take_event(replace(record, who=who, evidence=evidence, articles=lines, what=what), NOW)
    view.take_article(
        article(text=f"{article().article.text}\n{HOSTILE}", title=HOSTILE, source=HOSTILE)
    )
    view.take_dead_letter(LETTER)
    return view


async def test_the_overview_tells_the_stages_and_the_newest_events(browse: Open) -> None:
    html = await body(await browse(web_context()), "/")
    assert re.findall(r"<h2>(\w+)</h2>", html)[:4] == [
        "prepare",
        "annotate",
        "extract",
        "consolidate",
    ]
    assert html.index("Dockers walk out in Veldhaven over pay") < html.index(
        "Pay talks in Veldhaven collapse"
    )
    assert "12\u202f340" in html
    assert "no worker" in html


async def test_an_empty_overview_says_what_to_do(browse: Open) -> None:
    html = await body(await browse(WebContext(Settings(), View(caught_up=True), StageBoard())), "/")
    assert "No events yet" in html
    assert "not seen yet" in html


async def test_what_keeps_the_view_from_the_broker_is_told(browse: Open) -> None:
    view = View(problem="The broker at x:1 cannot be reached")
    assert "The broker at x:1 cannot be reached" in await body(await browse(web_context(view)), "/")


async def test_the_list_filters_by_words_type_and_status(browse: Open) -> None:
    client = await browse(web_context())
    assert "Pay talks" not in await body(client, "/events?type=PROTEST")
    assert "Pay talks" in await body(client, "/events?q=collapse")
    assert "Ferry service" in await body(client, "/events?status=retracted")
    assert "No event matches" in await body(client, "/events?q=zebra")


async def test_an_event_is_told_with_slots_conflicts_relations_versions_and_marked_sentences(
    browse: Open,
) -> None:
    html = await body(await browse(web_context()), "/events/e-strike")
    for words in (
        "Marta Oyelaran",
        "Netherlands",
        "5 May 2031",
        "is the day before",
        "Sources disagree",
        "4 May 2031",
        "Pay talks in Veldhaven collapse",
    ):
        assert words in html
    assert 'href="/events/e-talks"' in html
    assert re.search(r'<mark class="where what"[^>]*>Veldhaven</mark>', html)
    assert "Ferries" not in html
    assert len(re.findall(r'<tr><td class="figures">\d', html)) == 3
    assert "1 copy of it" in html


async def test_an_original_that_is_not_at_hand_is_told_by_its_quotes(browse: Open) -> None:
    view = View(caught_up=True)
    view.take_event(event(), NOW)
    html = await body(await browse(web_context(view)), "/events/e-strike")
    assert "The view does not hold this article" in html
    assert '<mark class="when">Monday morning</mark>' in html


async def test_ids_with_slashes_find_their_pages(browse: Open) -> None:
    view = filled()
    view.take_article(article("echo/3"))
    view.take_event(event("a/b c"), NOW)
    client = await browse(web_context(view))
    assert 'href="/articles/echo%2F3?event=e-strike"' in await body(client, "/events/e-strike")
    assert (await client.get("/articles/echo%2F3")).status == 200
    assert 'href="/events/a%2Fb%20c"' in await body(client, "/events")
    assert (await client.get("/events/a%2Fb%20c")).status == 200


async def test_an_article_is_shown_whole_with_the_marks_of_the_chosen_event(browse: Open) -> None:
    client = await browse(web_context())
    html = await body(client, "/articles/wire-1")
    assert "Ferries to the islands" in html
    assert "<mark" in html
    assert "<strong>Pay talks in Veldhaven collapse</strong> (marked below)" in await body(
        client, "/articles/wire-1?event=e-talks"
    )


async def test_what_is_not_there_is_told_with_404(browse: Open) -> None:
    client = await browse(web_context())
    for path in ("/events/none", "/articles/none", "/api/events/none", "/nothing"):
        assert (await client.get(path)).status == 404
    assert "There is no event none" in await body(client, "/events/none")


async def test_an_unknown_page_is_told_in_the_layout_of_the_site(browse: Open) -> None:
    client = await browse(web_context())
    for path in ("/nothing", "/favicon.ico"):
        answer = await client.get(path)
        html = await answer.text()
        assert (answer.status, answer.content_type) == (404, "text/html")
        assert f"There is no page at {path}." in html
        assert "/static/style.css" in html
    answer = await client.post("/events")
    assert (answer.status, answer.headers["Allow"]) == (405, "GET,HEAD")
    assert "/events takes no POST." in await answer.text()


async def test_an_unknown_request_of_the_api_is_told_as_a_problem(browse: Open) -> None:
    answer = await (await browse(web_context())).get("/api/nothing")
    assert (answer.status, answer.content_type) == (404, "application/problem+json")
    assert (await _json(answer))["detail"] == "There is no such request; `/api` lists all."


async def test_an_address_cannot_bring_markup_or_fill_a_page(browse: Open) -> None:
    client = await browse(web_context())
    html = await body(client, f"/<script>alert(1)</script>{'x' * 5_000}")
    assert "<script>alert" not in html
    assert len(html) < 5_000


async def test_a_request_for_another_host_gets_no_page_of_ours(browse: Open) -> None:
    answer = await (await browse(web_context())).get("/", headers={"Host": "evil.example"})
    assert answer.content_type == "text/plain"


@pytest.mark.parametrize(
    "path",
    [
        "/events/",
        "/events/?status=all",
        "/events/e-strike/",
        "/articles/wire-1/",
        "/dead-letters/",
        "/livez/",
    ],
)
async def test_a_trailing_slash_leads_to_the_page_without_it(browse: Open, path: str) -> None:
    client = await browse(web_context())
    answer = await client.get(path, allow_redirects=False)
    assert (answer.status, answer.headers["Location"]) == (308, path.replace("/?", "?").rstrip("/"))
    assert (await client.get(path)).status == 200


@pytest.mark.parametrize("path", ["/nowhere/", "/events/a/b/", "/nowhere%2F"])
async def test_a_trailing_slash_behind_no_page_is_404(browse: Open, path: str) -> None:
    client = await browse(web_context())
    assert (await client.get(URL(path, encoded=True), allow_redirects=False)).status == 404


async def test_dead_letters_are_told_with_reason_and_safe_bytes(browse: Open) -> None:
    view = filled()
    view.take_dead_letter(LETTER)
    view.take_replay(3)
    html = await body(await browse(web_context(view)), "/dead-letters")
    assert "line 1" in html
    assert "\\x1b[2J" in html
    assert "replayed</span>" in html


@pytest.mark.parametrize("path", PAGES)
async def test_nothing_from_outside_becomes_markup(browse: Open, path: str) -> None:
    html = await body(await browse(web_context(hostile_view())), path)
    assert "<script>alert" not in html
    assert "<img" not in html
    assert html.count("<script") == html.count('<script src="/static/')


@pytest.mark.parametrize("path", PAGES)
async def test_pages_hold_no_inline_script_or_style(browse: Open, path: str) -> None:
    html = await body(await browse(web_context()), path)
    assert not re.search(r"<style|\sstyle=|\son[a-z]+=|javascript:", html)


@pytest.mark.parametrize(
    "path", [*PAGES, "/api/events", "/metrics", "/livez", "/static/style.css", "/nothing"]
)
async def test_every_answer_carries_the_security_headers(browse: Open, path: str) -> None:
    answer = await (await browse(web_context())).get(path)
    assert answer.headers["Content-Security-Policy"].startswith(
        "default-src 'none'; style-src 'self'; script-src 'self'"
    )
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["X-Frame-Options"] == "DENY"


@pytest.mark.parametrize(
    ("host", "status"),
    [("localhost:1", 200), ("127.0.0.1", 200), ("[::1]:6066", 200), ("evil.example", 421)],
)
async def test_on_loopback_only_loopback_names_are_answered(
    browse: Open, host: str, status: int
) -> None:
    client = await browse(web_context())
    assert (await client.get("/", headers={"Host": host})).status == status


async def test_on_an_open_address_any_name_is_answered(browse: Open) -> None:
    served = replace(web_context(), settings=Settings(web_host="0.0.0.0"))  # noqa: S104
    assert (await (await browse(served)).get("/", headers={"Host": "news.example"})).status == 200


async def test_a_page_that_has_not_changed_is_not_sent_again(browse: Open) -> None:
    served = web_context()
    client = await browse(served)
    etag = (await client.get("/")).headers["ETag"]
    assert (await client.get("/", headers={"If-None-Match": etag})).status == 304
    served.view.take_event(event(version=4), NOW)
    assert (await client.get("/", headers={"If-None-Match": etag})).status == 200


async def _json(answer: ClientResponse) -> dict[str, object]:
    value: dict[str, object] = await answer.json()
    return value


async def test_programs_get_events_and_stages_as_json(browse: Open) -> None:
    client = await browse(web_context())
    events = await _json(await client.get("/api/events?type=PROTEST"))
    assert (events["total"], events["next"]) == (1, None)
    one = await _json(await client.get("/api/events/e-strike"))
    assert one["event"]["version"] == 3  # type: ignore[index]
    assert len(one["versions"]) == 3  # type: ignore[arg-type]
    stages = await _json(await client.get("/api/stages"))
    cards = stages["stages"]
    assert [card["stage"] for card in cards] == list(STAGES)  # type: ignore[attr-defined]


async def test_probes_answer_200_or_503_with_the_reason(browse: Open) -> None:
    probes = Probes(ready=lambda: (Check("extract", ok=False, detail="recovering"),))
    client = await browse(web_context(probes=probes))
    assert (await client.get("/livez")).status == 200
    assert (await client.get("/startupz")).status == 200
    answer = await client.get("/readyz")
    assert answer.status == 503
    assert (await _json(answer))["checks"] == [
        {"name": "extract", "ok": False, "detail": "recovering"}
    ]


async def test_metrics_tell_this_processs_figures_and_the_views(browse: Open) -> None:
    counter = Counter("dateline_test_total", "A test.")
    counter.add(3)
    answer = await (await browse(web_context(instruments=(counter,)))).get("/metrics")
    text = await answer.text()
    assert answer.headers["Content-Type"] == "text/plain; version=0.0.4; charset=utf-8"
    assert "dateline_test_total 3" in text
    assert "dateline_view_articles 2" in text


def test_a_process_has_started_once_all_its_stages_were_at_work_and_stays_so() -> None:
    at_work = {"prepare": True, "extract": False}
    probes = probes_of({name: lambda name=name: at_work[name] for name in at_work})  # type: ignore[misc]
    assert [check.ok for check in probes.started()] == [True, False]
    at_work["extract"] = True
    assert all(check.ok for check in probes.started())
    at_work["prepare"] = False
    assert all(check.ok for check in probes.started())
    assert [check.ok for check in probes.ready()] == [False, True]


async def test_an_event_told_by_very_many_long_articles_is_shown_in_part_and_quickly(
    browse: Open,
) -> None:
    view = View(caught_up=True)
    text = f"{article().article.text} " + "Veldhaven was quiet that day. " * 3_000
    lines = [
        ArticleLine(f"a{number}", main=True, published_at=None, source=None, copy_of=None)
        for number in range(600)
    ]
    spans = [at for at in range(len(text)) if text.startswith("Veldhaven", at)][:40]
    evidence = [
        Evidence("where", "V", line.id, "text", at, at + 9, "Veldhaven")
        for line in lines
        for at in spans
    ]
    people = tuple(
        replace(event().who[0], entity=f"docker-{number}", name=f"Docker {number}")
        for number in range(500)
    )
    view.take_event(
        replace(event(), articles=tuple(lines), evidence=tuple(evidence), who=people), NOW
    )
    for line in lines[:100]:
        view.take_article(article(line.id, text))
    client = await browse(web_context(view))
    begin = time.thread_time()
    html = await body(client, "/events/e-strike")
    assert time.thread_time() - begin < 3
    assert len(html) < 1_000_000
    assert "580 further articles" in html
    assert "and 450 more" in html
