"""Articles and chains made by hand, for tests that need no model."""

from dataclasses import replace
from hashlib import sha256
from typing import Any

from schemas import ArticleMentions, ArticleRef, Chain, Fingerprint, Geo, Published, Quote
from schemas.mentions import EventType, Participant, Place, Role, Time, Trigger

MOSCOW = Geo(524901, 55.75, 37.62, "RU")
MINSK = Geo(625144, 53.9, 27.57, "BY")


def who(
    name: str,
    role: Role = "actor",
    *,
    label: str = "PERSON",
    country: str | None = None,
    at: int = 0,
) -> Participant:
    return Participant(
        name.casefold().replace(" ", "-"),
        name,
        role,
        label,
        country,
        Quote("text", at, at + len(name), name),
    )


def where(name: str, geo: Geo | None = None, *, at: int = 50) -> Place:
    return Place(
        name.casefold().replace(" ", "-"), name, geo, Quote("text", at, at + len(name), name)
    )


def when(edtf: str, words: str = "then", *, at: int = 80, probability: float = 0.8) -> Time:
    return Time("DATE", edtf, edtf, Quote("text", at, at + len(words), words), probability)


def chain(index: int, lemma: str, *participants: Participant, **more: Any) -> Chain:
    at = 20 + 200 * index
    trigger = Trigger("text", at, at + len(lemma), lemma, lemma, "VERB")
    values: dict[str, Any] = {
        "type": EventType("plover", "CONSULT"),
        "modality": "occurred",
        "level": "main" if index == 0 else "reported",
        "participants": participants,
        "mentions": (trigger,),
        "what": Quote("text", at - 10, at + 20, f"somebody will {lemma} there"),
    }
    values.update(more)
    return Chain(index=index, lemma=lemma, **values)


def article(
    name: str,
    *chains: Chain,
    story: str = "",
    published: str | None = None,
    version: int = 1,
    received: str | None = None,
    source: str | None = None,
    headline: str | None = None,
    text: str | None = None,
) -> ArticleMentions:
    words = sorted(set(story.split()))
    weight = (1 / len(words)) ** 0.5 if words else 0.0
    return ArticleMentions(
        article=ArticleRef(
            id=name,
            version=version,
            status="usable",
            language="en",
            published=Published(published, "metadata" if published else None, None),
            fingerprint=Fingerprint(sha256((text or name).encode()).hexdigest()),
            published_at=published,
            source=source,
            headline=Quote("title", 0, len(headline), headline) if headline else None,
            received_at=received,
        ),
        shard="en",
        chains=chains,
        story=tuple((word, weight) for word in words),
    )


def canceled(mentions: ArticleMentions) -> ArticleMentions:
    reference = replace(mentions.article, status="canceled", version=mentions.article.version + 1)
    return replace(mentions, article=reference, chains=(), story=())
