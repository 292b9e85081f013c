"""The three article stages over mended text: what they find counts in the article as given."""

import json
from dataclasses import fields, is_dataclass
from typing import Any

import pytest
from spacy.language import Language

from workers.articles import read_article
from workers.stages import Stages

pytestmark = pytest.mark.model

ARTICLE = {
    "id": "a",
    "title": "Police in SÃ£o Paulo arrest 12 &amp; free one",
    "text": (
        "<p>Police in <b>SÃ£o Paulo</b> arrested 12 people on Friday, "
        "the stateâ€™s governor, JoÃ£o Reis, said.</p>"
        "<p>He &quot;thanked&quot; Ana Prado of Smith &amp; Reed.</p>"
    ),
    "published_at": "Sat, 04 May 2024 10:00:00 +0000",
}


def spans(value: Any) -> list[tuple[str, int, int, str | None]]:
    if isinstance(value, tuple):
        return [found for item in value for found in spans(item)]
    if not is_dataclass(value):
        return []
    own = {member.name: getattr(value, member.name) for member in fields(value)}
    found = [hit for item in own.values() for hit in spans(item)]
    if {"field", "start", "end"} <= own.keys():
        found.append((own["field"], own["start"], own["end"], own.get("quote", own.get("text"))))
    return found


def test_every_span_of_a_mended_article_quotes_the_article_as_given(nlp: Language) -> None:
    stages = Stages.over(nlp)
    article = read_article(json.dumps(ARTICLE).encode(), key=None, max_text_length=10_000)
    prepared = stages.prepare(article)
    (annotated,) = stages.annotate([prepared])
    (mentions,) = stages.extract([annotated])
    given = {"title": ARTICLE["title"], "text": ARTICLE["text"]}
    assert prepared.repairs == annotated.repairs
    assert annotated.article == article
    named = {
        given[entity.field][entity.start : entity.end]: entity.name for entity in annotated.entities
    }
    assert named["SÃ£o Paulo"] == "São Paulo"
    assert named["JoÃ£o Reis"] == "João Reis"
    quoted = [
        (field, start, end, words)
        for field, start, end, words in spans((mentions, mentions.article))
        if words
    ]
    assert quoted
    assert all(given[field][start:end] == words for field, start, end, words in quoted)
    assert "arrest" in {chain.lemma for chain in mentions.chains}
