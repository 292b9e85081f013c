import json
from pathlib import Path

import pytest

from tests.unit.cli.events.quakes import ARTICLES
from workers.cli.main import main

pytestmark = pytest.mark.model


@pytest.fixture(scope="module")
def articles(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("explain") / "articles.jsonl"
    path.write_text("\n".join(map(json.dumps, ARTICLES)), encoding="utf-8")
    return path


@pytest.fixture(scope="module")
def event_id(articles: Path) -> str:
    out = articles.with_name("events.jsonl")
    assert main(["extract", str(articles), "--out", str(out)]) == 0
    records = [json.loads(line) for line in out.read_bytes().splitlines()]
    return str(next(record["event_id"] for record in records if len(record["articles"]) == 2))


def test_the_links_between_articles_are_told_with_what_they_weigh(
    articles: Path, event_id: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["explain", event_id, "--articles", str(articles)]) == 0
    shown = capsys.readouterr().out
    assert "held together by" in shown
    assert "the articles use the same words +" in shown
    assert "told by 2 articles, 2 of them independent" in shown
    assert "2: updated with article b (articles +b" in shown


def test_as_json_it_is_one_object(
    articles: Path, event_id: str, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    assert main(["explain", event_id, "--articles", str(articles), "--json"]) == 0
    explanation = json.loads(capfdbinary.readouterr().out)
    assert explanation["record"]["event_id"] == event_id
    assert explanation["links"]


def test_an_event_that_is_not_there_is_told(
    articles: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["explain", "nothing", "--articles", str(articles)]) == 1
    assert "no event nothing" in capsys.readouterr().err
