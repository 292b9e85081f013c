"""`dateline events`: filters and formats, from a file and from a topic."""

import asyncio
import csv
import json
import re
import time
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from io import StringIO
from pathlib import Path

import pytest
from aiokafka import AIOKafkaProducer

from schemas import EventRecord, decode, encode
from schemas.event import Evidence, Slot, Sources
from tests.unit.web.making import event
from workers.cli.main import main
from workers.settings import Settings
from workers.streams.embedded_broker.broker import EmbeddedBroker
from workers.streams.kafka.producers import producer_settings
from workers.streams.kafka.topics import ensure_topics
from workers.web.openapi import parameters

RECORDS = (
    event("e-strike"),
    replace(event("e-talks", code="CONSULT", when="2031-05-02/2031-05-04"), sources=Sources(9, 7)),
    replace(event("e-aside"), level="background"),
    event("e-gone", status="retracted"),
)


@pytest.fixture
def events(tmp_path: Path) -> str:
    path = tmp_path / "events.jsonl"
    path.write_bytes(b"".join(encode(record) + b"\n" for record in RECORDS))
    return str(path)


def ids(data: bytes) -> list[str]:
    return [decode(EventRecord, line).event_id for line in data.splitlines()]


Run = pytest.CaptureFixture[bytes]


def test_json_lines_come_most_widely_told_first(events: str, capfdbinary: Run) -> None:
    assert main(["events", "--events", events, "--json"]) == 0
    said = capfdbinary.readouterr()
    assert ids(said.out) == ["e-talks", "e-strike"]
    assert said.err == b"1 more is mentioned in passing: --all shows them\n"


@pytest.mark.parametrize(
    ("words", "wanted"),
    [
        (["--all"], ["e-talks", "e-aside", "e-strike"]),
        (["--type", "consult"], ["e-talks"]),
        (["--type", "CONSULT", "--type", "PROTEST/strike", "--limit", "1"], ["e-talks"]),
        (["--from", "2031-05-05"], ["e-strike"]),
        (["--near=52.4,4.5,10", "--country", "NL", "--min-sources", "3"], ["e-talks"]),
        (["--status", "all", "--level", "background"], ["e-aside"]),
        (["--status", "retracted"], ["e-gone"]),
        (["--q", "zebra"], []),
    ],
)
def test_options_filter_as_the_parameters_of_the_api(
    events: str, capfdbinary: Run, words: list[str], wanted: list[str]
) -> None:
    assert main(["events", "--events", events, "--format", "jsonl", *words]) == 0
    assert sorted(ids(capfdbinary.readouterr().out)) == sorted(wanted)


