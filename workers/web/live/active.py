"""The parts of the filter that are in force, in words, each with the address without it."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from workers.queries import NAMES
from workers.web.live.address import Address
from workers.web.live.facets import type_label
from workers.web.presentation.wording import country_words, date_words

TITLES = {
    "q": "words",
    "min_sources": "sources at least",
    "near": "near",
    "box": "within",
    "from": "from",
    "to": "to",
}
LABELS: Mapping[str, Callable[[str], str]] = {
    "type": type_label,
    "country": country_words,
    "from": date_words,
    "to": date_words,
    "background": lambda text: "shown" if text in ("1", "true") else "hidden",
}
LONGEST = 60


@dataclass(frozen=True, slots=True)
class Active:
    """One condition; `url` leads to the list without it."""

    title: str
    value: str
    url: str


def active(address: Address) -> Iterator[Active]:
    """Yield the conditions of an address in the order of the parameters."""
    for name in NAMES:
        for value in address.values(name):
            words = LABELS.get(name, str)(value)[:LONGEST]
            yield Active(TITLES.get(name, name), words, address.toggled(name, value).url())
