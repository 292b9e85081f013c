"""The page of the pipeline: what it shows, and that each number on it is a metric."""

import re
from html.parser import HTMLParser

from tests.unit.web.browsing import Open, body
from tests.unit.web.making import web_context
from tests.unit.web.pipeline.making import metrics, working_context
from workers.settings import Settings
from workers.streams.readmodel.stage_board import StageBoard
from workers.streams.readmodel.view import View
from workers.web import WebContext

NAMES = frozenset({"code", "time"})
"""Elements whose digits are part of a name or a moment and no number of the pipeline."""
HOSTILE = '<script>alert("x")</script><img src=x onerror=alert(1)>'


class Figures(HTMLParser):
    """The metrics that a part of a page shows, and all text of it that stands in none."""

    def __init__(self) -> None:
        super().__init__()
        self.metrics: list[tuple[str, str]] = []
        self.loose = ""
        self._within: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        told = dict(attrs)
        if tag == "data":
            self.metrics.append((told["data-metric"] or "", told["value"] or ""))
        if tag in NAMES | {"data"}:
            self._within.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if self._within and self._within[-1] == tag:
            self._within.pop()

    def handle_data(self, data: str) -> None:
        if not self._within:
            self.loose += data


def figures(html: str) -> Figures:
    found = Figures()
    found.feed(html)
    return found


def main_of(html: str) -> str:
    return html.partition("<main")[2].partition("</main>")[0].partition(">")[2]


async def test_every_number_on_the_page_is_a_metric_with_that_value(browse: Open) -> None:
    client = await browse(working_context())
    told = set((await body(client, "/metrics")).splitlines())
    shown = figures(main_of(await body(client, "/pipeline")))
    assert len(shown.metrics) > 40
    assert [pair for pair in shown.metrics if " ".join(pair) not in told] == []
    assert re.findall(r"\d+", shown.loose) == []


async def test_the_numbers_of_the_stages_on_the_overview_are_metrics_too(browse: Open) -> None:
    client = await browse(working_context())
    told = set((await body(client, "/metrics")).splitlines())
    html = await body(client, "/")
    shown = figures(html.partition('<ol class="stages">')[2].partition("</ol>")[0])
    assert len(shown.metrics) >= 20
    assert [pair for pair in shown.metrics if " ".join(pair) not in told] == []
    assert re.findall(r"\d+", shown.loose) == []


def test_a_number_that_is_no_metric_would_be_noticed() -> None:
    html = '<p>7 of <data data-metric="a" value="9">9</data> <code>x1</code></p>'
    assert re.findall(r"\d+", figures(html).loose) == ["7"]
    assert figures(html).metrics == [("a", "9")]


async def test_a_worker_at_work_is_told(browse: Open) -> None:
    html = main_of(await body(await browse(working_context()), "/pipeline"))
    for words in (
        "2031-05-08 09:30:05 UTC",
        "Northern Wire",
        "hung in extract",
        "replaced after their share",
        "Late articles:",
        "1 min 0 s",
        "waits for its partitions",
        'href="/articles/wire%2F1"',
        'href="/dead-letters?reason=with%20%E2%80%A6%20words%20no%20article"',
    ):
        assert words in html
    assert html.index("wire/1") < html.index("paper-7")


async def test_the_lag_over_time_is_a_line_once_there_are_two_slices(browse: Open) -> None:
    html = main_of(await body(await browse(web_context()), "/pipeline"))
    assert html.count("<polyline points=") == 4
    assert "Lag of prepare over the last quarter of an hour" in html
    empty = WebContext(Settings(), View(caught_up=True), StageBoard())
    html = main_of(await body(await browse(empty), "/pipeline"))
    assert "<polyline" not in html


async def test_a_process_that_does_nothing_says_so(browse: Open) -> None:
    html = main_of(await body(await browse(web_context()), "/pipeline"))
    for words in (
        "This worker holds no events: another one consolidates",
        "No process of a pool runs here",
        "has read no article",
        "Everything that came in could be read",
        "not here",
    ):
        assert words in html


async def test_nothing_from_outside_becomes_markup(browse: Open) -> None:
    told = metrics()
    told.slowest.note("extract", [(HOSTILE, 1)], 900.0)
    told.open_windows.set(1, partition=0, shard=HOSTILE)
    client = await browse(working_context(told, HOSTILE, f"{HOSTILE} again"))
    for path in ("/pipeline", "/dead-letters", "/dead-letters?reason=%3Cscript%3E"):
        html = await body(client, path)
        assert "<script>alert" not in html
        assert "<img" not in html


async def test_dead_letters_are_picked_by_reason(browse: Open) -> None:
    client = await browse(working_context())
    html = await body(client, "/dead-letters")
    assert html.count('class="letter"') == 3
    assert "2 reasons" in html
    html = await body(client, "/dead-letters?reason=with%20%E2%80%A6%20words%20no%20article")
    assert html.count('class="letter"') == 2
    assert "not valid JSON" not in html
    assert "has this reason" in await body(client, "/dead-letters?reason=none")
