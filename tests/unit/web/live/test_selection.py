from tests.unit.web.live.making import BERGEN, NAIROBI, OSLO, chosen, placed, view_of
from workers.queries import EventFilter
from workers.streams.readmodel.view_records import ViewedEvent
from workers.web.live.selection import select

VIEW = view_of(
    [
        placed("oslo", OSLO),
        placed("bergen", BERGEN, code="AID"),
        placed("nairobi", NAIROBI, when="2030-01"),
        placed("far", NAIROBI, code="AID", when="2030-01"),
        placed("passing", OSLO, level="background"),
    ]
)


def ids(found: "tuple[ViewedEvent, ...]") -> set[str]:
    return {told.record.event_id for told in found}


def test_an_event_that_one_part_of_the_filter_alone_keeps_out_stands_beside_for_that_part() -> None:
    selection, _, _ = chosen(VIEW, country="NO", type="PROTEST")
    assert ids(selection.chosen) == {"oslo"}
    assert {part: ids(found) for part, found in selection.beside.items() if found} == {
        "types": {"bergen"},
        "countries": {"nairobi"},
        "levels": {"passing"},
    }


def test_region_and_days_are_parts_of_their_own() -> None:
    selection, _, _ = chosen(VIEW, box="0,50,20,70", from_="2031")
    assert ids(selection.chosen) == {"oslo", "bergen"}
    assert not selection.beside["region"]
    assert {told.record.event_id for told in selection.without("levels", "days")} == {
        "oslo",
        "bergen",
        "passing",
    }


def test_the_chosen_events_are_those_of_the_filter_whatever_it_asks() -> None:
    for wanted in (
        EventFilter(),
        EventFilter(countries=("NO",), types=(("AID", None),)),
        EventFilter(levels=(), sources=2),
    ):
        matches = wanted.matcher()
        assert ids(select(VIEW, wanted).chosen) == {
            t.record.event_id for t in VIEW.all() if matches(t.facts, t.at)
        }
