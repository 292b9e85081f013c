"""The record of one event, a pure function of its chains and their articles."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from operator import attrgetter

from schemas import EventRecord, Quote
from schemas.event import (
    ArticleLine,
    ChangeKind,
    DecisionLine,
    Evidence,
    MentionLine,
    Relation,
    Sources,
    Window,
)
from schemas.event import Slot as SlotName
from schemas.mentions import Level
from workers.consolidation.pairs.profiles import ArticleProfile, ChainProfile, Span, line_of
from workers.consolidation.records.conflicts import conflicts
from workers.consolidation.records.dates import vote_when
from workers.consolidation.records.participation import vote_who
from workers.consolidation.records.slots import (
    Said,
    Telling,
    vote_modality,
    vote_type,
    vote_where,
)
from workers.consolidation.records.wordings import fullest, nearest, what_of

MOST_QUOTES = 6
"""Most articles quoted for one value of one slot; the support says how many there are."""
LEVELS: tuple[Level, ...] = ("main", "reported", "background")
MOST_COMPARED = 40
"""Most headlines compared in the choice of a title."""


@dataclass(frozen=True, slots=True)
class Material:
    """What a record is made of.

    Attributes:
        chains: The event's chains in order of content.
        articles: The articles of the chains.
        main: Ids of the articles whose main event it is.
        originals: Article id -> id of the article it copies, or its own.
        decisions: The decisions that bear on it.
    """

    chains: tuple[ChainProfile, ...]
    articles: tuple[ArticleProfile, ...]
    main: frozenset[str]
    originals: Mapping[str, str]
    decisions: tuple[DecisionLine, ...] = ()


def build(
    material: Material, *, event_id: str, version: int, change: ChangeKind, relations: tuple[Relation, ...]
) -> EventRecord:
    """Return the record, open."""
    days_of = {article.id: article.day for article in material.articles}
    tellings = [Telling(c, material.originals[c.node[0]], days_of[c.node[0]]) for c in material.chains]
    who, who_said = vote_who(tellings)
    where, where_said = vote_where(tellings)
    modality = vote_modality(tellings)
    kind = vote_type(tellings)
    days = sorted([article.day for article in material.articles if article.day is not None])
    level = "main" if material.main else min((chain.chain.level for chain in material.chains), key=LEVELS.index)
    dated = vote_when(tellings, days, modality=modality, news=level != "background")
    first, last = _span(material.articles)
    best, telling = _best_telling(material)
    sources = Sources(len(material.articles), len({material.originals[article.id] for article in material.articles}))
    return EventRecord(
        event_id=event_id,
        version=version,
        status="open",
        merged_into=None,
        type=kind,
        title=_title(material, best),
        modality=modality,
        who=who,
        where=where,
        when=dated.when,
        what=what_of(best.chain, telling.quote),
        articles=tuple([_article(article, material) for article in sorted(material.articles, key=attrgetter("id"))]),
        mentions=_mentions(material.chains),
        evidence=_evidence(
            material,
            {
                "who": who_said,
                "where": where_said,
                "when": dated.said,
                "what": [telling, *map(_own_telling, material.chains)],
            },
        ),
        conflicts=(*((dated.conflict,) if dated.conflict else ()), *conflicts(tellings)),
        relations=relations,
        sources=sources,
        first_seen=first,
        last_seen=last,
        window=Window(first, last),
        change=change,
        shard=material.articles[0].mentions.shard,
        level=level,
        salience=round(max(chain.chain.salience for chain in material.chains), 3),
        decisions=material.decisions,
    )


def _title(material: Material, best: ChainProfile) -> str:
    """The headline that is nearest to all others of articles on the event, else the clause that tells it."""
    candidates = [a for a in material.articles if a.id in material.main and a.headline][:MOST_COMPARED]
    return nearest(candidates).title if candidates else line_of(best.chain.what)


def _best_telling(material: Material) -> tuple[ChainProfile, Said]:
    """The chain that names the event, and the words that tell it for all: those of the article that tells most of what all tell.

    Where no article has the event as its main one, it is the chain with the most to say.
    """
    mains = {chain.node[0]: chain for chain in material.chains if chain.chain.main}
    told = [article for article in material.articles if article.id in mains][:MOST_COMPARED]
    if told:
        chain = mains[fullest(told).id]
    else:
        chain = min(
            material.chains, key=lambda c: (-len(c.who) - len(c.where) - len(c.when), len(c.chain.what.quote), c.order)
        )
    return chain, _own_telling(chain)


def _own_telling(chain: ChainProfile) -> Said:
    return Said(chain.chain.lemma, chain.node[0], chain.chain.what)


def _article(article: ArticleProfile, material: Material) -> ArticleLine:
    original = material.originals[article.id]
    line = article.lines[article.id in material.main]
    return line if original == article.id else replace(line, copy_of=original)


def _mentions(chains: Iterable[ChainProfile]) -> tuple[MentionLine, ...]:
    lines: dict[Span, MentionLine] = {}
    for chain in chains:
        lines.update(chain.lines)
    return tuple([lines[span] for span in sorted(lines)])


def _evidence(material: Material, said: Mapping[SlotName, Iterable[Said]]) -> tuple[Evidence, ...]:
    lines: list[Evidence] = []
    for slot, items in said.items():
        quoted: dict[str, dict[str, Quote]] = {}
        for item in items:
            quotes = quoted.setdefault(item.value, {})
            known = quotes.setdefault(item.article_id, item.quote)
            if known is not item.quote and item.quote < known:
                quotes[item.article_id] = item.quote
        for value in sorted(quoted):
            quotes = quoted[value]
            for article_id in _quotable(quotes, material.originals):
                quote = quotes[article_id]
                lines.append(Evidence(slot, value, article_id, quote.field, quote.start, quote.end, quote.quote))
    return tuple(lines)


def _quotable(article_ids: Collection[str], originals: Mapping[str, str]) -> Collection[str]:
    """The articles that are quoted for a value: originals before copies."""
    if len(article_ids) == 1:
        return article_ids
    ordered = sorted(article_ids)
    own = [article_id for article_id in ordered if originals[article_id] == article_id]
    copies = (
        [article_id for article_id in ordered if originals[article_id] != article_id] if len(own) < len(ordered) else []
    )
    return [*own, *copies][:MOST_QUOTES]


def _span(articles: Iterable[ArticleProfile]) -> tuple[str | None, str | None]:
    """First and last publication, as the articles say it."""
    dated = [seen for article in articles if (seen := article.seen) is not None]
    return (min(dated)[1], max(dated)[1]) if dated else (None, None)
