"""How exactly a point tells where something happened, held against the gazetteer."""

import sqlite3

import pytest

from schemas.event import Where
from workers.entities.places.gazetteer import Gazetteer, default_path
from workers.precision import precision_of


def where(geonameid: int | None, lat: float | None = 1.0) -> Where:
    return Where("x", geonameid, lat, 1.0, None, 1)


@pytest.mark.parametrize(
    ("geonameid", "told"),
    [(2017370, "country"), (5332921, "admin"), (3143244, "place"), (6255148, "region")],
)
def test_countries_provinces_and_continents_are_no_places(geonameid: int, told: str) -> None:
    assert precision_of(where(geonameid)) == told


def test_what_has_no_id_is_a_region_where_it_is_on_the_map() -> None:
    assert precision_of(where(None)) == "region"
    assert precision_of(where(None, lat=None)) == "place"


def test_every_place_of_the_gazetteer_is_what_it_is_there() -> None:
    Gazetteer()
    kinds = {"city": "place", "capital": "place", "admin1": "admin", "admin2": "admin"}
    kinds |= {"continent": "region"}
    with sqlite3.connect(default_path()) as database:
        rows = database.execute("SELECT geonameid, kind FROM place").fetchall()
    wrong = [row for row in rows if precision_of(where(row[0])) != kinds.get(row[1], row[1])]
    assert len(rows) > 100_000
    assert wrong == []
