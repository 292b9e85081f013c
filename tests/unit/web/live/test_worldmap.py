from dataclasses import replace

import pytest

from schemas.event import Where
from tests.unit.web.live.making import BERGEN, NAIROBI, OSLO, chosen, placed, view_of
from workers.queries.regions import Box
from workers.streams.readmodel.view import View
from workers.web.live.worldmap import MARKERS, WorldMap, world_map
from workers.web.maps.frame import RATIO, WORLD, around, around_points
from workers.web.maps.outlines import outlines

VIEW = view_of(
    [
        placed("oslo", OSLO),
        placed("two", OSLO, NAIROBI),
        placed("bergen", BERGEN),
        placed("nowhere"),
    ]
)


def map_of(view: View, **given: str | tuple[str, ...]) -> WorldMap:
    return world_map(*chosen(view, **given))


def test_places_that_are_near_each_other_are_one_marker_the_greatest_first() -> None:
    first, *others = map_of(VIEW).markers
    assert (first.label, first.count) == ("Oslo: 2 events", 2)
    assert {marker.label for marker in others} == {"Bergen: 1 event", "Nairobi: 1 event"}
    assert (first.x, first.y) == (10.75, -59.91)
    assert first.radius > others[0].radius


def test_a_marker_leads_to_the_events_of_its_cell_and_no_others() -> None:
    for marker in map_of(VIEW).markers:
        box = marker.url.partition("box=")[2].replace("%2C", ",")
        selection, _, _ = chosen(VIEW, box=box)
        assert len(selection.chosen) == marker.count


def test_a_box_brings_the_map_near_and_parts_what_was_one_marker() -> None:
    near = replace(OSLO, name="Asker", lat=59.83, lon=10.43)
    view = view_of([placed("oslo", OSLO), placed("asker", near)])
    assert [marker.label for marker in map_of(view).markers] == ["Oslo and 1 more place: 2 events"]
    found = map_of(view, box="10,59,11,61")
    assert len(found.markers) == 2
    assert found.frame.width < 20
    assert found.box == (10.0, -61.0, 1.0, 2.0)
    assert found.whole == "/events"


def test_the_map_shows_what_the_rest_of_the_filter_wants_in_any_region_and_country() -> None:
    found = map_of(VIEW, country="NO", from_="2031-05-05")
    assert {marker.label for marker in found.markers} == {
        "Oslo: 2 events",
        "Bergen: 1 event",
        "Nairobi: 1 event",
    }
    assert [(one.code, one.chosen, one.shade) for one in found.countries] == [
        ("KE", False, 1),
        ("NO", True, 1),
    ]


def test_chosen_events_without_a_place_are_counted() -> None:
    assert map_of(VIEW).off == 1


def test_very_many_places_give_a_bounded_number_of_markers() -> None:
    spread = [
        placed(f"e{lat}/{lon}", replace(OSLO, lat=float(lat), lon=float(lon)))
        for lat in range(-58, 84, 6)
        for lon in range(-178, 179, 6)
    ]
    assert len(map_of(view_of(spread)).markers) == MARKERS


@pytest.mark.parametrize(
    "box",
    [
        Box(-180, -90, 180, 90),
        Box(170, -20, -170, 20),
        Box(-180, -90, -180, -90),
        Box(179, 89, 180, 90),
    ],
)
def test_a_frame_lies_on_the_earth(box: Box) -> None:
    frame = around(box)
    assert frame.west >= -180
    assert frame.west + frame.width <= 180
    assert frame.north - frame.height >= -90
    assert frame.north <= 90
    assert frame == WORLD or frame.width == pytest.approx(frame.height * RATIO, rel=0.01)


def test_a_single_place_gets_a_frame_with_its_surroundings() -> None:
    frame = around_points([(59.91, 10.75)])
    assert frame.west < 10.75 - 3
    assert frame.north > 59.91 + 2


def test_countries_have_their_outlines() -> None:
    assert {"NO", "KE", "US", "XK"} <= outlines().keys()
    assert "AQ" not in outlines()


RUSSIA = Where("Russia", 2017370, 59.5, 11.5, "RU", 1)
"""Put beside Oslo, into the same cell."""


def test_a_country_is_no_place_and_its_marker_says_so() -> None:
    (marker,) = map_of(view_of([placed("a", RUSSIA), placed("b", RUSSIA)])).markers
    assert marker.is_wide
    assert marker.label == "somewhere in Russia: 2 events"


def test_where_one_event_names_a_place_the_marker_is_there_and_tells_of_the_others() -> None:
    view = view_of([placed("a", RUSSIA), placed("b", RUSSIA, OSLO)])
    (marker,) = map_of(view).markers
    assert not marker.is_wide
    assert (marker.x, marker.y, marker.count) == (10.75, -59.91, 2)
    assert marker.label == "Oslo: 2 events, 1 of them somewhere around"
