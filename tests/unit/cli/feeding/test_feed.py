"""`dateline feed` on a terminal."""

import asyncio
import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.terminal import DATELINE, Terminal
from workers.settings import Settings
from workers.streams.embedded_broker.broker import EmbeddedBroker
from workers.streams.kafka.topics import ensure_topics

pytestmark = pytest.mark.broker
COUNT = 400


@pytest.fixture(scope="module")
def broker() -> Iterator[str]:
    with EmbeddedBroker() as running:
        asyncio.run(ensure_topics(Settings(broker=running.address)))
        yield running.address


def test_a_bar_counts_what_is_published_and_goes_when_all_is(broker: str, tmp_path: Path) -> None:
    path = tmp_path / "articles.jsonl"
    rows = (json.dumps({"id": f"a{n}", "text": f"Text {n}."}) for n in range(COUNT))
    path.write_text("\n".join(rows), encoding="utf-8")
    with Terminal((*DATELINE, "feed", str(path), "--broker", broker)) as terminal:
        last = [line for line in terminal.end() if line]
        assert terminal.status == 0
        assert f"{COUNT} articles" in terminal.output.partition("published")[0]
        assert "left" in terminal.output
    assert last == [f"{COUNT} articles published to dateline.articles on {broker}"]


def test_standard_input_has_no_known_end(broker: str) -> None:
    command = ("sh", "-c", 'echo \'{"id": "a", "text": "b"}\' | "$@"', "sh")
    with Terminal((*command, *DATELINE, "feed", "-", "--broker", broker)) as terminal:
        last = [line for line in terminal.end() if line]
        assert terminal.status == 0
        assert "publishing" in terminal.output
        assert "left" not in terminal.output
    assert last == [f"1 article published to dateline.articles on {broker}"]
