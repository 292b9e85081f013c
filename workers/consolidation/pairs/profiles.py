"""What pairs are compared by: an article and its chains, boiled down once when the article comes in."""

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from hashlib import sha256
from itertools import chain as joined
from math import log
from typing import get_args

from schemas import ArticleMentions, Chain, Quote
from schemas.event import ArticleLine, MentionLine
from schemas.mentions import Participant, Place, Role
from workers.articles.mending import words_of
from workers.consolidation.pairs.lexicon import canonical, is_reporting, related
from workers.consolidation.pairs.words import figures_in, milli_weight, unit, word_weight, words
from workers.consolidation.rows.state import Node
from workers.consolidation.time.timestamps import published_day, published_timestamp

ENTITY = "@"
"""What the terms of an article's vector that are entity keys begin with."""
UNTYPED = frozenset({"UNKNOWN", "OTHER"})
"""Type codes that tell nothing of the kind of an event."""
Span = tuple[str, str, int, int]
"""Article id, field, start and end."""
ROLES: Mapping[Role, frozenset[str]] = {role: frozenset({role}) for role in get_args(Role)}
NONE: frozenset[str] = frozenset()
NAMED = frozenset({"PERSON", "ORG"})
"""Labels of participants of whom each has a name of its own; a country takes part in too much."""
SHORTEST_NAME = 3
"""Letters; shorter words of a name ('de', 'al') are shared by many."""
MOST_WORDS = 200
"""Most words around an article's events that are compared, the heaviest first."""


@dataclass(frozen=True, slots=True)
class ChainProfile:
    """One chain as pairs see it.

    Attributes:
        order: Content first, id last: decides ties, so that neither arrival nor the naming of articles can.
        forms: Canonical lemmas of all triggers.
        related: Sets of related words that they stand in.
        who: Entity key -> roles it has.
        named: Those of them that have a name of their own.
        name_words: Words of the names of the people and organisations among them.
        common: Those that a common noun stands for.
        where: Keys of places (GeoNames ids where known).
        countries: Countries of the places.
        when: EDTF values, in the order of the text.
        dates: Those that the text gives in figures: not 'Friday' or 'last week', which hang on when it was written.
        context: Words around it, with what they tell in thousandths (`words.py`).
        lines: Its triggers as a record tells them.
        participants: Who takes part, without what the article tells as an event ('embark on a journey'): that is no 'who'.
    """

    node: Node
    order: tuple[str, int, str]
    chain: Chain
    forms: frozenset[str]
    related: frozenset[str]
    head: str
    who: dict[str, frozenset[str]]
    named: frozenset[str]
    name_words: frozenset[str]
    common: frozenset[str]
    where: frozenset[str]
    countries: frozenset[str]
    when: tuple[str, ...]
    dates: tuple[str, ...]
    context: Mapping[str, int]
    context_weight: int
    reporting: bool
    lines: Mapping[Span, MentionLine]
    participants: tuple[Participant, ...]


@dataclass(frozen=True)
class ArticleProfile:
    """One article as pairs see it: its words, names, places, figures and day.

    What only a comparison asks for is made by the first: most articles of a large state that is read back meet none.
    """

    id: str
    order: tuple[str, str]
    mentions: ArticleMentions
    day: date | None
    chains: tuple[ChainProfile, ...]
    main: ChainProfile | None
    by_form: dict[str, list[ChainProfile]]
    parts: dict[int, tuple[Node, ...]]

    @cached_property
    def headline(self) -> dict[str, float]:
        """Unit vector of the headline's words."""
        headline = self.mentions.article.headline
        return unit(words(headline.quote)) if headline else {}

    @cached_property
    def shares(self) -> dict[str, float]:
        """What part of the headline each of its words is, by weight."""
        whole = sum(self.headline.values())
        return {word: weight / whole for word, weight in self.headline.items()}

    @cached_property
    def title(self) -> str:
        """The headline on one line; nothing where there is none."""
        headline = self.mentions.article.headline
        return line_of(headline) if headline else ""

    @cached_property
    def lines(self) -> tuple[ArticleLine, ArticleLine]:
        """The article as a record tells it, where it copies none: of an event beside its main one, and of that."""
        article = self.mentions.article
        at = article.published_at or article.published.at or article.published.edtf
        beside, main = (ArticleLine(self.id, is_main, at, article.source, None) for is_main in (False, True))
        return beside, main

    @cached_property
    def seen(self) -> tuple[float, str] | None:
        """When it was published, and how it says so."""
        published = self.mentions.article.published
        when = published_timestamp(published)
        return None if when is None else (when, published.at or published.edtf or "")

    @cached_property
    def story(self) -> dict[str, float]:
        """Unit vector of the article's words and of what it names."""
        return dict(self.mentions.story)

    @cached_property
    def words(self) -> dict[str, float]:
        """Unit vector of the article's words alone."""
        return unit({term: weight for term, weight in self.mentions.story if not term.startswith(ENTITY)})

    @cached_property
    def name_words(self) -> frozenset[str]:
        """Words of the names of all people and organisations of the article."""
        entities = (term.removeprefix(ENTITY) for term, _ in self.mentions.story if term.startswith(ENTITY))
        return frozenset(word for entity in entities for word in _name_words(entity)).union(
            *[chain.name_words for chain in self.chains]
        )

    @cached_property
    def context(self) -> dict[str, float]:
        """Unit vector of the content words around the article's events, by how many of its sentences have them."""
        counts = Counter(joined.from_iterable({chain.context for chain in self.mentions.chains}))
        weights = {word: (1 + log(count)) * word_weight(word) for word, count in counts.items()}
        heaviest = sorted(weights.items(), key=lambda item: (-item[1], item[0]))[:MOST_WORDS]
        return unit(dict(sorted(heaviest)))

    @cached_property
    def figures(self) -> frozenset[str]:
        """Numbers that the headline and the clause of the main event give in figures; no years."""
        clause = self.main.chain.what.quote if self.main is not None else ""
        return figures_in(f"{self.title}\n{clause}")


