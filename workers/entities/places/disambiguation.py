"""Which place a name means: all names of an article decided together.

Every candidate of a name gets a score from its size, its kind and whether the name is its usual
one; what the text says outright ('Springfield, Illinois') goes before that. Then, in a few rounds,
each name's candidates are weighed by how likely the other names of the text lie in the same
country, state and county (mean-field: every name holds probabilities, not one choice, until the
last round).
"""

import math
from collections import Counter, defaultdict
from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from workers.entities.entity_lexicon import PlaceWords, data
from workers.entities.places.gazetteer import Place, PlaceNames
from workers.lexicons import LexiconError
from workers.vocabulary.word_frequency import zipf_frequency


@dataclass(frozen=True, slots=True)
class PlaceWeights:
    """The numbers of `place_weights.yaml`, where each is explained."""

    population: float
    other_names: float
    usual: float
    kind: Mapping[str, float]
    inside: float
    outside: float
    country: float
    admin1: float
    admin2: float
    source: float
    temperature: float
    rounds: int
    beside: float
    conventional: float
    conventions: Mapping[str, int]

    @classmethod
    def load(cls) -> "PlaceWeights":
        """Read `place_weights.yaml`.

        Raises:
            LexiconError: A number is missing or unknown.
        """
        try:
            return cls(**data("place_weights.yaml"))
        except TypeError as error:
            raise LexiconError(f"place_weights.yaml: {error}") from error


@dataclass(frozen=True, slots=True)
class Toponym:
    """A toponym to resolve: its normal form, the larger places given with it, and its kind.

    The kind comes from a noun beside it.
    """

    form: str
    within: tuple[str, ...] = ()
    beside: Literal["area", "town", ""] = ""


EVERYDAY = 4.5
"""Zipf frequency (wordfreq) from which a word is an everyday one: some 1,500 words of English
are."""


_SEAT = 5
"""A town with a fifth of an area's people or more is what a name of both means."""


WELL_KNOWN = 6.0
"""Fame of a town from which readers abroad know it: Davos and Calais have a little more."""


@dataclass(frozen=True, slots=True)
class Surroundings:
    """Other evidence for a country: how often each is named, and the country of the source."""

    countries: Mapping[str, int]
    source: str | None = None


@lru_cache(maxsize=16384)
def _is_everyday(form: str) -> bool:
    return all(zipf_frequency(word) >= EVERYDAY for word in form.split())


