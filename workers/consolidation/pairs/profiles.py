"""What pairs are compared by: an article and its chains, boiled down once when the article comes in."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from hashlib import sha256

from schemas import ArticleMentions, Chain
from schemas.event import MentionLine
from workers.consolidation.moments import published_day, published_moment
from workers.consolidation.pairs.gist import Gist, gist
from workers.consolidation.pairs.lexicon import canonical, is_reporting, related
from workers.consolidation.pairs.words import milli_weight, unit, words
from workers.consolidation.state import Node

FEW_WORDS = 40
"""An article with fewer is a headline or one sentence."""


@dataclass(frozen=True, slots=True)
class ChainProfile:
    """One chain as pairs see it.

    Attributes:
        order: Content first, id last: decides ties, so that neither arrival nor the naming of articles can.
        forms: Canonical lemmas of all triggers.
        related: Sets of related words that they stand in.
        who: Entity key -> roles it has.
        named: Those of them that have a name of their own.
        common: Those that a common noun stands for.
        where: Keys of places (GeoNames ids where known).
        countries: Countries of the places.
        when: EDTF values, in the order of the text.
        dates: Those that the text gives in figures: not 'Friday' or 'last week', which hang on when it was written.
        lines: Its triggers as a record tells them, each under its place.
    """

    node: Node
    order: tuple[str, int, str]
    chain: Chain
    forms: frozenset[str]
    related: frozenset[str]
    head: str
    who: dict[str, frozenset[str]]
    named: frozenset[str]
    common: frozenset[str]
    where: frozenset[str]
    countries: frozenset[str]
    when: tuple[str, ...]
    dates: tuple[str, ...]
    context: frozenset[str]
    context_weight: int
    reporting: bool
    lines: tuple[tuple[tuple[str, str, int, int], MentionLine], ...]


@dataclass(frozen=True)
class ArticleProfile:
    """One article as pairs see it: its sparse story vector, its gist and its day.

    What only a comparison asks for is made by the first: most articles of a large state that is read back meet none.
    """

    id: str
    order: tuple[str, str]
    mentions: ArticleMentions
    story: dict[str, float]
    day: date | None
    chains: tuple[ChainProfile, ...]
    main: ChainProfile | None
    short: bool
    by_form: dict[str, list[ChainProfile]]
    by_form_named: dict[str, list[ChainProfile]]
    parts: dict[int, tuple[Node, ...]]

    @cached_property
    def headline(self) -> dict[str, float]:
        """Unit vector of the headline's words."""
        headline = self.mentions.article.headline
        return unit(words(headline.quote)) if headline else {}

    @cached_property
    def seen(self) -> tuple[float, str] | None:
        """When it was published, and how it says so."""
        published = self.mentions.article.published
        when = published_moment(published)
        return None if when is None else (when, published.at or published.edtf or "")

    @cached_property
    def gist(self) -> Gist:
        """What sets the article apart."""
        return gist(self.mentions)


def profile(mentions: ArticleMentions) -> ArticleProfile:
    """Boil an article down."""
    order = (content_digest(mentions), mentions.article.id)
    chains = tuple(_chain_profile(chain, order) for chain in mentions.chains)
    return ArticleProfile(
        id=mentions.article.id,
        order=order,
        mentions=mentions,
        story=dict(mentions.story),
        day=published_day(mentions),
        chains=chains,
        main=next((found for found in chains if found.chain.main), None),
        short=mentions.article.fingerprint.words < FEW_WORDS,
        by_form=_by_form(chains),
        by_form_named=_by_form(chain for chain in chains if chain.named and not chain.reporting),
        parts=_parts(chains),
    )


def content_digest(mentions: ArticleMentions) -> str:
    """Return a digest of what the article says and when and where, whatever it is called."""
    article = mentions.article
    parts = (article.fingerprint.exact, article.published_at or "", article.published.edtf or "", article.source or "")
    return sha256("\x1f".join(parts).encode("utf-8", "surrogatepass")).hexdigest()[:24]


def _chain_profile(chain: Chain, order: tuple[str, str]) -> ChainProfile:
    who: dict[str, frozenset[str]] = {}
    for found in chain.participants:
        who[found.entity] = who.get(found.entity, frozenset()) | {found.role}
    forms = frozenset(canonical(lemma) for lemma in {trigger.lemma for trigger in chain.mentions}) | {
        canonical(chain.lemma)
    }
    return ChainProfile(
        node=(order[1], chain.index),
        order=(order[0], chain.index, order[1]),
        chain=chain,
        forms=forms,
        related=related(forms),
        head=canonical(chain.lemma),
        who=who,
        named=frozenset(found.entity for found in chain.participants if found.label != "ROLE"),
        common=frozenset(found.entity for found in chain.participants if found.label == "ROLE"),
        where=frozenset(_place_key(place.geo.geonameid if place.geo else None, place.entity) for place in chain.places),
        countries=frozenset(place.geo.country for place in chain.places if place.geo and place.geo.country),
        when=tuple(time.edtf for time in chain.times if time.edtf),
        dates=tuple(time.edtf for time in chain.times if time.edtf and any(map(str.isdigit, time.quote.quote))),
        context=frozenset(chain.context),
        context_weight=sum(map(milli_weight, frozenset(chain.context))),
        reporting=is_reporting(chain.lemma),
        lines=tuple(
            ((order[1], t.field, t.start, t.end), MentionLine(order[1], t.field, t.start, t.end, t.text))
            for t in chain.mentions
        ),
    )


def _by_form(chains: Iterable[ChainProfile]) -> dict[str, list[ChainProfile]]:
    """Chains by canonical trigger and by set of related triggers."""
    found: dict[str, list[ChainProfile]] = {}
    for chain in chains:
        for form in sorted(chain.forms | chain.related):
            found.setdefault(form, []).append(chain)
    return found


def _parts(chains: Iterable[ChainProfile]) -> dict[int, tuple[Node, ...]]:
    found: dict[int, tuple[Node, ...]] = {}
    for chain in chains:
        if chain.chain.part_of is not None:
            found[chain.chain.part_of] = (*found.get(chain.chain.part_of, ()), chain.node)
    return found


def _place_key(geonameid: int | None, entity: str) -> str:
    return f"g{geonameid}" if geonameid is not None else entity
