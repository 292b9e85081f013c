"""A small world for the tests of this package.

It has a few places, and articles built by hand without a model.
"""

from collections.abc import Sequence
from typing import Any

import spacy
from spacy.language import Language
from spacy.tokens import Doc, Span

from schemas import AnnotatedArticle, Entity, PreparedArticle, Published
from schemas.article import Article as Source
from schemas.prepared import Block, Fingerprint
from workers.entities.linking import Linker
from workers.entities.normalisation import place_form
from workers.entities.places.gazetteer import Place, PlaceKind
from workers.entities.spans import Article, Slice

NLP = spacy.blank("en")


def _place(
    number: int,
    name: str,
    kind: PlaceKind,
    *where: str | int | None,
    at: tuple[float, float],
    usual: bool = True,
    other_names: int = 0,
) -> Place:
    country, admin1, population = where
    row: Any = (country, admin1, None, *at, population, usual, other_names)
    return Place(number, 9_000_000 + number, name, kind, *row)


PLACES = (
    _place(1, "United States", "country", "US", None, 300_000_000, at=(39.8, -98.6)),
    _place(2, "France", "country", "FR", None, 60_000_000, at=(46.0, 2.0)),
    _place(3, "Russia", "country", "RU", None, 140_000_000, at=(60.0, 100.0)),
    _place(4, "Kenya", "country", "KE", None, 50_000_000, at=(1.0, 38.0)),
    _place(5, "Georgia", "country", "GE", None, 3_700_000, at=(42.0, 43.5)),
    _place(11, "Texas", "admin1", "US", 11, 28_000_000, at=(31.2, -98.5)),
    _place(12, "Georgia", "admin1", "US", 12, 10_000_000, at=(32.8, -83.4)),
    _place(13, "Illinois", "admin1", "US", 13, 12_000_000, at=(40.0, -89.2)),
    _place(14, "Massachusetts", "admin1", "US", 14, 6_800_000, at=(42.3, -72.0)),
    _place(21, "Paris", "capital", "FR", 80, 2_138_551, at=(48.85, 2.35)),
    _place(22, "Paris", "city", "US", 11, 24_782, at=(33.66, -95.55)),
    _place(23, "Bonham", "city", "US", 11, 10_000, at=(33.58, -96.18)),
    _place(32, "Bonham", "city", "FR", 80, 9_000, at=(44.0, 1.0)),
    _place(33, "West Bonham", "city", "US", 11, 8_000, at=(33.57, -96.30)),
    _place(24, "Springfield", "city", "US", 13, 114_394, at=(39.80, -89.64)),
    _place(25, "Springfield", "city", "US", 14, 154_341, at=(42.10, -72.59)),
    _place(26, "Decatur", "city", "US", 13, 70_000, at=(39.84, -88.95)),
    _place(27, "Moscow", "capital", "RU", 81, 10_381_222, at=(55.75, 37.62)),
    _place(28, "Marsabit", "city", "KE", 82, 17_000, at=(2.33, 37.99)),
    _place(29, "Nairobi", "capital", "KE", 83, 4_000_000, at=(-1.28, 36.82)),
    _place(30, "Tbilisi", "capital", "GE", 84, 1_000_000, at=(41.69, 44.83)),
    _place(41, "Lindvik", "city", "FR", 80, 600_000, at=(45.0, 3.0), other_names=60),
    _place(42, "Lindvik", "city", "US", 11, 900_000, at=(31.0, -97.0), other_names=4),
    _place(
        43, "Lindvik", "capital", "KE", 83, 1_000_000, at=(-1.3, 36.9), usual=False, other_names=90
    ),
    _place(44, "Astby", "admin1", "RU", 44, 2_000_000, at=(56.0, 38.0)),
    _place(45, "Astby", "city", "RU", 44, 1_500_000, at=(56.1, 38.1)),
    _place(46, "Norrmark", "admin1", "RU", 46, 5_000_000, at=(57.0, 39.0)),
    _place(47, "Norrmark", "city", "RU", 46, 100_000, at=(57.1, 39.1)),
    _place(31, "Atlanta", "city", "US", 12, 463_878, at=(33.75, -84.39)),
)


_ALIASES = {"us": "united states"}


class World:
    """The places above by name."""

    def named(self, form: str) -> tuple[Place, ...]:
        found = [place for place in PLACES if place_form(place.name) == _ALIASES.get(form, form)]
        return tuple(sorted(found, key=lambda place: -place.population))


LINKER = Linker(World())


def article(text: str, names: Sequence[tuple[str, str]] = ()) -> Article:
    """Return an article of one body block.

    In it the given words, wherever they stand, carry the given NER labels.
    """
    return Article((Slice("text", 0, "body", _doc(text, names)),))


def _doc(text: str, names: Sequence[tuple[str, str]]) -> Doc:
    doc = NLP(text)
    spans: list[Span] = []
    for words, label in names:
        start = text.find(words)
        while start >= 0:
            span = doc.char_span(start, start + len(words), label=label)
            if span is not None and not any(
                other.start < span.end and span.start < other.end for other in spans
            ):
                spans.append(span)
            start = text.find(words, start + 1)
    doc.ents = tuple(sorted(spans, key=lambda span: span.start))
    return doc


def headed(title: str, text: str, names: Sequence[tuple[str, str]] = ()) -> dict[str, Entity]:
    """Return the entities of a headline by their words and label."""
    parts = (
        Slice("title", 0, "headline", _doc(title, names)),
        Slice("text", 0, "body", _doc(text, names)),
    )
    entities = LINKER.entities(Article(parts))
    return {
        f"{title[item.start : item.end]}/{item.label}": item
        for item in entities
        if item.field == "title"
    }


def linked(text: str, names: Sequence[tuple[str, str]] = ()) -> dict[str, Entity]:
    """Return the entities by their words and label ('Li/PERSON'); of several the last."""
    entities = LINKER.entities(article(text, names))
    return {f"{text[entity.start : entity.end]}/{entity.label}": entity for entity in entities}


def ruled(patterns: Sequence[tuple[str, str]]) -> Language:
    """Return a pipeline whose `ner` labels fixed words."""
    nlp = spacy.blank("en")
    ruler = nlp.add_pipe("entity_ruler", name="ner")
    ruler.add_patterns([{"label": label, "pattern": words} for words, label in patterns])  # type: ignore[attr-defined]  # a pipe is typed as a plain callable
    return nlp


def prepared(text: str, *, title: str | None = None, kind: str = "body") -> PreparedArticle:
    """Return an article of one block, and a headline where a title is given."""
    blocks = [Block("headline", 0, len(title), "title")] if title else []
    blocks.append(Block(kind, 0, len(text)))  # type: ignore[arg-type]  # tests name kinds of the schema
    source = Source(id="a", text=text, title=title)
    return PreparedArticle("a", "en", Published(), tuple(blocks), Fingerprint(""), source)


def quotes(annotated: AnnotatedArticle) -> list[str]:
    """Return the words of each entity."""
    fields = {"text": annotated.article.text, "title": annotated.article.title or ""}
    return [fields[entity.field][entity.start : entity.end] for entity in annotated.entities]