class PlaceResolver:
    """Decides between places of one name."""

    def __init__(self, gazetteer: PlaceNames, weights: PlaceWeights, lexicon: PlaceWords) -> None:
        self._gazetteer = gazetteer
        self._words = lexicon
        self._weights = weights

    def resolve(
        self, toponyms: Sequence[Toponym], surroundings: Surroundings
    ) -> dict[Toponym, Place]:
        """Return the likeliest place of each toponym that the gazetteer knows."""
        candidates = {
            toponym: self._candidates(toponym.form, surroundings)
            for toponym in dict.fromkeys(toponyms)
        }
        known = {toponym: places for toponym, places in candidates.items() if places}
        base = {
            toponym: self._base(toponym, places, surroundings) for toponym, places in known.items()
        }
        beliefs = {toponym: self._probabilities(scores) for toponym, scores in base.items()}
        for _ in range(self._weights.rounds):
            beliefs = self._round(known, base, beliefs, surroundings)
        chosen = {toponym: places[_best(beliefs[toponym])] for toponym, places in known.items()}
        spoken_of = Counter(place.country for place in chosen.values())
        return {
            toponym: place
            for toponym, place in chosen.items()
            if toponym.within or not self._is_obscure(place, spoken_of, surroundings)
        }

    @staticmethod
    def _is_obscure(
        place: Place, chosen: Mapping[str | None, int], surroundings: Surroundings
    ) -> bool:
        """Say whether a town abroad that few know is the only place of its country in the text.

        Writers introduce such a town with its country. Where they do not, another place of that
        name is meant, which the gazetteer does not have: a street, a park.
        """
        known = {*surroundings.countries, surroundings.source}
        return (
            place.kind == "city"
            and place.fame < WELL_KNOWN
            and chosen[place.country] == 1
            and place.country not in known
            and any(country != place.country for country in chosen)
        )

    def _candidates(self, form: str, surroundings: Surroundings) -> tuple[Place, ...]:
        """Return the places of the name, or of the name without kind of place and direction."""
        forms = (form, *self._words.plainer(form))
        return next((places for each in forms if (places := self._named(each, surroundings))), ())

    def _named(self, form: str, surroundings: Surroundings) -> tuple[Place, ...]:
        """Return the places of the name.

        Where it is made of everyday words ('White House'), another name of a place in a country
        that the text does not speak of is a translation that nobody means (Casablanca).
        """
        places = self._gazetteer.named(form)
        if not _is_everyday(form):
            return places
        return tuple(
            place for place in places if place.usual or place.country in surroundings.countries
        )

    def _base(
        self, toponym: Toponym, places: Sequence[Place], surroundings: Surroundings
    ) -> list[float]:
        listed = places[0].kind == "country" and any(
            outer.kind == "country"
            for form in toponym.within
            for outer in self._gazetteer.named(form)[:1]
        )
        inside = (
            set()
            if listed
            else {place.id for place in places if self._lies_in(place, toponym.within)}
        )
        usual = self._weights.conventions.get(toponym.form)
        alone = self._standalone_scores(places, surroundings, whole=toponym.beside == "area")
        return [
            alone[place.id]
            + self._nesting(place, inside)
            + self._weights.conventional * (usual is not None and place.geonameid == usual)
            + self._beside(place, toponym.beside)
            for place in places
        ]

    def _nesting(self, place: Place, inside: set[int]) -> float:
        """Score a place by the larger place beside its name.

        This counts only where a candidate lies in it: 'Paris, London and Rome' is a list.
        """
        if not inside:
            return 0.0
        return self._weights.inside if place.id in inside else self._weights.outside

    def _beside(self, place: Place, kind: str) -> float:
        area = place.kind in {"admin1", "admin2", "region"}
        return self._weights.beside * (
            (kind == "area" and area) or (kind == "town" and place.kind in {"city", "capital"})
        )

    def _standalone_scores(
        self, places: Sequence[Place], surroundings: Surroundings, *, whole: bool
    ) -> dict[int, float]:
        """Score each place by itself.

        A town stands for the area that it fills, unless the text names the whole area.
        """
        alone = {place.id: self._standalone(place, surroundings) for place in places}
        for area, town in () if whole else _filled(places):
            alone[town.id] = max(alone[town.id], alone[area.id])
            alone[area.id] = -math.inf
        return alone

    def _standalone(self, place: Place, surroundings: Surroundings) -> float:
        weights = self._weights
        score = weights.population * math.log10(place.population + 1)
        if place.usual:
            score += (
                weights.usual
                + weights.kind[place.kind]
                + weights.other_names * math.log10(place.other_names + 1)
            )
        if surroundings.source and place.country == surroundings.source:
            score += weights.source
        return score

    def _lies_in(self, place: Place, within: Iterable[str]) -> bool:
        larger = [outer for form in within for outer in self._gazetteer.named(form)]
        return any(_contains(outer, place) for outer in larger)

    def _round(
        self,
        known: Mapping[Toponym, Sequence[Place]],
        base: Mapping[Toponym, Sequence[float]],
        beliefs: Mapping[Toponym, Sequence[float]],
        surroundings: Surroundings,
    ) -> dict[Toponym, list[float]]:
        shares = {toponym: _shares(places, beliefs[toponym]) for toponym, places in known.items()}
        total: defaultdict[Hashable, float] = defaultdict(float)
        for share in shares.values():
            for area, weight in share.items():
                total[area] += weight
        for code, count in surroundings.countries.items():
            total[code] += math.log1p(count)
        return {
            toponym: self._probabilities(
                [
                    score + self._coherence(place, total, shares[toponym], len(known))
                    for score, place in zip(base[toponym], places, strict=True)
                ]
            )
            for toponym, places in known.items()
        }

    def _coherence(
        self,
        place: Place,
        total: Mapping[Hashable, float],
        own: Mapping[Hashable, float],
        names: int,
    ) -> float:
        """Weigh how many of the text's other places lie in the same areas.

        For the country their share counts too: large countries have a town of every name.
        """
        weights = self._weights
        alike = [
            max(0.0, total.get(area, 0.0) - own.get(area, 0.0)) if area else 0.0
            for area in (place.country, place.admin1, place.admin2)
        ]
        country, admin1, admin2 = (others / (others + 1.0) for others in alike)
        share = math.sqrt(min(1.0, alike[0] / max(1, names - 1)))
        return weights.country * country * share + weights.admin1 * admin1 + weights.admin2 * admin2

    def _probabilities(self, scores: Sequence[float]) -> list[float]:
        top = max(scores)
        raw = [math.exp((score - top) / self._weights.temperature) for score in scores]
        total = sum(raw)
        return [value / total for value in raw]


def _shares(places: Sequence[Place], beliefs: Sequence[float]) -> dict[Hashable, float]:
    shares: defaultdict[Hashable, float] = defaultdict(float)
    for place, belief in zip(places, beliefs, strict=True):
        for area in (place.country, place.admin1, place.admin2):
            if area is not None:
                shares[area] += belief
    return shares


def _contains(outer: Place, inner: Place) -> bool:
    if outer.id == inner.id:
        return False
    if outer.kind == "country":
        return outer.country == inner.country
    return (outer.kind == "admin1" and outer.id == inner.admin1) or (
        outer.kind == "admin2" and outer.id == inner.admin2
    )


def _filled(places: Sequence[Place]) -> list[tuple[Place, Place]]:
    """Return the states and counties that their own town nearly fills ('Shanghai').

    Each comes with the town.
    """
    towns = [place for place in places if place.usual and place.kind in {"city", "capital"}]
    areas = [place for place in places if place.kind in {"admin1", "admin2"}]
    return [
        (area, town)
        for area in areas
        for town in towns
        if _contains(area, town) and town.population * _SEAT >= area.population
    ]


def _best(beliefs: Sequence[float]) -> int:
    return max(range(len(beliefs)), key=lambda index: (beliefs[index], -index))
