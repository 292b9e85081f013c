"""An analysis that is light enough for tens of thousands of articles.

It reads articles and dates as the real one does, and finds visits by a pattern. `CRASH`, `KILL` and
`HANG` in a text do what they say.
"""

import os
import re
import time
from collections.abc import Sequence
from dataclasses import dataclass

from schemas import (
    AnnotatedArticle,
    ArticleMentions,
    ArticleRef,
    Chain,
    PreparedArticle,
    Quote,
    decode,
    encode,
)
from schemas.mentions import EventType, Participant, Place, Time, Trigger
from workers.articles import InvalidArticle, prepare, read_article
from workers.settings import Settings
from workers.streams.messages.refusal import Refusal
from workers.streams.pool.isolation import isolated
from workers.streams.pool.outcomes import ArticleStage, Item, Outcome, Output

VISIT = re.compile(
    r"(?P<who>[A-Z][a-z]+ [A-Z][a-z]+) (?P<did>visited) "
    r"(?P<where>[A-Z][a-z]+) on (?P<when>\d{4}-\d\d-\d\d)\."
)


def analysis(settings: Settings) -> "LightAnalysis":
    return LightAnalysis(settings.max_text_length)


@dataclass(frozen=True)
class LightAnalysis:
    max_text_length: int

    def warm(self) -> None:
        """There is nothing to load."""

    def run(self, stage: ArticleStage, items: Sequence[Item]) -> list[Outcome]:
        work = {"prepare": self._prepare, "annotate": annotate, "extract": extract}[stage]
        return isolated(lambda some: [work(item) for item in some], items)

    def _prepare(self, item: Item) -> Outcome:
        if item.value is None:
            return Refusal("the message has no value")
        try:
            article = read_article(item.value, key=item.key, max_text_length=self.max_text_length)
            prepared = prepare(article, received_at=item.received_at)
        except InvalidArticle as error:
            return Refusal(error.reason, error.position, type(error).__name__)
        return _output(prepared)


def annotate(item: Item) -> Outcome:
    prepared = decode(PreparedArticle, item.value or b"")
    return _output(
        AnnotatedArticle(
            id=prepared.id,
            language=prepared.language,
            published=prepared.published,
            blocks=prepared.blocks,
            entities=(),
            periods=(),
            fingerprint=prepared.fingerprint,
            article=prepared.article,
            received_at=prepared.received_at,
        )
    )


def extract(item: Item) -> Outcome:
    annotated = decode(AnnotatedArticle, item.value or b"")
    text = annotated.article.text
    if "CRASH" in text:
        raise ArithmeticError("the analysis has a fault")
    if "KILL" in text:
        os._exit(3)
    if "HANG" in text:
        time.sleep(600)
    told = mentions_of(annotated)
    return Output(
        key=told.shard.encode(),
        value=encode(told),
        article_id=annotated.id,
        version=annotated.article.version,
        received_at=annotated.received_at,
        events=len(told.chains),
    )


def mentions_of(annotated: AnnotatedArticle) -> ArticleMentions:
    article = annotated.article
    chains = tuple(_chain(index, found) for index, found in enumerate(VISIT.finditer(article.text)))
    words = sorted(
        {
            quote.quote
            for chain in chains
            for quote in (
                *(who.quote for who in chain.participants),
                *(at.quote for at in chain.times),
            )
        }
    )
    weight = (1 / len(words)) ** 0.5 if words else 0.0
    reference = ArticleRef(
        id=article.id,
        version=article.version,
        status=article.status,
        language=annotated.language,
        published=annotated.published,
        fingerprint=annotated.fingerprint,
        published_at=article.published_at,
        source=article.source,
        headline=Quote("title", 0, len(article.title), article.title) if article.title else None,
        received_at=annotated.received_at,
    )
    story = tuple((word, weight) for word in words)
    return ArticleMentions(
        article=reference, shard=article.source or "en", chains=chains, story=story
    )


def _chain(index: int, found: "re.Match[str]") -> Chain:
    who, did, where, when = (_quote(found, name) for name in ("who", "did", "where", "when"))
    return Chain(
        index=index,
        type=EventType("plover", "CONSULT", "visit"),
        modality="occurred",
        lemma="visit",
        mentions=(Trigger("text", did.start, did.end, did.quote, "visit", "VERB"),),
        what=Quote("text", found.start(), found.end(), found[0]),
        participants=(Participant(_key(who), who.quote, "actor", "PERSON", None, who),),
        places=(Place(_key(where), where.quote, None, where),),
        times=(Time("DATE", when.quote, when.quote, when),),
        level="main" if index == 0 else "reported",
    )


def _quote(found: "re.Match[str]", name: str) -> Quote:
    return Quote("text", found.start(name), found.end(name), found[name])


def _key(quote: Quote) -> str:
    return quote.quote.casefold().replace(" ", "-")


def _output(article: PreparedArticle | AnnotatedArticle) -> Output:
    return Output(
        article.id.encode(),
        encode(article),
        article.id,
        article.article.version,
        article.received_at,
    )
