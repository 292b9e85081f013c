"""What each parameter of a query keeps and leaves out.

It is tried on one invented strike (tests.unit.web.making).
"""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from schemas import EventRecord
from schemas.event import Where, Who
from schemas.mentions import EventType
from tests.unit.web.making import NOW, event
from workers.queries import NAMES, Facts, QueryError, read_filter

STRIKE = event()


def asked(**parameters: str | list[str]) -> dict[str, list[str]]:
    """Parameters by name; `from_` stands for `from`."""
    return {
        name.rstrip("_"): [value] if isinstance(value, str) else value
        for name, value in parameters.items()
    }


def wanted(
    given: dict[str, list[str]], record: EventRecord = STRIKE, told_at: datetime | None = NOW
) -> bool:
    return read_filter(given).matcher()(Facts.of(record), told_at)


def kept(
    record: EventRecord = STRIKE, told_at: datetime | None = NOW, **parameters: str | list[str]
) -> bool:
    return wanted(asked(**parameters), record, told_at)


@pytest.mark.parametrize(
    ("parameter", "keeps", "leaves_out"),
    [
        ("since", "2031-05-08", "2031-05-09"),
        ("since", "2031-05-08T09:30:05Z", "2031-05-08T09:30:06Z"),
        ("since", "2031-05-08T11:30:05+02:00", "2031-05-08T09:30:05-02:00"),
        ("until", "2031-05-08", "2031-05-07"),
        ("until", "2031-05-08T09:30:06Z", "2031-05-08T09:30:05Z"),
        ("from_", "2031-05-05", "2031-05-06"),
        ("from_", "2031-05", "2031-06"),
        ("to", "2031-05-05", "2031-05-04"),
        ("to", "2031", "2030"),
        ("type", "protest", "CONSULT"),
        ("type", "PROTEST/strike", "PROTEST/riot"),
        ("type", ["CONSULT", "PROTEST"], ["CONSULT", "AID"]),
        ("country", "nl", "BE"),
        ("country", ["BE", "NL"], ["BE", "DE"]),
        ("near", "52.4,4.5,10", "52.4,4.9,10"),
        ("box", "4,52,5,53", "5,52,6,53"),
        ("entity", "marta-oyelaran", "marta"[:3]),
        ("entity", "OYELARAN", "Oyelara"),
        ("entity", "Dockers' Union", "Union Dockers"),
        ("entity", ["dockers-union", "Oyelaran"], ["dockers-union", "Nobody"]),
        ("place", "veldhaven", "Veld"),
        ("modality", "ongoing", "planned"),
        ("modality", ["planned", "ongoing"], ["planned", "denied"]),
        ("level", "main", "background"),
        ("status", "open", "closed"),
        ("status", ["live", "merged"], ["retracted", "merged"]),
        ("min_sources", "2", "3"),
        ("q", "dockers VELDHAVEN", "dockers zebra"),
        ("q", "will not go back", "will not come back"),
        ("article", "echo/3", "echo/4"),
    ],
)
def test_a_parameter_keeps_one_value_and_leaves_out_another(
    parameter: str, keeps: str | list[str], leaves_out: str | list[str]
) -> None:
    assert wanted(asked(**{parameter: keeps}))
    assert not wanted(asked(**{parameter: leaves_out}))


def test_conditions_hold_together() -> None:
    assert kept(type="PROTEST", country="NL", q="pay", from_="2031")
    assert not kept(type="PROTEST", country="NL", q="pay", from_="2032")


@pytest.mark.parametrize(
    ("edtf", "parameters", "holds"),
    [
        ("2031-05-02/2031-05-09", {"from_": "2031-05-08", "to": "2031-05-20"}, True),
        ("2031-05-02/2031-05-09", {"from_": "2031-05-10"}, False),
        ("2031-05", {"from_": "2031-05-31", "to": "2031-06-02"}, True),
        ("203X", {"from_": "2039", "to": "2045"}, True),
        ("203X", {"from_": "2040"}, False),
        ("2031-05/..", {"from_": "2077"}, True),
        ("2031?", {"to": "2031-01-01"}, True),
        ("2031-23", {"from_": "2031-11-30"}, True),
        ("XXXX-05-05", {"from_": "2031-05-01", "to": "2031-05-31"}, True),
        ("XXXX-05-05", {"from_": "2031-06-01", "to": "2031-06-30"}, False),
        ("XXXX-WXX-1", {"from_": "2031-05-05", "to": "2031-05-05"}, True),
        ("XXXX-WXX-1", {"from_": "2031-05-06", "to": "2031-05-06"}, False),
        (None, {"from_": "0001"}, False),
        ("<script>", {"to": "9999"}, False),
    ],
)
def test_a_date_is_wanted_where_the_event_can_share_a_day_with_it(
    edtf: str | None, parameters: dict[str, str], holds: bool
) -> None:
    assert wanted(asked(**parameters), event(when=edtf)) is holds


def test_a_box_may_cross_the_antimeridian() -> None:
    fiji = replace(STRIKE, where=(Where("Suva", 2198148, -18.14, 178.44, "FJ", 1),))
    assert kept(fiji, box="170,-25,-170,-10")
    assert not kept(fiji, box="-170,-25,170,-10")
    assert kept(fiji, near="-18.1,-179.9,200")
    assert not kept(fiji, near="-18.1,-179.9,100")


def test_a_place_that_is_not_on_the_map_lies_in_no_region() -> None:
    nowhere = replace(STRIKE, where=(Where("Nowhere", None, None, None, None, 1),))
    assert kept(nowhere)
    assert not kept(nowhere, box="-180,-90,180,90")
    assert not kept(nowhere, near="0,0,20038")


