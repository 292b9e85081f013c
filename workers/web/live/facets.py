"""Facets: the number of events that each choice in a filter would give.

The choices are types, countries, levels and numbers of sources.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import get_args

from schemas.mentions import Level
from workers.streams.readmodel.view_records import ViewedEvent
from workers.web.live.address import Address
from workers.web.live.selection import Selection
from workers.web.presentation.wording import country_words

SHOWN = 8
"""Values shown at once; the others are one act away."""
SOURCES = (2, 3, 5, 10)
LETTERS = 2


@dataclass(frozen=True, slots=True)
class Choice:
    """One value of a facet; `url` chooses it, or takes the choice back where it is chosen."""

    label: str
    count: int
    url: str
    chosen: bool


@dataclass(frozen=True, slots=True)
class Facet:
    """One parameter of the filter with its values.

    `choices` are shown, `more` are behind a summary.
    """

    name: str
    title: str
    choices: tuple[Choice, ...]
    more: tuple[Choice, ...] = ()


def facets(selection: Selection, address: Address) -> list[Facet]:
    """Return the facets of a selection.

    Each facet has its values by frequency, with the chosen ones first.
    """
    types = Counter(viewed.facts.code for viewed in selection.without("types"))
    countries = Counter(
        code for viewed in selection.without("countries") for code in viewed.facts.countries
    )
    levels = Counter(viewed.facts.level for viewed in selection.without("levels"))
    known = {
        code: count for code, count in countries.items() if len(code) == LETTERS and code.isalpha()
    }
    return [
        _by_frequency("type", "Type", types, address, type_label),
        _by_frequency("country", "Country", known, address, country_words),
        Facet(
            "level", "Level", _choices("level", get_args(Level), levels, address, str.capitalize)
        ),
        _sources(selection.without("sources"), address),
    ]


def type_label(text: str) -> str:
    """Return `CONSULT/visit` as `Consult · visit`."""
    code, _, mode = text.replace("_", " ").partition("/")
    return f"{code.capitalize()} · {mode}" if mode else code.capitalize()


def _by_frequency(
    name: str, title: str, counts: Mapping[str, int], address: Address, label: Callable[[str], str]
) -> Facet:
    chosen = address.values(name)
    others = sorted(
        (value for value in counts if value not in chosen),
        key=lambda value: (-counts[value], value),
    )
    found = _choices(name, (*chosen, *others), counts, address, label)
    shown = max(SHOWN, len(chosen))
    return Facet(name, title, found[:shown], found[shown:])


def _choices(
    name: str,
    values: Iterable[str],
    counts: Mapping[str, int],
    address: Address,
    label: Callable[[str], str],
) -> tuple[Choice, ...]:
    chosen = address.values(name)
    return tuple(
        Choice(
            label(value), counts.get(value, 0), address.toggled(name, value).url(), value in chosen
        )
        for value in values
        if value in chosen or counts.get(value)
    )


def _sources(events: Iterable[ViewedEvent], address: Address) -> Facet:
    numbers = Counter(viewed.facts.independent for viewed in events)
    given = {
        int(text) for text in address.values("min_sources") if text.isascii() and text.isdigit()
    }
    choices = []
    for least in sorted({*SOURCES, *given}):
        count = sum(many for number, many in numbers.items() if number >= least)
        if count or least in given:
            url = address.changed(min_sources=() if least in given else str(least)).url()
            choices.append(Choice(f"{least} or more", count, url, least in given))
    return Facet("min_sources", "Independent sources", tuple(choices))
