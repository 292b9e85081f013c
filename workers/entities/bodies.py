"""Bodies that news names by an abbreviation without writing it out."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from workers.entities.lexicon import data
from workers.entities.names import normal


@dataclass(frozen=True, slots=True)
class Bodies:
    """The bodies of `organisations.yaml`.

    Attributes:
        names: Normal form of any name to the full name and the country.
        written: All names as written, without 'the'.
    """

    names: Mapping[str, tuple[str, str | None]]
    written: frozenset[str]


@cache
def bodies() -> Bodies:
    """Read `organisations.yaml`."""
    document = data("organisations.yaml")
    return Bodies(
        {
            normal(name): (full, entry.get("country"))
            for full, entry in document.items()
            for name in (full, *entry["names"])
        },
        frozenset(name.removeprefix("the ") for full, entry in document.items() for name in (full, *entry["names"])),
    )
