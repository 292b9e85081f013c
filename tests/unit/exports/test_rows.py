"""JSON Lines, CSV, GDELT, POLECAT and GeoJSON, read back by other readers than ours."""

import csv
import json
from dataclasses import replace
from io import StringIO
from pathlib import Path
from typing import Any

import pytest

from schemas import EventRecord, decode
from schemas.mentions import EventType
from tests.unit.exports.making import HOSTILE, all_events, bare, exported, hostile, strike, visit
from tests.unit.web.making import event
from workers.events.types.type_lexicon import load_lexicon
from workers.exports.formats import gdelt, polecat
from workers.exports.formats.tabular import cell
from workers.exports.values.columns import COLUMNS
from workers.version import __version__

DOCUMENT = Path(__file__).parents[3] / "docs" / "exports.md"


def csv_rows(*records: EventRecord) -> list[dict[str, str]]:
    data, _ = exported("csv", records)
    return list(csv.DictReader(StringIO(data.decode(), newline=""), strict=True))


def gdelt_rows(*records: EventRecord) -> list[dict[str, str]]:
    data, _ = exported("gdelt", records)
    rows = list(
        csv.reader(StringIO(data.decode(), newline=""), delimiter="\t", quoting=csv.QUOTE_NONE)
    )
    assert {len(row) for row in rows} == {58}
    return [dict(zip(gdelt.COLUMNS, row, strict=True)) for row in rows]


def polecat_rows(*records: EventRecord) -> list[dict[str, str]]:
    data, _ = exported("polecat", records)
    lines = StringIO(data.decode(), newline="")
    rows = list(csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE, strict=True))
    assert all(list(row) == list(polecat.COLUMNS) for row in rows)
    return rows


def features(*records: EventRecord) -> list[dict[str, Any]]:
    data, _ = exported("geojson", records)
    collection = json.loads(data)
    assert collection.keys() == {"type", "features"}
    assert collection["type"] == "FeatureCollection"
    return list(collection["features"])


def test_jsonl_is_the_records() -> None:
    data, _ = exported("jsonl", all_events())
    assert [decode(EventRecord, line) for line in data.splitlines()] == all_events()


def test_csv_has_a_row_an_event_and_the_documented_header() -> None:
    [row] = csv_rows(strike())
    assert list(row) == [column.name for column in COLUMNS]
    wanted = {
        "event_id": "e-strike",
        "version": "3",
        "told_at": "2031-05-08T09:30:05.000Z",
        "type": "PROTEST",
        "mode": "strike",
        "title": "Dockers walk out in Veldhaven over pay",
        "when": "2031-05-05",
        "first_day": "2031-05-05",
        "last_day": "2031-05-05",
        "actors": "Dockers' Union | Marta Oyelaran",
        "actor_keys": "dockers-union | marta-oyelaran",
        "actor_countries": "NL | ",
        "recipients": "Veldhaven Port Authority",
        "lat": "52.41",
        "lon": "4.55",
        "articles": "wire-1 | paper-7 | echo/3",
        "sources": "3",
        "independent": "2",
        "merged_into": "",
    }
    assert {name: row[name] for name in wanted} == wanted


def test_csv_holds_any_text_and_no_formula() -> None:
    [row] = csv_rows(hostile())
    assert row["title"] == "'" + HOSTILE.replace("\x00", "").replace("\x1b", "").replace(
        "\ufffe", ""
    )
    assert row["recipients"] == "'-2+3"
    assert (row["lat"], row["lon"]) == ("-12.5", "170.25"), "a number is no formula"
    for begin in ("=cmd", "+1", "-1", "@SUM", "\tx", "\rx"):
        assert cell(begin) == f"'{begin}"
        assert cell((begin, "b")).startswith("'")


def test_csv_of_a_bare_event_has_empty_cells() -> None:
    [row] = csv_rows(bare())
    assert {name for name, value in row.items() if value == ""} >= {
        "when",
        "actors",
        "places",
        "lat",
        "quote",
    }


