"""Stage 2: a prepared article to an annotated one."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice

from spacy.language import Language
from spacy.tokens import Doc

from schemas import AnnotatedArticle, Block, Entity, Period, PreparedArticle
from schemas.annotated import Geo
from workers.entities.appositions import described
from workers.entities.countries import countries
from workers.entities.embedded import embedded
from workers.entities.gazetteer import Gazetteer, Place
from workers.entities.lexicon import titles
from workers.entities.mentions import Article, Name, Referent, Slice
from workers.entities.names import slug
from workers.entities.people import joined
from workers.entities.phrases import Phrase, PhraseReader, role_words
from workers.entities.placecontext import PlaceIndex
from workers.entities.places import PlaceResolver, PlaceWeights, Surroundings
from workers.entities.placewords import place_words
from workers.entities.recognition import recognised
from workers.entities.references import known, referred
from workers.entities.spotting import PlaceSpotter
from workers.entities.times import find_times
from workers.entities.toponyms import abbreviations, toponyms

BATCH = 32
"""Articles whose blocks go through NER together."""


class Annotator:
    """Finds who, where and when in articles. Reads its lexicons and the gazetteer once, when built.

    Args:
        nlp: An English pipeline with `ner`; no other component of it runs here.
    """

    def __init__(self, nlp: Language, gazetteer: Gazetteer | None = None) -> None:
        self._nlp = nlp
        self._off = [name for name in nlp.pipe_names if name != "ner"]
        self._titles = titles()
        self._countries = countries()
        self._roles = role_words()
        self._reader = PhraseReader(self._roles, self._countries)
        self._abbreviations = abbreviations()
        gazetteer = gazetteer or Gazetteer()
        self._place_words = place_words()
        self._index = PlaceIndex(gazetteer, self._abbreviations)
        self._spotter = PlaceSpotter(self._index, self._place_words)
        self._places = PlaceResolver(gazetteer, PlaceWeights.load(), self._place_words)

    def annotate(self, prepared: PreparedArticle) -> AnnotatedArticle:
        """Return one article with its entities, places and times."""
        return next(self.pipe((prepared,)))

    def pipe(self, articles: Iterable[PreparedArticle]) -> Iterator[AnnotatedArticle]:
        """Annotate articles in order, in batches of `BATCH`."""
        source = iter(articles)
        while batch := tuple(islice(source, BATCH)):
            blocks = [[block for block in article.blocks if block.kind != "boilerplate"] for article in batch]
            texts = (_words(article, block) for article, own in zip(batch, blocks, strict=True) for block in own)
            docs = self._nlp.pipe(texts, disable=self._off)
            for article, own in zip(batch, blocks, strict=True):
                yield self._annotated(article, own, islice(docs, len(own)))

    def _annotated(self, prepared: PreparedArticle, blocks: list[Block], docs: Iterable[Doc]) -> AnnotatedArticle:
        slices = tuple(
            Slice(block.field, block.start, block.kind, doc) for block, doc in zip(blocks, docs, strict=True)
        )
        entities, periods = self._times(prepared, blocks)
        entities += self._entities(Article(slices))
        return AnnotatedArticle(
            id=prepared.id,
            language=prepared.language,
            published=prepared.published,
            blocks=prepared.blocks,
            entities=tuple(sorted(entities, key=lambda entity: (entity.field != "title", entity.start, entity.end))),
            periods=tuple(periods),
            fingerprint=prepared.fingerprint,
            article=prepared.article,
            received_at=prepared.received_at,
        )

    def _entities(self, article: Article) -> list[Entity]:
        names = [
            name
            for index, part in enumerate(article.slices)
            for name in recognised(part.doc, index, self._titles, self._countries)
        ]
        names = self._spotter.corrected(article, names)
        phrases = self._phrases(article, names)
        people = joined(described(article, [name for name in names if name.label == "PERSON"], phrases, self._titles))
        persons = known(people)
        resolved = {name: person.referent for person in persons for name in person.names}
        names = sorted([*names, *embedded(article, names, self._index, self._place_words)])
        resolved |= self._located(article, names)
        found = [(name, resolved.get(name) or self._plain(article, name)) for name in names]
        found += referred(article, phrases, persons, self._roles)
        return [article.entity(name, referent) for name, referent in found]

    def _phrases(self, article: Article, names: Sequence[Name]) -> list[list[Phrase]]:
        labels: list[dict[int, str]] = [{} for _ in article.slices]
        for name in names:
            labels[name.slice].update(dict.fromkeys(range(name.start, name.end), name.label))
        return [list(self._reader.read(part.doc, own)) for part, own in zip(article.slices, labels, strict=True)]

    def _located(self, article: Article, names: Sequence[Name]) -> dict[Name, Referent]:
        asked = toponyms(
            article, [name for name in names if name.label in {"GPE", "LOC"}], self._abbreviations, self._place_words
        )
        codes = (self._countries.of(article.text(name)) for name in names if name.label in {"GPE", "NORP"})
        places = self._places.resolve(list(asked.values()), Surroundings(Counter(code for code in codes if code)))
        return {name: _placed(places[toponym]) for name, toponym in asked.items() if toponym in places}

    def _plain(self, article: Article, name: Name) -> Referent:
        text = article.text(name)
        if name.label in {"GPE", "NORP"} and (code := self._countries.of(text)):
            return Referent(f"country:{code}", self._countries.usual[code], code)
        return Referent(slug(text), text)

    def _times(self, prepared: PreparedArticle, blocks: list[Block]) -> tuple[list[Entity], list[Period]]:
        entities: list[Entity] = []
        periods: list[Period] = []
        for block in blocks:
            text = getattr(prepared.article, block.field) or ""
            times, ranges = find_times(
                text, field=block.field, start=block.start, end=block.end, published=prepared.published
            )
            entities += times
            periods += ranges
        return entities, periods


def _words(prepared: PreparedArticle, block: Block) -> str:
    text = getattr(prepared.article, block.field) or ""
    return text[block.start : block.end]


def _placed(place: Place) -> Referent:
    return Referent(place.key, place.name, place.country, geo=Geo(place.geonameid, place.lat, place.lon, place.country))
