"""Decisions from the command line: made from a file of events, read back by `dateline extract`."""

import json
from pathlib import Path
from typing import Any

import pytest

from schemas import EventRecord, encode
from tests.unit.cli.events.quakes import ARTICLES
from tests.unit.consolidation.making import article, chain, who
from workers.cli.main import main
from workers.consolidation import ConsolidationSettings, Consolidator


def records(*names: str) -> list[EventRecord]:
    consolidator = Consolidator(ConsolidationSettings())
    for name in names:
        told = chain(0, "visit", who("Ann Lee"), context=("army", "minister"))
        consolidator.apply(
            article(name, told, story="minister visit moscow", published="2023-04-14")
        )
    return consolidator.records()


@pytest.fixture
def events(tmp_path: Path) -> Path:
    path = tmp_path / "events.jsonl"
    path.write_bytes(b"".join(encode(record) + b"\n" for record in records("a", "b")))
    return path


def run(capfdbinary: pytest.CaptureFixture[bytes], *words: str) -> dict[str, Any]:
    assert main(["events", *words]) == 0
    made: dict[str, Any] = json.loads(capfdbinary.readouterr().out)
    return made


def test_a_split_from_a_file_is_printed_as_a_line(
    events: Path, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    (record,) = records("a", "b")
    made = run(
        capfdbinary,
        "split",
        record.event_id,
        "b",
        "--reason",
        "two",
        "--author",
        "ed",
        "--events",
        str(events),
    )
    assert (made["kind"], made["verdict"], made["author"]) == ("decision", "split", "ed")
    assert [mention["article_id"] for mention in made["first"]] == ["b"]


@pytest.mark.parametrize(
    ("words", "status", "said"),
    [
        (["split", "nothing", "b"], 1, "no event nothing"),
        (["split", "EVENT", "elsewhere"], 2, "no mention in elsewhere"),
        (["join", "EVENT", "EVENT"], 2, "one event already"),
        (["revoke", "EVENT", "d"], 2, "no decision d"),
    ],
)
def test_what_cannot_be_decided_is_told_in_words(
    events: Path, words: list[str], status: int, said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    (record,) = records("a", "b")
    named = [record.event_id if word == "EVENT" else word for word in words]
    assert main(["events", *named, "--reason", "so", "--events", str(events)]) == status
    assert said in capsys.readouterr().err


def test_a_line_that_is_no_decision_is_told_with_its_number(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    articles, decisions = tmp_path / "articles.jsonl", tmp_path / "decisions.jsonl"
    articles.write_text(json.dumps(ARTICLES[0]))
    decisions.write_text("\n{}\n")
    assert (
        main(
            [
                "extract",
                str(articles),
                "--decisions",
                str(decisions),
                "--out",
                str(tmp_path / "out"),
            ]
        )
        == 2
    )
    assert "decisions.jsonl:2: this is no Decision" in capsys.readouterr().err


@pytest.mark.model
def test_extract_and_explain_follow_the_decisions_in_a_file(
    tmp_path: Path, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    articles, out, decisions = (
        tmp_path / "articles.jsonl",
        tmp_path / "events.jsonl",
        tmp_path / "decisions.jsonl",
    )
    articles.write_text("\n".join(map(json.dumps, ARTICLES)))
    assert main(["extract", str(articles), "--out", str(out)]) == 0
    quake = next(
        row for row in map(json.loads, out.read_bytes().splitlines()) if row["level"] == "main"
    )
    made = run(
        capfdbinary,
        "split",
        quake["event_id"],
        "b",
        "--reason",
        "an aftershock",
        "--events",
        str(out),
    )
    decisions.write_text(json.dumps(made))
    assert main(["extract", str(articles), "--decisions", str(decisions), "--out", str(out)]) == 0
    rows = [json.loads(line) for line in out.read_bytes().splitlines()]
    ruled = [row for row in rows if row["decisions"]]
    assert sorted([line["id"] for line in row["articles"]] for row in ruled) == [["a"], ["b"]]
    words = [
        "explain",
        ruled[0]["event_id"],
        "--articles",
        str(articles),
        "--decisions",
        str(decisions),
    ]
    assert main(words) == 0
    assert b"an aftershock" in capfdbinary.readouterr().out