@pytest.mark.parametrize(
    ("edtf", "first", "last"),
    [
        ("2031-05", "2031-05-01", "2031-05-31"),
        ("2031-05/..", "2031-05-01", ""),
        ("../2031-05-07", "", "2031-05-07"),
        ("XXXX-05-05", "", ""),
        ("soon", "", ""),
    ],
)
def test_csv_tells_the_days_that_a_date_covers(edtf: str, first: str, last: str) -> None:
    [row] = csv_rows(event(when=edtf))
    assert (row["when"], row["first_day"], row["last_day"]) == (edtf, first, last)


def test_geojson_places_longitude_first_and_keeps_every_place() -> None:
    one, several, none, _ = features(*all_events())
    assert one["geometry"] == {"type": "Point", "coordinates": [4.55, 52.41]}
    assert several["geometry"] == {
        "type": "MultiPoint",
        "coordinates": [[61.8127, 54.2944], [27.5, 53.75]],
    }
    assert none["geometry"] is None
    assert [feature["type"] for feature in (one, several, none)] == ["Feature"] * 3
    assert one["id"] == "e-strike"
    assert one["properties"]["actors"] == ["Dockers' Union", "Marta Oyelaran"]
    assert one["properties"]["url"] == "http://127.0.0.1:6066/events/e-strike"


def test_geojson_holds_any_text_and_an_empty_collection() -> None:
    [feature] = features(hostile())
    assert feature["properties"]["title"] == HOSTILE
    assert feature["properties"]["url"] == "http://127.0.0.1:6066/events/e-hostile%2F%C3%BC"
    assert features() == []


def test_gdelt_names_both_of_two_equal_sides() -> None:
    one, other = strike().who[:2]
    sides = [replace(who, role=role) for role in ("actor", "recipient") for who in (one, other)]
    [row] = gdelt_rows(replace(strike(), who=tuple(sides)))
    assert (row["Actor1Name"], row["Actor2Name"]) == (one.name, other.name)


def test_gdelt_fills_what_a_record_tells() -> None:
    [row] = gdelt_rows(visit())
    filled = {name: value for name, value in row.items() if value}
    assert filled == {
        "GLOBALEVENTID": "e-visit",
        "SQLDATE": "20230814",
        "MonthYear": "202308",
        "Year": "2023",
        "FractionDate": "2023.6959",
        "Actor1Name": "Dockers' Union",
        "Actor1CountryCode": "NLD",
        "Actor2Name": "Veldhaven Port Authority",
        "IsRootEvent": "1",
        "EventCode": "CONSULT/strike",
        "EventBaseCode": "CONSULT",
        "EventRootCode": "CONSULT",
        "QuadClass": "1",
        "NumMentions": "1",
        "NumSources": "2",
        "NumArticles": "3",
        "ActionGeo_Type": "1",
        "ActionGeo_FullName": "Russia",
        "ActionGeo_CountryCode": "RS",
        "ActionGeo_Lat": "54.2944",
        "ActionGeo_Long": "61.8127",
        "ActionGeo_FeatureID": "RS",
        "DATEADDED": "20310508",
        "SOURCEURL": "https://news.example/a?b=1",
    }


@pytest.mark.parametrize(
    ("edtf", "filled"),
    [
        ("2023-08", {"MonthYear": "202308", "Year": "2023"}),
        ("2023", {"Year": "2023"}),
        ("2023-W33", {"MonthYear": "202308", "Year": "2023"}),
        ("199X", {}),
        ("XXXX-08-14", {}),
        ("../2023", {}),
        (None, {}),
    ],
)
def test_gdelt_dates_no_finer_than_the_record(edtf: str | None, filled: dict[str, str]) -> None:
    [row] = gdelt_rows(event(when=edtf))
    dates = ("SQLDATE", "MonthYear", "Year", "FractionDate")
    assert {name: row[name] for name in dates if row[name]} == filled