def profile(mentions: ArticleMentions) -> ArticleProfile:
    """Boil an article down."""
    order = (content_digest(mentions), mentions.article.id)
    triggers = sorted({(trigger.field, trigger.start) for chain in mentions.chains for trigger in chain.mentions})
    chains = tuple(_chain_profile(chain, order, triggers) for chain in mentions.chains)
    return ArticleProfile(
        id=mentions.article.id,
        order=order,
        mentions=mentions,
        day=published_day(mentions),
        chains=chains,
        main=next((found for found in chains if found.chain.main), None),
        by_form=_by_form(chains),
        parts=_parts(chains),
    )


def line_of(quote: Quote) -> str:
    """Return the words of a quote as they are read, without markup, on one line."""
    return " ".join(words_of(quote.quote).split())


def content_digest(mentions: ArticleMentions) -> str:
    """Return a digest of what the article says and when and where, whatever it is called."""
    article = mentions.article
    parts = (article.fingerprint.exact, article.published_at or "", article.published.edtf or "", article.source or "")
    return sha256("\x1f".join(parts).encode("utf-8", "surrogatepass")).hexdigest()[:24]


def _chain_profile(chain: Chain, order: tuple[str, str], triggers: Sequence[tuple[str, int]]) -> ChainProfile:
    who: dict[str, frozenset[str]] = {}
    for found in chain.participants:
        own = ROLES[found.role]
        who[found.entity] = who[found.entity] | own if found.entity in who else own
    head = canonical(chain.lemma)
    context = {word: milli_weight(word) for word in chain.context}
    forms = frozenset(map(canonical, {trigger.lemma for trigger in chain.mentions})) | {head}
    return ChainProfile(
        node=(order[1], chain.index),
        order=(order[0], chain.index, order[1]),
        chain=chain,
        forms=forms,
        related=related(forms),
        head=head,
        who=who,
        named=_set([found.entity for found in chain.participants if found.label != "ROLE"]),
        name_words=frozenset(
            [word for found in chain.participants if found.label in NAMED for word in _name_words(found.entity)]
        ),
        common=_set([found.entity for found in chain.participants if found.label == "ROLE"]),
        where=_set([_place_key(place) for place in chain.places]),
        countries=_set([place.geo.country for place in chain.places if place.geo and place.geo.country]),
        when=tuple([time.edtf for time in chain.times if time.edtf]),
        dates=tuple([time.edtf for time in chain.times if time.edtf and any(map(str.isdigit, time.quote.quote))]),
        context=context,
        context_weight=sum(context.values()),
        reporting=is_reporting(chain.lemma),
        lines={
            (order[1], t.field, t.start, t.end): MentionLine(order[1], t.field, t.start, t.end, t.text)
            for t in chain.mentions
        },
        participants=tuple([found for found in chain.participants if not _is_event(found, triggers)]),
    )


def _is_event(participant: Participant, triggers: Sequence[tuple[str, int]]) -> bool:
    """Whether a thing is an event of the article: one of its triggers stands in the words for it."""
    if participant.role != "other" or participant.label != "ROLE":
        return False
    quote = participant.quote
    place = bisect_left(triggers, (quote.field, quote.start))
    return place < len(triggers) and triggers[place] < (quote.field, quote.end)


def _by_form(chains: Iterable[ChainProfile]) -> dict[str, list[ChainProfile]]:
    """Chains by canonical trigger and by set of related triggers."""
    found: dict[str, list[ChainProfile]] = {}
    for chain in chains:
        for form in chain.forms | chain.related:
            found.setdefault(form, []).append(chain)
    return found


def _parts(chains: Iterable[ChainProfile]) -> dict[int, tuple[Node, ...]]:
    found: dict[int, tuple[Node, ...]] = {}
    for chain in chains:
        if chain.chain.part_of is not None:
            found[chain.chain.part_of] = (*found.get(chain.chain.part_of, ()), chain.node)
    return found


def _name_words(entity: str) -> list[str]:
    """The words of a person's or an organisation's key that tell it; the key of a place has a colon."""
    return [word for word in entity.split("-") if len(word) >= SHORTEST_NAME and ":" not in entity]


def _place_key(place: Place) -> str:
    return f"g{place.geo.geonameid}" if place.geo and place.geo.geonameid is not None else place.entity


def _set(items: Sequence[str]) -> frozenset[str]:
    """The items, each once; most lists are empty, and share one set."""
    return frozenset(items) if items else NONE
