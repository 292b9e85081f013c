"""iCalendar, RSS and Parquet, read back by other readers than ours."""

import subprocess
import sys
from dataclasses import replace
from datetime import UTC, date, datetime
from email.utils import parsedate_to_datetime
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import pytest

from schemas import EventRecord
from tests.unit.exports.making import HOSTILE, all_events, bare, exported, hostile, strike, visit
from tests.unit.web.making import NOW, event
from workers.exports.formats.icalendar import LINE_OCTETS, escaped, folded


def calendar(*records: EventRecord) -> list[Any]:
    """The entries of a calendar, read by the package icalendar."""
    icalendar = pytest.importorskip("icalendar", reason="icalendar is not installed")
    data, _ = exported("ics", records)
    return list(icalendar.Calendar.from_ical(data).walk("VEVENT"))


def feed(*records: EventRecord, told_at: datetime | None = NOW) -> ET.Element:
    data, _ = exported("rss", records, told_at)
    channel = ET.fromstring(data.decode()).find("channel")  # noqa: S314 - our own
    assert channel is not None
    return channel


def test_a_calendar_entry_covers_the_days_of_its_event() -> None:
    one, several = calendar(strike(), visit())
    assert (one["DTSTART"].dt, one["DTEND"].dt) == (date(2031, 5, 5), date(2031, 5, 6))
    assert (several["DTSTART"].dt, several["DTEND"].dt) == (date(2023, 8, 14), date(2023, 8, 20))
    assert one["DTSTART"].params["VALUE"] == "DATE"
    assert (str(one["UID"]), one["SEQUENCE"], one["DTSTAMP"].dt) == ("e-strike", 3, NOW)
    assert str(several["LOCATION"]) == "Russia, Belarus, Nowhere"
    assert (several["GEO"].latitude, several["GEO"].longitude) == (54.2944, 61.8127)
    assert str(one["URL"]) == "http://127.0.0.1:6066/events/e-strike"


@pytest.mark.parametrize(
    ("changed", "status"),
    [
        ({}, "CONFIRMED"),
        ({"modality": "planned"}, "TENTATIVE"),
        ({"modality": "hypothetical"}, "TENTATIVE"),
        ({"modality": "denied"}, "CANCELLED"),
        ({"status": "retracted"}, "CANCELLED"),
    ],
)
def test_an_entry_tells_whether_its_event_is_certain(changed: dict[str, Any], status: str) -> None:
    [entry] = calendar(replace(strike(), **changed))
    assert str(entry["STATUS"]) == status


def test_an_uncertain_date_is_tentative() -> None:
    [entry] = calendar(event(when="2031-05-05?"))
    assert (str(entry["STATUS"]), entry["DTSTART"].dt) == ("TENTATIVE", date(2031, 5, 5))


@pytest.mark.parametrize(
    "edtf", [None, "2031-05", "2031", "2031-05-05/..", "XXXX-05-05", "2031-W19", "2031-23", "soon"]
)
def test_a_date_that_is_not_exact_to_the_day_is_left_out_and_counted(edtf: str | None) -> None:
    data, remarks = exported("ics", [strike(), event("e-vague", when=edtf)])
    assert data.count(b"BEGIN:VEVENT") == 1
    assert remarks == ("1 of 2 events have no date exact to the day, and are not in the calendar",)


@pytest.mark.parametrize(
    ("edtf", "day"), [("2031-05-05T17:30", 5), ("2031-W19-2", 6), ("2031-05-05~", 5)]
)
def test_a_time_or_a_weekday_of_a_week_is_a_day(edtf: str, day: int) -> None:
    [entry] = calendar(event(when=edtf))
    assert entry["DTSTART"].dt == date(2031, 5, day)


def test_an_event_on_the_last_day_of_the_calendar_has_no_day_after() -> None:
    [entry] = calendar(event(when="9999-12-31"))
    assert "DTEND" not in entry


def test_hostile_text_stays_text_in_a_calendar() -> None:
    [entry] = calendar(hostile())
    title = str(entry["SUMMARY"])
    assert title.startswith('=1+1,"a";b|c \\d END:VCALENDAR')
    assert "\x1b" not in title
    assert title.endswith("\U0001f680" + "ü" * 80)


def test_lines_are_folded_between_characters_at_75_octets_and_end_with_crlf() -> None:
    data, _ = exported("ics", all_events())
    assert data.endswith(b"\r\nEND:VCALENDAR\r\n")
    for line in data.split(b"\r\n"):
        assert len(line) <= LINE_OCTETS
        line.decode()
        assert b"\n" not in line
        assert b"\r" not in line
    long = "SUMMARY:" + "ü🚀a" * 60
    assert folded(long).replace(b"\r\n ", b"").decode() == long + "\r\n"


