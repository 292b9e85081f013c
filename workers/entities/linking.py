"""From the names of one article to entities: recognised, resolved, and joined.

Role phrases and metonyms are resolved to the people and governments that they stand for.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence

from spacy.tokens import Doc

from schemas import Entity
from schemas.annotated import Geo
from workers.entities.countries import countries
from workers.entities.entity_lexicon import (
    known_organisations,
    name_words,
    place_words,
    role_words,
    titles,
)
from workers.entities.names.capital_headings import with_known_capitals
from workers.entities.names.corrections import Corrections
from workers.entities.names.full_names import FullNames
from workers.entities.names.known_names import cut_as_known
from workers.entities.names.labels import Labels
from workers.entities.names.ner import recognised
from workers.entities.names.propagation import propagated
from workers.entities.names.unseen import Unseen
from workers.entities.normalisation import folded, place_form, slug
from workers.entities.organisations import Organisations
from workers.entities.people.appositions import person_mentions
from workers.entities.people.clustering import clustered
from workers.entities.people.home_countries import with_home_countries
from workers.entities.people.nominals import known_people, resolved_nominals
from workers.entities.people.phrase import Part, Phrase
from workers.entities.people.pronouns import pronouns
from workers.entities.people.role_phrases import PhraseReader
from workers.entities.people.short_forms import short_forms
from workers.entities.places.context_cues import PLACES, PlaceIndex
from workers.entities.places.disambiguation import PlaceResolver, PlaceWeights, Surroundings
from workers.entities.places.gazetteer import Place, PlaceNames
from workers.entities.places.metonymy import is_metonym, metonym_words, precedes_action
from workers.entities.places.nested_places import nested_places
from workers.entities.places.toponym_detection import ToponymDetector
from workers.entities.places.toponyms import abbreviations, toponyms
from workers.entities.spans import Article, Name, Referent

_ACTING = frozenset({"country", "capital"})
"""Kinds of place whose name may stand for a government."""


class Linker:
    """Reads the lexicons once; `entities` is a pure function of the article."""

    def __init__(self, gazetteer: PlaceNames) -> None:
        self._titles, self._countries, self._roles = titles(), countries(), role_words()
        self._names, self._place_words, self._metonyms = (
            name_words(),
            place_words(),
            metonym_words(),
        )
        self._abbreviations, self._known = abbreviations(), known_organisations()
        self._index = PlaceIndex(gazetteer, self._abbreviations)
        self._corrections = Corrections(self._names, self._titles, self._roles, self._countries)
        self._full_names = FullNames(self._titles, self._roles, self._countries)
        self._unseen = Unseen(self._countries, self._known)
        self._labels = Labels(self._names, self._roles, self._countries, self._known)
        self._detector = ToponymDetector(
            self._index, self._place_words, self._countries.demonyms, self._titles
        )
        self._reader = PhraseReader(self._roles)
        self._organisations = Organisations(
            self._known, self._countries, self._names, self._place_words, self._roles
        )
        self._places = PlaceResolver(gazetteer, PlaceWeights.load(), self._place_words)

    def entities(self, article: Article) -> list[Entity]:
        """Return the article's entities but times, in no order."""
        names = self.names(article)
        names = sorted([*names, *nested_places(article, names, self._index, self._place_words)])
        resolved = self._located(article, names)
        placed = {(name.slice, name.start): referent for name, referent in resolved.items()}
        resolved |= self._organisations.resolved(article, _labelled(names, "ORG"), placed)
        resolved |= {name: self._plain(article, name) for name in names if name not in resolved}
        phrases = self._phrases(article, resolved)
        persons = known_people(
            clustered(person_mentions(article, _labelled(names, "PERSON"), phrases, self._titles))
        )
        persons = with_home_countries(article, persons, resolved, self._roles)
        resolved |= {name: person.referent for person in persons for name in person.names}
        bodies = short_forms(article, resolved, self._roles)
        found = [
            *resolved.items(),
            *resolved_nominals(article, phrases, persons, bodies, self._roles),
            *pronouns(article, persons),
        ]
        return [article.entity(name, referent) for name, referent in found]

    def names(self, article: Article) -> list[Name]:
        """Return the article's names in order, none overlapping.

        Each has the rule that gave it its label.
        """
        found = cut_as_known(article, self._recognised(article), self._names.verbs)
        found = with_known_capitals(article, found)
        return propagated(article, self._detector.corrected(article, found))

    def _recognised(self, article: Article) -> list[Name]:
        return [
            name
            for index, part in enumerate(article.slices)
            for name in self._in_slice(part.doc, index)
        ]

    def _in_slice(self, doc: Doc, index: int) -> Iterator[Name]:
        found = self._corrections.corrected(
            doc, recognised(doc, index, self._titles, self._countries)
        )
        found = self._full_names.completed(doc, index, found)
        for name in self._unseen.added(doc, index, found):
            yield self._labels.labelled(doc, name)

    def _phrases(self, article: Article, resolved: Mapping[Name, Referent]) -> list[list[Phrase]]:
        parts: list[dict[int, Part]] = [{} for _ in article.slices]
        for name, referent in sorted(
            resolved.items(), key=lambda item: item[0].start - item[0].end, reverse=True
        ):
            parts[name.slice].update(
                dict.fromkeys(range(name.start, name.end), Part(name.label, referent.country))
            )
        return [
            self._reader.read(part.doc, tokens)
            for part, tokens in zip(article.slices, parts, strict=True)
        ]

    def _located(self, article: Article, names: Sequence[Name]) -> dict[Name, Referent]:
        asked = toponyms(
            article,
            [name for name in names if self._on_map(article, name)],
            self._abbreviations,
            self._place_words,
        )
        codes = (self._countries.of(article.text(name)) for name in names if name.label == "NORP")
        places = self._places.resolve(
            list(asked.values()),
            Surroundings(
                Counter(code for code in codes if code), self._countries.of_host(article.url)
            ),
        )
        found = {name: places[toponym] for name, toponym in asked.items() if toponym in places}
        article_names = _names_in_article(article, found)
        return {
            name: self._placed(article, name, place, article_names[place.key])
            for name, place in found.items()
        }

    def _on_map(self, article: Article, name: Name) -> bool:
        """Say whether a name may be a place on the map.

        A heavenly body, and a bare direction or kind of place ('the North', 'the Gulf'), may not.
        """
        form = article.text(name).lower()
        return (
            name.label in PLACES
            and form not in self._place_words.skies | self._place_words.features
            and not self._place_words.bare(form)
        )

    def _placed(self, article: Article, name: Name, place: Place, article_name: str) -> Referent:
        acting = place.kind in _ACTING and is_metonym(
            article.slices[name.slice].doc, name, self._metonyms
        )
        geo = Geo(place.geonameid, place.lat, place.lon, place.country)
        return Referent(place.key, article_name, place.country, geo=geo, actor=acting)

    def _plain(self, article: Article, name: Name) -> Referent:
        text = article.text(name)
        code = self._countries.of(text) or self._countries.prefixes.get(folded(text))
        if code and name.label in {"GPE", "NORP"}:
            acting = precedes_action(article.slices[name.slice].doc, name.end, self._metonyms)
            return Referent(f"country:{code}", self._countries.usual[code], code, actor=acting)
        living_in = self._countries.of(text.split()[0]) if name.label == "NORP" else None
        return Referent(
            self._occasion_key(text) if name.label == "EVENT" else slug(text), text, living_in
        )

    def _occasion_key(self, text: str) -> str:
        """Return a key that the order of words and the number of an edition do not change.

        One example is 'XI Lisbon Ocean Conference'.
        """
        kept = {
            word
            for word in folded(text).split()
            if word not in self._names.small and not word.isdecimal() and not _is_ordinal(word)
        }
        return "event:" + "-".join(sorted(kept))