def test_every_filter_of_the_api_is_an_option(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        main(["events", "--help"])
    options = set(re.findall(r"^  (--[a-z-]+)", capsys.readouterr().out, re.MULTILINE))
    filters = {"--" + filter_["name"].replace("_", "-") for filter_ in parameters.query()}
    assert len(filters) > 10
    assert filters - options == {"--background"}, "which is --all here"
    assert "--all" in options


def test_a_filter_that_nothing_meets_says_so(
    events: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["events", "--events", events, "--q", "zebra"]) == 0
    assert capsys.readouterr().err == "none of the 4 events matches\n"


def test_the_first_value_of_each_slot_stands_with_the_fullest_words_for_it(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    said: tuple[tuple[Slot, str, str], ...] = (
        ("who", "A ship", "a ship"),
        ("who", "Dockers' Union", "its union"),
        ("who", "Dockers' Union", "the dockers' union"),
        ("when", "2031-05-05", "Monday"),
        ("modality", "ongoing", "are striking"),
    )
    evidence = tuple(
        Evidence(slot, value, "wire", "text", 0, len(quote), quote) for slot, value, quote in said
    )
    path = tmp_path / "events.jsonl"
    path.write_bytes(encode(replace(event(), evidence=evidence)))
    assert main(["events", "--events", str(path), "--no-pager"]) == 0
    shown = [line.strip() for line in capsys.readouterr().out.splitlines() if "” in " in line]
    assert shown == ["who: “the dockers' union” in wire", "when: “Monday” in wire"]


def test_ids_of_articles_are_printed_whole(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    long = "https://news.example/2031/05/05/dockers-walk-out-in-veldhaven-over-pay"
    record = event()
    lines = (replace(record.articles[0], id=long), *record.articles[1:])
    evidence = tuple(replace(one, article_id=long) for one in record.evidence)
    path = tmp_path / "events.jsonl"
    path.write_bytes(encode(replace(record, articles=lines, evidence=evidence)))
    assert main(["events", "--events", str(path), "--no-pager"]) == 0
    shown = capsys.readouterr().out
    assert f"independent: {long}" in shown
    assert f"” in {long}\n" in shown


def test_a_type_that_no_event_has_is_answered_with_the_types_there_are(
    events: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["events", "--events", events, "--type", "SPORT"]) == 0
    assert capsys.readouterr().err == (
        "none of the 4 events matches; their types are CONSULT, PROTEST\n"
    )
    assert main(["events", "--events", events, "--type", "PROTEST/riot"]) == 0
    assert capsys.readouterr().err == "none of the 4 events matches\n"


@pytest.mark.parametrize("form", ["jsonl", "csv", "geojson", "ics", "rss", "gdelt", "polecat"])
def test_a_file_holds_what_standard_output_would(
    events: str, tmp_path: Path, capfdbinary: Run, form: str
) -> None:
    out = tmp_path / "out"
    assert main(["events", "--events", events, "--format", form]) == 0
    printed = capfdbinary.readouterr().out
    assert main(["events", "--events", events, "--format", form, "--out", str(out)]) == 0
    written = out.read_bytes()
    assert capfdbinary.readouterr().out == b""
    if form in ("ics", "rss"):  # they tell when they were written
        assert len(written) == len(printed)
    else:
        assert written == printed
    assert b"e-talks" in written


def test_links_lead_to_the_web_view_or_where_one_says(events: str, capfdbinary: Run) -> None:
    assert main(["events", "--events", events, "--format", "geojson", "--limit", "1"]) == 0
    assert b'"url":"http://127.0.0.1:6066/events/e-talks"' in capfdbinary.readouterr().out
    words = ["--format", "geojson", "--limit", "1", "--site", "https://desk.example/"]
    assert main(["events", "--events", events, *words]) == 0
    assert b'"url":"https://desk.example/events/e-talks"' in capfdbinary.readouterr().out


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (
            ["--country", "UK"],
            "dateline: --country: 'UK' is no ISO 3166-1 alpha-2 code, such as DE or GB\n",
        ),
        (["--min-sources", "none"], "dateline: --min-sources: 'none' is no whole number from 1"),
        (["--from", "2023", "--from", "2024"], "dateline: --from: give it once\n"),
        (["--since", "2031"], "dateline: --since and --until: a file does not say when"),
        (
            ["--out", "x"],
            (
                "dateline: --out wants --format: "
                "one of jsonl, csv, geojson, ics, rss, parquet, gdelt, polecat\n"
            ),
        ),
        (["--follow"], "dateline: --follow prints text or --format jsonl"),
        (["--limit", "0"], "dateline: --limit wants a whole number from 1\n"),
    ],
)
def test_what_cannot_be_done_is_wrong_usage_in_a_sentence(
    events: str, capsys: pytest.CaptureFixture[str], words: list[str], said: str
) -> None:
    assert main(["events", "--events", events, *words]) == 2
    assert capsys.readouterr().err.startswith(said)


def test_a_file_that_holds_no_records_is_told_and_nothing_is_written(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    broken = tmp_path / "broken.jsonl"
    broken.write_bytes(encode(RECORDS[0]) + b"\n{}\n")
    out = tmp_path / "out.csv"
    assert main(["events", "--events", str(broken), "--format", "csv", "--out", str(out)]) == 2
    assert f"{broken}:2: this is no EventRecord" in capsys.readouterr().err
    assert not out.exists()


@pytest.fixture
def broker() -> Iterator[str]:
    with EmbeddedBroker() as running:
        asyncio.run(_publish(Settings(broker=running.address)))
        yield running.address


async def _publish(settings: Settings) -> None:
    await ensure_topics(settings)
    producer = AIOKafkaProducer(**producer_settings(settings))
    await producer.start()
    for record in (*RECORDS, event("e-strike", version=4, title="The strike ends")):
        key = record.event_id.encode()
        await producer.send_and_wait(settings.topic("events"), encode(record), key)
    await producer.stop()


@pytest.mark.broker
def test_from_a_topic_events_know_when_they_were_told(broker: str, capfdbinary: Run) -> None:
    assert main(["events", "--broker", broker, "--format", "csv"]) == 0
    rows = list(csv.DictReader(StringIO(capfdbinary.readouterr().out.decode(), newline="")))
    assert [(row["event_id"], row["version"]) for row in rows] == [
        ("e-talks", "3"),
        ("e-strike", "4"),
    ]
    for row in rows:
        assert (
            abs((datetime.now(UTC) - datetime.fromisoformat(row["told_at"])).total_seconds()) < 300
        )
    yesterday = (datetime.now(UTC) - timedelta(days=1)).date().isoformat()
    assert main(["events", "--broker", broker, "--json", "--until", yesterday]) == 0
    assert ids(capfdbinary.readouterr().out) == []
    assert main(["events", "--broker", broker, "--json", "--since", yesterday, "--q", "ends"]) == 0
    assert ids(capfdbinary.readouterr().out) == ["e-strike"]


@pytest.mark.broker
def test_following_a_filter_shows_retractions_too(broker: str, capfdbinary: Run) -> None:
    began = time.monotonic()
    assert (
        main(
            [
                "events",
                "--broker",
                broker,
                "--follow",
                "--json",
                "--limit",
                "3",
                "--type",
                "protest",
            ]
        )
        == 0
    )
    assert time.monotonic() - began < 60
    told = [json.loads(line) for line in capfdbinary.readouterr().out.splitlines()]
    assert sorted((one["event_id"], one["version"]) for one in told) == [
        ("e-gone", 3),
        ("e-strike", 3),
        ("e-strike", 4),
    ]