def test_accents_and_case_do_not_count_and_ids_do() -> None:
    record = replace(
        STRIKE,
        who=(Who("recep-erdogan", "Recep Erdoğan", "actor", "TR", 1),),
        where=(Where("São Paulo", 3448439, -23.5, -46.6, "BR", 1),),
        type=EventType("dateline", "UNKNOWN"),
    )
    assert kept(record, entity="ERDOGAN", place="sao paulo", q="erdogan")
    assert kept(record, place="3448439", type="unknown")
    assert not kept(record, place="344843")


def test_without_parameters_events_that_stand_and_are_reported_are_wanted() -> None:
    assert kept(told_at=None)
    assert not kept(event(status="retracted"))
    assert not kept(event(status="merged"))
    background = replace(STRIKE, level="background")
    assert not kept(background)
    assert kept(background, background="1")
    assert kept(background, level="background")
    assert kept(event(status="merged"), status="all")


def test_an_event_of_unknown_telling_is_in_no_span_of_telling() -> None:
    assert not kept(told_at=None, since="0001-01-01")
    assert not kept(told_at=None, until="9999-12-31")


def test_until_a_day_is_until_its_end_also_on_the_last_of_the_calendar() -> None:
    assert kept(until="9999-12-31")
    assert read_filter(asked(until="2031-05-08")).until == datetime(2031, 5, 9, tzinfo=UTC)


@pytest.mark.parametrize(
    ("parameters", "reason"),
    [
        ({"since": "yesterday"}, "since: 'yesterday' is no day (2026-11-22) and no RFC 3339 time"),
        ({"since": "2026-11-22T07:00"}, "since: '2026-11-22T07:00' tells no time zone"),
        ({"since": "2026-11-22T07:00:00 02:00"}, "+ is written %2B"),
        ({"since": "0001-01-01T00:00:00+14:00"}, "since: "),
        ({"since": "2031-05-08", "until": "2031-05-07"}, "until: it ends before `since` begins"),
        ({"from_": "soon"}, "from: no EDTF date: 'soon'; wanted is a date such as"),
        ({"from_": "2023-02-30"}, "from: no such date"),
        ({"from_": "XXXX-08-14"}, "from: 'XXXX-08-14' may mean several dates"),
        (
            {"from_": "2023", "to": "2022-12"},
            "to: it ends (2022-12-31) before `from` begins (2023-01-01)",
        ),
        ({"type": "CONSULT/visit/x"}, "type: 'CONSULT/visit/x' is no type"),
        ({"country": "UK"}, "country: 'UK' is no ISO 3166-1 alpha-2 code"),
        ({"country": "Germany"}, "country: 'Germany' is no ISO"),
        ({"near": "52,13"}, "near: '52,13' is not LAT,LON,KM in numbers"),
        ({"near": "nan,13,5"}, "near: 'nan,13,5' is not LAT,LON,KM in numbers"),
        ({"near": "91,13,5"}, "near: a latitude of 91"),
        ({"near": "52,181,5"}, "near: a longitude of 181"),
        ({"near": "52,13,0"}, "near: the distance is 0 km"),
        ({"box": "1,2,3"}, "box: '1,2,3' is not WEST,SOUTH,EAST,NORTH"),
        ({"box": "5,53,6,52"}, "box: south (53) lies north of north (52)"),
        ({"entity": "?!"}, "entity: '?!' holds no letter and no digit"),
        ({"modality": "maybe"}, "modality: 'maybe' is none of planned, ongoing"),
        ({"level": "top"}, "level: 'top' is none of main, reported, background"),
        ({"status": "gone"}, "status: 'gone' is none of live, all, open"),
        ({"min_sources": "0"}, "min_sources: '0' is no whole number from 1"),
        ({"min_sources": "٣"}, "min_sources: '٣' is no whole number from 1"),
        ({"background": "yes"}, "background: 'yes' is none of"),
        ({"q": "x" * 401}, "q: a value of more than 400 characters"),
        ({"q": ["a", "b"]}, "q: give it once"),
        ({"type": "Nonsense"}, "type: 'Nonsense' is no type; the types are AGREE, CONSULT, "),
        ({"type": "consul"}, "type: 'consul' is no type: is CONSULT meant? (docs/types.md)"),
        ({"type": "VISIT"}, "type: 'VISIT' is no type: is CONSULT/visit meant?"),
        ({"type": "PROTEST/rally"}, "type: 'rally' is no mode of PROTEST: its modes are "),
        ({"type": "AGREE/visit"}, "type: 'visit' is no mode of AGREE: it has none"),
        ({"country": "Norway"}, "country: 'Norway' is no ISO 3166-1 alpha-2 code: is NO meant?"),
        ({"country": "EU"}, "country: 'EU' is no ISO 3166-1 alpha-2 code, such as DE or GB"),
        ({"type": ["AID"] * 51}, "type: give it at most 50 times"),
        ({"contry": "NL"}, "contry: there is no such parameter: docs/exports.md"),
    ],
)
def test_what_cannot_be_read_is_refused_in_words(parameters: dict[str, str], reason: str) -> None:
    with pytest.raises(QueryError) as refused:
        read_filter(asked(**parameters))
    assert reason in str(refused.value)


def test_a_field_of_a_form_that_was_left_empty_asks_for_nothing() -> None:
    assert read_filter({name: [""] for name in NAMES}) == read_filter({})
