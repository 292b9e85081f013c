"""The words that tell a place's name from other names."""

from dataclasses import dataclass
from functools import cache

from workers.entities.lexicon import data, words


@dataclass(frozen=True, slots=True)
class PlaceWords:
    """The lists of `placewords.yaml`, where each is explained."""

    within: frozenset[str]
    toward: frozenset[str]
    directions: frozenset[str]
    nouns: frozenset[str]
    dwellers: frozenset[str]
    illnesses: frozenset[str]


@cache
def place_words() -> PlaceWords:
    """Read `placewords.yaml`."""
    document = data("placewords.yaml")
    return PlaceWords(**{section: words(document, section) for section in PlaceWords.__slots__})
