"""The profile of an article: all that comparisons read, computed once when it comes in."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from hashlib import sha256
from itertools import chain as joined

from schemas import ArticleMentions, ArticleRef, Quote
from schemas.event import ArticleLine
from workers.articles.mending import mended_quote
from workers.consolidation.pairs.chain_profile import (
    ChainProfile,
    chain_profile,
    name_parts,
    named_entities,
)
from workers.consolidation.pairs.precedence import precedents
from workers.consolidation.pairs.words import figures_in, unit_vector, weighted_words
from workers.consolidation.rows.state import Node
from workers.consolidation.time.timestamps import published_day, published_timestamp

ENTITY = "@"
"""Prefix of the terms of an article's vector that are entity keys."""
MOST_WORDS = 200
"""Most words around an article's events that are compared, the heaviest first."""
DIGEST_DIGITS = 24
"""Hexadecimal digits of the digest of an article's content."""


@dataclass(frozen=True)
class ArticleProfile:
    """One article, as comparisons see it.

    Cached properties are computed by the first comparison that reads them: most articles of a
    large restored state are never compared.

    Attributes:
        order: Sort key: digest of the content, article id.
        day: Day of publication; None if it is not known to the day.
        main: The chain of the article's main event.
        by_index: Index of a chain -> chain.
        by_form: Canonical trigger, or name of a set of related words -> chains.
        parts: Index of a chain -> the chains that are part of it.
    """

    id: str
    order: tuple[str, str]
    mentions: ArticleMentions
    day: date | None
    chains: tuple[ChainProfile, ...]
    main: ChainProfile | None
    by_index: dict[int, ChainProfile]
    by_form: dict[str, list[ChainProfile]]
    parts: dict[int, tuple[Node, ...]]

    @cached_property
    def headline(self) -> dict[str, float]:
        """Unit vector of the words of the headline."""
        headline = self.mentions.article.headline
        return unit_vector(weighted_words(headline.quote)) if headline else {}

    @cached_property
    def signature(self) -> bytes:
        """The last byte of each place of the MinHash signature.

        Articles in state from before signatures were cut to it have longer places.
        """
        return bytes(place & 0xFF for place in self.mentions.article.fingerprint.minhash)

    @cached_property
    def headline_shares(self) -> dict[str, float]:
        """Word of the headline -> its share of the weight of the headline."""
        whole = sum(self.headline.values())
        return {word: weight / whole for word, weight in self.headline.items()}

    @cached_property
    def title(self) -> str:
        """The headline on one line; empty if there is none."""
        headline = self.mentions.article.headline
        return line_of(headline) if headline else ""

    @cached_property
    def lines(self) -> tuple[ArticleLine, ArticleLine]:
        """The article as a record lists it: by a minor event, and by its main event.

        A record adds `copy_of` if the article is a copy.
        """
        article = self.mentions.article
        at = article.published_at or article.published.at or article.published.edtf
        source = article.source
        minor = ArticleLine(self.id, main=False, published_at=at, source=source, copy_of=None)
        return minor, replace(minor, main=True)

    @cached_property
    def seen(self) -> tuple[float, str] | None:
        """The time of publication: as a timestamp, and as the article gives it."""
        published = self.mentions.article.published
        time = published_timestamp(published)
        return None if time is None else (time, published.at or published.edtf or "")

    @cached_property
    def words(self) -> dict[str, float]:
        """Unit vector of the article's words alone."""
        story = self.mentions.story
        return unit_vector({term: w for term, w in story if not term.startswith(ENTITY)})

    @cached_property
    def names(self) -> frozenset[str]:
        """All names of the article: words of the names of people and organisations, keys of places.

        They are the names in `story` and those of participants and places of the events.
        """
        terms = (term for term, _ in self.mentions.story if term.startswith(ENTITY))
        entities = {term.removeprefix(ENTITY) for term in terms}
        entities.update(*[named_entities(chain) for chain in self.chains])
        return frozenset(joined.from_iterable(map(name_parts, entities)))

    @cached_property
    def precedents(self) -> tuple[Node, ...]:
        """The chains that the main event follows."""
        return precedents(self.main, self.chains, self.day)

    @cached_property
    def figures(self) -> frozenset[str]:
        """Numbers in figures in the headline and the clause of the main event; no years."""
        clause = self.main.chain.what.quote if self.main is not None else ""
        return figures_in(f"{self.title}\n{clause}")


def article_profile(mentions: ArticleMentions) -> ArticleProfile:
    """Return the profile of an article."""
    article_id, digest = mentions.article.id, content_digest(mentions.article)
    triggers = sorted({(t.field, t.start) for chain in mentions.chains for t in chain.mentions})
    chains = tuple(chain_profile(chain, article_id, digest, triggers) for chain in mentions.chains)
    return ArticleProfile(
        id=article_id,
        order=(digest, article_id),
        mentions=mentions,
        day=published_day(mentions),
        chains=chains,
        main=next((chain for chain in chains if chain.chain.main), None),
        by_index={chain.node[1]: chain for chain in chains},
        by_form=_by_form(chains),
        parts=_parts(chains),
    )


def line_of(quote: Quote) -> str:
    """Return the words of a quote on one line, without markup."""
    return " ".join(mended_quote(quote.quote).split())


def content_digest(article: ArticleRef) -> str:
    """Return a digest of the text, time and source of an article, independent of its id."""
    published, source = article.published.edtf or "", article.source or ""
    parts = (article.fingerprint.exact, article.published_at or "", published, source)
    content = "\x1f".join(parts).encode("utf-8", "surrogatepass")
    return sha256(content).hexdigest()[:DIGEST_DIGITS]


def _by_form(chains: Iterable[ChainProfile]) -> dict[str, list[ChainProfile]]:
    by_form: dict[str, list[ChainProfile]] = {}
    for chain in chains:
        for form in chain.forms | chain.related:
            by_form.setdefault(form, []).append(chain)
    return by_form


def _parts(chains: Iterable[ChainProfile]) -> dict[int, tuple[Node, ...]]:
    parts: dict[int, tuple[Node, ...]] = {}
    for chain in chains:
        whole = chain.chain.part_of
        if whole is not None:
            parts[whole] = (*parts.get(whole, ()), chain.node)
    return parts
