"""Sentences parsed by hand, and articles around them, for the tests of the extract stage."""

from collections.abc import Sequence
from functools import cache

from spacy.lang.en import English
from spacy.tokens import Doc, Token
from spacy.vocab import Vocab

from schemas import AnnotatedArticle, Article, Block, Entity, Fingerprint, Geo, Published, TimeValue
from schemas.annotated import EntityLabel
from workers.events.text.passages import Cut, Passage, passage

Row = tuple[str, str, str, str, str, int]
"""A token: word, lemma, part of speech, tag, relation, index of its head."""


def parsed(*rows: Row) -> Doc:
    """Return a document of one sentence from its tokens."""
    words, lemmas, pos, tags, deps, heads = zip(*rows, strict=True)
    return Doc(
        _vocabulary(),
        words=list(words),
        lemmas=list(lemmas),
        pos=list(pos),
        tags=list(tags),
        deps=list(deps),
        heads=list(heads),
    )


@cache
def _vocabulary() -> Vocab:
    return English().vocab


def word(doc: Doc, text: str) -> Token:
    """Return the first token of that text."""
    return next(token for token in doc if token.text == text)


def entity(
    text: str,
    words: str,
    label: EntityLabel,
    key: str,
    *,
    country: str | None = None,
    actor: bool = False,
) -> Entity:
    """Return an entity for the first place where `words` stand in `text`."""
    start = text.index(words)
    geo = Geo(1, 0.0, 0.0, country) if label == "GPE" else None
    return Entity(
        start,
        start + len(words),
        label,
        entity=key,
        name=words,
        country=country,
        actor=actor,
        geo=geo,
    )


def timex(text: str, words: str, value: str) -> Entity:
    """Return a date for the first place where `words` stand in `text`."""
    start = text.index(words)
    return Entity(start, start + len(words), "TIMEX", time=TimeValue("DATE", value, value))


def article(
    text: str,
    entities: Sequence[Entity] = (),
    blocks: Sequence[Block] = (),
    title: str | None = None,
) -> AnnotatedArticle:
    """Return an annotated article; one body block unless `blocks` say otherwise."""
    head = (Block("headline", 0, len(title), "title"),) if title else ()
    chosen = (*head, *(blocks or (Block("body", 0, len(text)),)))
    return AnnotatedArticle(
        "a",
        "en",
        Published(),
        chosen,
        tuple(entities),
        (),
        Fingerprint(""),
        Article("a", text, title),
    )


def passage_of(doc: Doc, entities: Sequence[Entity] = ()) -> Passage:
    """Return the passage that a hand-parsed document is."""
    text = doc.text
    return passage(doc, Cut(text, text, "text", 0, "body"), article(text, entities), 0, 0)
