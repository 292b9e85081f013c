"""The page of the pipeline in a worker with all stages: what the worker does is on it."""

import re
from collections.abc import Callable
from html import unescape

from tests.stream.harness import Stream, visit
from tests.stream.pages import page_when
from workers.settings import STAGES
from workers.streams.apache_broker.node import free_ports
from workers.streams.kafka.topics import ensure_topics

REFUSED = 'dateline_dead_letters_by_reason{stage="prepare",reason="it is bad for prepare"}'


async def test_a_worker_tells_its_windows_its_pool_its_rebalances_and_its_slow_articles(
    make_stream: Callable[..., Stream],
) -> None:
    port = free_ports(1)[0]
    stream = make_stream(web_enabled=True, web_port=port)
    await ensure_topics(stream.settings)
    with stream.worker("teller"):
        await stream.feed(
            [visit("a", "Anna Berg", day="2024-02-10"), (b"bad", b"BAD with 7 words")]
        )
        await stream.records(lambda found: len(found) == 1)
        words = ("it is bad for prepare", "dateline_open_windows")
        html = await page_when(
            f"http://127.0.0.1:{port}/pipeline", lambda html: all(word in html for word in words)
        )
    shown = {
        unescape(metric): float(value)
        for value, metric in re.findall(r'value="([^"]*)" data-metric="([^"]*)"', html)
    }
    for stage in STAGES:
        assert shown[f'dateline_rebalances_total{{stage="{stage}"}}'] >= 1
    assert shown['dateline_pool_processes{state="idle"}'] == 1
    assert sum(shown[name] for name in shown if name.startswith("dateline_open_windows{")) == 1
    assert any(name.startswith("dateline_slowest_article_seconds{") for name in shown)
    assert shown[REFUSED] == 1
