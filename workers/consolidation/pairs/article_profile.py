"""The profile of an article: all that comparisons read, computed once when it comes in."""

import re
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from hashlib import sha256

from schemas import ArticleMentions, ArticleRef, Quote
from schemas.event import ArticleLine
from workers.articles.mending import mended_quote
from workers.consolidation.pairs.chain_profile import ChainProfile, chain_profile, name_words
from workers.consolidation.pairs.precedence import precedents
from workers.consolidation.pairs.words import figures_in, unit_vector, weighted_words
from workers.consolidation.rows.state import Node
from workers.consolidation.time.timestamps import published_timestamp
from workers.edtf import days_of

ENTITY = "@"
"""Prefix of the terms of an article's vector that are entity keys."""
DIGEST_DIGITS = 24
"""Hexadecimal digits of the digest of an article's content."""

DAY_OF_YEAR = re.compile(r"XXXX-\d\d-\d\d")


@dataclass(frozen=True)
class ArticleProfile:
    """One article, as comparisons see it.

    Cached properties are computed by the first comparison that reads them: most articles of a
    large restored state are never compared.

    Attributes:
        order: Sort key: digest of the content, article id.
    """

    id: str
    order: tuple[str, str]
    mentions: ArticleMentions
    chains: tuple[ChainProfile, ...]

    @cached_property
    def day(self) -> date | None:
        """Day of publication; None if it is not known to the day."""
        edtf = self.mentions.article.published.edtf
        days = days_of(edtf) if edtf else None
        return days[0] if days and days[0] == days[1] else None

    @cached_property
    def dateline(self) -> str | None:
        """Day of publication if its year alone is not known (`XXXX-04-05`), else None."""
        edtf = self.mentions.article.published.edtf
        return edtf if edtf is not None and DAY_OF_YEAR.fullmatch(edtf) else None

    @cached_property
    def main(self) -> ChainProfile | None:
        """The chain of the article's main event."""
        return next((chain for chain in self.chains if chain.chain.main), None)

    @cached_property
    def by_index(self) -> dict[int, ChainProfile]:
        """Index of a chain -> chain."""
        return {chain.node[1]: chain for chain in self.chains}

    @cached_property
    def by_form(self) -> dict[str, list[ChainProfile]]:
        """Canonical trigger, or name of a set of related words -> chains."""
        by_form: dict[str, list[ChainProfile]] = {}
        for chain in self.chains:
            for form in chain.forms | chain.related:
                by_form.setdefault(form, []).append(chain)
        return by_form

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
        for chain in self.chains:
            entities.update(chain.named, [place.entity for place in chain.chain.places])
        places = frozenset([entity for entity in entities if ":" in entity])
        return places.union(*map(name_words, entities))

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
    return ArticleProfile(article_id, (digest, article_id), mentions, chains)


def line_of(quote: Quote) -> str:
    """Return the words of a quote on one line, without markup."""
    return " ".join(mended_quote(quote.quote).split())


def content_digest(article: ArticleRef) -> str:
    """Return a digest of the text, time and source of an article, independent of its id."""
    published, source = article.published.edtf or "", article.source or ""
    parts = (article.fingerprint.exact, article.published_at or "", published, source)
    content = "\x1f".join(parts).encode("utf-8", "surrogatepass")
    return sha256(content).hexdigest()[:DIGEST_DIGITS]
