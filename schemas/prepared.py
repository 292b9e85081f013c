"""An article that has been read: its language, date and blocks, and the marks of a copy."""

from dataclasses import dataclass
from typing import Literal

from schemas.article import Article
from schemas.spans import Field, Quote

BlockKind = Literal[
    "headline", "dateline", "byline", "body", "faq", "quote", "caption", "boilerplate"
]

Genre = Literal["news", "digest", "listing", "history", "review", "advice", "opinion", "appeal"]
"""What kind of text an article is, by its title, section and opening.

`news`: nothing says otherwise. `digest`: briefs and pages of teasers, which tell several things
with nothing in common. `listing`: programmes, fixtures, calendars, classified and death notices.
`history`: 'on this day' columns. `review`: of a film, book, game, album or meal. `advice`: recipes,
horoscopes, quizzes, how-to texts, letters to an adviser. `opinion`: editorials, columns, letters to
the editor. `appeal`: requests for money or votes.
"""


@dataclass(frozen=True, slots=True)
class Block:
    """A run of the article with one function.

    Blocks are ordered by field (title first), then start, and do not overlap.
    """

    kind: BlockKind
    start: int
    end: int
    field: Field = "text"


@dataclass(frozen=True, slots=True)
class Published:
    """When the article was published, as well as can be told. Never the time of processing.

    Attributes:
        edtf: EDTF date (`2023-08-11`), or None where unknown.
        basis: Whether the source's metadata (field or URL) says it, or the text does.
        at: RFC 3339 date-time where the hour is known, in the offset given.
        detail: Which part says it: `published_at`, `url`, `dateline`, `byline`, `footer` or
            `captured_at`.
        quote: The words of the text that say it, where it is the text.
        conflicts: EDTF dates that other parts of the article give for its publication.
    """

    edtf: str | None = None
    basis: Literal["metadata", "text"] | None = None
    at: str | None = None
    detail: str | None = None
    quote: Quote | None = None
    conflicts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Repair:
    """A stretch of the article as given that is read as other words.

    `article[field][start:end]` is read as `text`: a character reference (`&amp;` as `&`), markup
    (`<br>` as a new line), wrongly decoded UTF-8 (`Ã£` as `ã`). Spans never begin or end within a
    repair, and count in the article as given.
    """

    start: int
    end: int
    text: str
    field: Field = "text"


@dataclass(frozen=True, slots=True)
class Fingerprint:
    """What tells a copy.

    Attributes:
        exact: Hex SHA-256 over the normalised words of headline and body: equal for exact copies.
        minhash: MinHash signature over word shingles of the body, the last byte of each place: the
            share of equal places estimates the Jaccard similarity.
        words: Number of words hashed; a signature of a very short text tells little.
    """

    exact: str
    minhash: tuple[int, ...] = ()
    words: int = 0


@dataclass(frozen=True, slots=True)
class PreparedArticle:
    """Output of the prepare stage. A cancelled article has no blocks."""

    id: str
    language: str | None
    published: Published
    blocks: tuple[Block, ...]
    fingerprint: Fingerprint
    article: Article
    genre: Genre = "news"
    repairs: tuple[Repair, ...] = ()
    """In order of field (title first) and start, without overlap."""
    received_at: str | None = None
    """RFC 3339 time at which the article came into `dateline.articles`; None in a batch, where
    order alone counts."""