def test_gdelt_lines_hold_any_text() -> None:
    one, two = gdelt_rows(hostile(), bare())
    assert one["ActionGeo_FullName"].startswith('=1+1,"a";b|c \\d END:VCALENDAR[2J<script>')
    assert one["Actor1CountryCode"] == ""
    assert two["Actor1Name"] == ""


def test_polecat_fills_what_a_record_tells() -> None:
    [row] = polecat_rows(visit())
    assert len(row) == 40
    assert {name: value for name, value in row.items() if value} == {
        "Event ID": "e-visit",
        "Event Date": "2023-08-14",
        "Event Type": "CONSULT",
        "Event Mode": "strike",
        "Quad Code": "VERBAL COOPERATION",
        "Actor Name": "Dockers' Union; Marta Oyelaran",
        "Actor Country": "NLD; None",
        "Actor Name Raw": "Dockers' Union; Marta Oyelaran",
        "Recipient Name": "Veldhaven Port Authority",
        "Recipient Name Raw": "Veldhaven Port Authority",
        "Placename": "Russia",
        "Country": "RUS",
        "Latitude": "54.2944",
        "Longitude": "61.8127",
        "GeoNames ID": "2017370",
        "Source": "N",
        "Publication Date": "2031-05-05",
        "Version": f"Dateline {__version__}",
    }


@pytest.mark.parametrize(
    ("edtf", "day"),
    [("2031-05-05/2031-05-07", "2031-05-05"), ("2031-05", ""), ("XXXX-05-05", ""), (None, "")],
)
def test_polecat_dates_are_exact_to_the_day_or_empty(edtf: str | None, day: str) -> None:
    [row] = polecat_rows(event(when=edtf))
    assert row["Event Date"] == day


def test_polecat_takes_every_type_of_plover_as_it_is() -> None:
    for code, type_ in load_lexicon().schemes["plover"].types.items():
        for mode in (None, *type_.modes):
            record = replace(event(), type=EventType("plover", code, mode))
            [row] = polecat_rows(record)
            assert (row["Event Type"], row["Event Mode"]) == (code, mode or "")
            assert row["Quad Code"] in polecat.QUAD_CODES.values()


def test_polecat_leaves_out_types_that_plover_lacks_and_counts_them() -> None:
    other = replace(event("e-quake"), type=EventType("dateline", "DISASTER", None))
    data, remarks = exported("polecat", [other, strike()])
    assert b"e-quake" not in data
    assert remarks == ("1 of 2 events have types that PLOVER lacks, and are not in the table",)
    assert exported("polecat", [strike()])[1] == ()


def test_polecat_lines_hold_any_text_and_no_value_falls_apart() -> None:
    one, two = polecat_rows(hostile(), bare())
    assert one["Placename"].startswith('=1+1,"a";b|c \\d END:VCALENDAR[2J<script>')
    assert one["Actor Name"].startswith('=1+1,"a",b|c')
    assert polecat.SEPARATOR not in one["Actor Name"]
    assert (two["Actor Name"], two["Source"], two["Publication Date"]) == ("", "", "")


def test_the_columns_are_documented_as_they_are() -> None:
    text = DOCUMENT.read_text(encoding="utf-8")
    for column in COLUMNS:
        assert f"| `{column.name}` | {column.kind} | {column.meaning} |" in text, column.name
    [row] = gdelt_rows(visit())
    section = text.partition("## gdelt")[2]
    for name, value in row.items():
        stem = name.removeprefix("Actor1").removeprefix("Actor2")
        assert not value or f"`{name}`" in section or f"`Actor1{stem}`" in section, name
    [row] = polecat_rows(visit())
    section = text.partition("## polecat")[2].partition("\n## ")[0]
    filled, _, empty = section.partition("Empty are")
    for name, value in row.items():
        assert f"`{name}`" in (filled if value else section), name
        assert not value or f"`{name}`" not in empty, name