def _labelled(names: Iterable[Name], label: str) -> list[Name]:
    return [name for name in names if name.label == label]


def _names_in_article(article: Article, found: Mapping[Name, Place]) -> dict[str, str]:
    """Return by its key the name of each place in the article: 'Cologne' for 'Köln'.

    The gazetteer's own name stands where the article uses it, and where it has only abbreviations
    or capitals; its accents stand only where the article writes them ('Naxos' for 'Náxos').
    """
    forms: dict[str, Counter[str]] = {}
    gazetteer_names = {place.key: place.name for place in found.values()}
    for name, place in found.items():
        forms.setdefault(place.key, Counter())[article.text(name)] += 1
    return {key: _usual_form(counts, gazetteer_names[key]) for key, counts in forms.items()}


def _usual_form(counts: Mapping[str, int], gazetteer_name: str) -> str:
    written = [
        form for form in counts if form[0].isupper() and not form.isupper() and "." not in form
    ]
    same = [form for form in written if place_form(form) == place_form(gazetteer_name)]
    plain = [form for form in same if len(form) == len(gazetteer_name)]
    if gazetteer_name in same or (same and not plain) or not written:
        return gazetteer_name
    written = plain or written
    return min(written, key=lambda form: (-counts[form], -len(form), form))


def _is_ordinal(word: str) -> bool:
    return set(word) <= set("ivx") or (
        word[0].isdecimal() and word[-2:] in {"st", "nd", "rd", "th"}
    )
