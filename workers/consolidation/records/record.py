"""The record of one event: a pure function of its chains and their articles."""

from collections.abc import Iterable, Mapping, Sequence
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
    Slot,
    Sources,
    Where,
    Who,
    Window,
)
from schemas.mentions import Level, Modality
from workers.consolidation.pairs.article_profile import ArticleProfile
from workers.consolidation.pairs.chain_profile import ChainProfile
from workers.consolidation.records.conflicts import conflicts
from workers.consolidation.records.dates import Dated, vote_when
from workers.consolidation.records.participation import vote_who
from workers.consolidation.records.slots import (
    Claim,
    SourcedChain,
    vote_modality,
    vote_type,
    vote_where,
)
from workers.consolidation.records.wordings import in_context, most_central, most_complete, what_of

MOST_QUOTES = 6
"""Most articles that are quoted for one value of a slot; the support counts all sources."""
LEVELS: tuple[Level, ...] = ("main", "reported", "background")
MOST_COMPARED = 40
"""Most headlines that are compared in the choice of a title."""
_words_at = attrgetter("article_id", "field", "start", "end")


@dataclass(frozen=True, slots=True)
class RecordInput:
    """The input for one record.

    Attributes:
        chains: The event's chains in order of content.
        articles: The articles of the chains.
        main: Ids of the articles whose main event this is.
        originals: Article id -> id of the article that it copies, or its own.
        decisions: The decisions in force that bear on the event.
    """

    chains: tuple[ChainProfile, ...]
    articles: tuple[ArticleProfile, ...]
    main: frozenset[str]
    originals: Mapping[str, str]
    decisions: tuple[DecisionLine, ...] = ()


def build(
    record_input: RecordInput, *, event_id: str, change: ChangeKind, relations: tuple[Relation, ...]
) -> EventRecord:
    """Return the record as version 1, with the status `open`."""
    articles, chains = record_input.articles, _sourced(record_input)
    voted = _voted(record_input, chains)
    first, last = _first_and_last(articles)
    representative = _representative(record_input)
    return EventRecord(
        event_id=event_id,
        version=1,
        status="open",
        merged_into=None,
        type=vote_type(chains),
        title=_title(record_input, representative),
        modality=voted.modality,
        who=voted.who,
        where=voted.where,
        when=voted.dated.when,
        what=what_of(representative.chain),
        articles=tuple(_article_lines(record_input)),
        mentions=_mention_lines(record_input.chains),
        evidence=_evidence(
            {**voted.claims, "what": _what_claims(record_input, representative)},
            record_input.originals,
        ),
        conflicts=(*((voted.dated.conflict,) if voted.dated.conflict else ()), *conflicts(chains)),
        relations=relations,
        sources=Sources(len(articles), len(set(record_input.originals.values()))),
        first_seen=first,
        last_seen=last,
        window=Window(first, last),
        change=change,
        shard=articles[0].mentions.shard,
        level=_level(record_input),
        salience=round(max(chain.chain.salience for chain in record_input.chains), 3),
        decisions=record_input.decisions,
    )


@dataclass(frozen=True, slots=True)
class _Voted:
    """The slots that the sources of an event vote on, and the claims for who, where and when."""

    modality: Modality
    who: tuple[Who, ...]
    where: tuple[Where, ...]
    dated: Dated
    claims: Mapping[Slot, Iterable[Claim]]


def _voted(record_input: RecordInput, chains: Sequence[SourcedChain]) -> _Voted:
    who, who_claims = vote_who(chains)
    where, where_claims = vote_where(chains)
    modality = vote_modality(chains)
    days = sorted([article.day for article in record_input.articles if article.day is not None])
    news = _level(record_input) != "background"
    datelines = [day for a in record_input.articles if (day := a.dateline) is not None]
    dated = vote_when(chains, days, datelines, modality=modality, news=news)
    claims: dict[Slot, Iterable[Claim]]
    claims = {"who": who_claims, "where": where_claims, "when": dated.claims}
    return _Voted(modality, who, where, dated, claims)