def test_text_is_escaped_as_rfc_5545_says() -> None:
    assert escaped("a\\b;c,d\r\ne\rf\ng:h") == "a\\\\b\\;c\\,d\\ne\\nf\\ng:h"


def test_a_feed_has_an_item_an_event_with_its_id_as_guid() -> None:
    channel = feed(strike())
    assert channel.findtext("link") == "http://127.0.0.1:6066/events"
    [item] = channel.findall("item")
    guid = item.find("guid")
    assert guid is not None
    assert (guid.text, guid.get("isPermaLink")) == ("e-strike", "false")
    assert item.findtext("title") == "Dockers walk out in Veldhaven over pay"
    assert item.findtext("link") == "http://127.0.0.1:6066/events/e-strike"
    assert parsedate_to_datetime(item.findtext("pubDate") or "") == NOW
    category = item.find("category")
    assert category is not None
    assert (category.text, category.get("domain")) == ("PROTEST/strike", "plover")
    assert item.findtext("{http://www.georss.org/georss}point") == "52.41 4.55"


@pytest.mark.parametrize(
    ("last_seen", "at"),
    [
        ("2031-05-06", datetime(2031, 5, 6, tzinfo=UTC)),
        ("2031-05-06T12:00:00+02:00", datetime(2031, 5, 6, 10, tzinfo=UTC)),
        ("2031-05", None),
        ("2031-05-06T12:00", None),
        (None, None),
    ],
)
def test_from_a_file_an_item_is_dated_by_its_last_article(
    last_seen: str | None, at: datetime | None
) -> None:
    [item] = feed(replace(strike(), last_seen=last_seen), told_at=None).findall("item")
    dated = item.findtext("pubDate")
    assert (parsedate_to_datetime(dated) if dated else None) == at


def test_a_feed_begins_with_what_was_told_last() -> None:
    old, new = replace(visit(), last_seen="2023-08-12"), strike()
    assert [
        item.findtext("guid") for item in feed(old, bare(), new, told_at=None).findall("item")
    ] == ["e-strike", "e-visit", "e-bare"]


def test_hostile_text_is_no_markup_in_a_feed() -> None:
    [item] = feed(hostile()).findall("item")
    assert "<script>" in (item.findtext("title") or ""), "plain text, as RSS has it"
    description = item.findtext("description") or ""
    assert "<script>" not in description
    assert "&lt;script&gt;" in description
    assert list(item.iter("script")) == []


def test_parquet_holds_typed_columns_and_lists(tmp_path: Path) -> None:
    parquet = pytest.importorskip(
        "pyarrow.parquet", reason="pyarrow is not installed: the extra `parquet`"
    )
    data, _ = exported("parquet", all_events())
    path = tmp_path / "events.parquet"
    path.write_bytes(data)
    rows = parquet.read_table(path).to_pylist()
    assert [row["event_id"] for row in rows] == [record.event_id for record in all_events()]
    assert rows[0]["version"] == 3
    assert rows[0]["salience"] == 0.0
    assert rows[0]["actors"] == ["Dockers' Union", "Marta Oyelaran"]
    assert rows[0]["evidence"][0]["quote"].startswith("Port workers in Veldhaven")
    assert rows[0]["conflicts"][1] == {
        "slot": "when",
        "value": "2031-05-04",
        "support": 1,
        "articles": ["echo/3"],
    }
    assert (rows[2]["when"], rows[2]["lat"], rows[2]["actors"], rows[2]["evidence"]) == (
        None,
        None,
        [],
        [],
    )
    assert rows[3]["title"] == HOSTILE
    assert exported("parquet", [])[0].startswith(b"PAR1")


def test_without_pyarrow_parquet_says_what_to_install(tmp_path: Path) -> None:
    (tmp_path / "pyarrow.py").write_text("raise ImportError('not here')", encoding="utf-8")
    (tmp_path / "events.jsonl").write_bytes(exported("jsonl", [strike()])[0])
    words = [
        "events",
        "--events",
        str(tmp_path / "events.jsonl"),
        "--format",
        "parquet",
        "--out",
        str(tmp_path / "p"),
    ]
    program = (
        f"import sys; sys.path.insert(0, {str(tmp_path)!r}); "
        f"from workers.cli import main; sys.exit(main({words!r}))"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=False
    )
    assert done.returncode == 1
    assert done.stderr == (
        "dateline: parquet needs pyarrow, which is not installed: `pip install pyarrow` "
        "in Dateline's environment (`.venv/bin/pip` in a clone)\n"
    )
    assert not (tmp_path / "p").exists()
