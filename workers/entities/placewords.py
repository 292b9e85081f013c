"""The words that tell a place's name from other names."""

from collections.abc import Iterator
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
    areas: frozenset[str]
    towns: frozenset[str]
    parts: frozenset[str]
    features: frozenset[str]
    publics: frozenset[str]
    brands: frozenset[str]
    skies: frozenset[str]
    doubtful: frozenset[str]
    sports: frozenset[str]
    matches: frozenset[str]

    def bare(self, form: str) -> bool:
        """Say whether a form holds nothing but directions and kinds of place ('eastern', 'republic')."""
        return all(word in self.directions or word in self.nouns for word in form.split())

    def plainer(self, form: str) -> Iterator[str]:
        """Yield shorter forms that may stand for the same place: 'aceh province', 'city of santa ana', 'southern sumatra'."""
        parts = form.split()
        while len(parts) > 1 and parts[-1] in self.nouns:
            parts = parts[:-1]
            yield " ".join(parts)
        if len(parts) > 2 and parts[0] in self.nouns and parts[1] == "of":  # noqa: PLR2004  # noun, 'of' and a name
            parts = parts[2:]
            yield " ".join(parts)
        while len(parts) > 1 and parts[0] in self.directions:
            parts = parts[1:]
            yield " ".join(parts)


@cache
def place_words() -> PlaceWords:
    """Read `placewords.yaml`."""
    document = data("placewords.yaml")
    return PlaceWords(**{section: words(document, section) for section in PlaceWords.__slots__})