def _sourced(record_input: RecordInput) -> list[SourcedChain]:
    day_of = {article.id: article.day for article in record_input.articles}
    original_of = record_input.originals
    ids = ((chain, chain.node[0]) for chain in record_input.chains)
    return [SourcedChain(chain, original_of[id_], day_of[id_]) for chain, id_ in ids]


def _level(record_input: RecordInput) -> Level:
    """Return the highest level that any article gives the event."""
    return min((chain.chain.level for chain in record_input.chains), key=LEVELS.index)


def _title(record_input: RecordInput, representative: ChainProfile) -> str:
    """Return the most central headline of the articles with this main event, else the clause.

    A headline that asks is the title only where every headline asks.
    """
    main = record_input.main
    articles = [a for a in record_input.articles if a.id in main and a.headline]
    articles = [a for a in articles if not a.title.endswith("?")] or articles
    if articles:
        return most_central(articles[:MOST_COMPARED]).title
    own = next(a for a in record_input.articles if a.id == representative.node[0])
    return in_context(representative.chain, own.title)


def _representative(record_input: RecordInput) -> ChainProfile:
    """Return the chain that represents the event.

    It is the main chain of the article with the most complete headline, of those that a headline
    tells if there are any. If the event is no article's main event, it is the chain with the most
    participants, places and times.
    """
    mains = {chain.node[0]: chain for chain in record_input.chains if chain.chain.main}
    in_headlines = {name: c for name, c in mains.items() if c.chain.what.field == "title"}
    mains = in_headlines or mains
    articles = [article for article in record_input.articles if article.id in mains]
    if articles:
        return mains[most_complete(articles[:MOST_COMPARED]).id]
    return min(record_input.chains, key=_poverty)


def _poverty(chain: ChainProfile) -> tuple[int, int, tuple[str, int, str]]:
    """Return the sort key that puts the chain with the most arguments first."""
    arguments = len(chain.who) + len(chain.where) + len(chain.when)
    return -arguments, len(chain.chain.what.quote), chain.order


def _what_claims(record_input: RecordInput, representative: ChainProfile) -> list[Claim]:
    chains = representative, *record_input.chains
    return [Claim(chain.chain.lemma, chain.node[0], chain.chain.what) for chain in chains]


def _article_lines(record_input: RecordInput) -> Iterable[ArticleLine]:
    for article in sorted(record_input.articles, key=attrgetter("id")):
        original = record_input.originals[article.id]
        line = article.lines[article.id in record_input.main]
        yield line if original == article.id else replace(line, copy_of=original)


def _mention_lines(chains: Iterable[ChainProfile]) -> tuple[MentionLine, ...]:
    lines = {_words_at(line): line for chain in chains for line in chain.lines}
    return tuple([lines[words] for words in sorted(lines)])


def _evidence(
    claims: Mapping[Slot, Iterable[Claim]], original_of: Mapping[str, str]
) -> tuple[Evidence, ...]:
    """Return the quotes for each value: of each article the first, of originals before copies."""
    lines: list[Evidence] = []
    for slot, slot_claims in claims.items():
        quotes_of: dict[str, dict[str, Quote]] = {}
        for claim in slot_claims:
            quotes = quotes_of.setdefault(claim.value, {})
            quote = quotes.setdefault(claim.article_id, claim.quote)
            if quote is not claim.quote and claim.quote < quote:
                quotes[claim.article_id] = claim.quote
        for value in sorted(quotes_of):
            quotes = quotes_of[value]
            ordered = sorted(quotes, key=lambda item: (original_of[item] != item, item))
            for article_id in ordered[:MOST_QUOTES]:
                quote = quotes[article_id]
                place = quote.field, quote.start, quote.end
                lines.append(Evidence(slot, value, article_id, *place, quote.quote))
    return tuple(lines)


def _first_and_last(articles: Iterable[ArticleProfile]) -> tuple[str | None, str | None]:
    """Return the first and last publication, as the articles give it."""
    dated = [seen for article in articles if (seen := article.seen) is not None]
    return (min(dated)[1], max(dated)[1]) if dated else (None, None)
