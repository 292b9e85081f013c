"""An article cut into blocks by function, with offsets into its fields as given."""

import re
from collections.abc import Callable

from schemas.article import Article
from schemas.prepared import Block, BlockKind
from workers.articles.blocks.boilerplate import boilerplate_paragraphs
from workers.articles.blocks.captions import is_caption
from workers.articles.blocks.faq import faq_paragraphs
from workers.articles.blocks.menus import menu_paragraphs
from workers.articles.blocks.paragraph_edges import closing_blocks, opening_blocks
from workers.articles.blocks.paragraphs import Paragraph, paragraphs_of
from workers.articles.blocks.text_headline import headline_paragraph
from workers.articles.blocks.title_headline import headline_in
from workers.articles.dates.date_lines import clock_lines, is_byline, is_credit, stamp_of
from workers.articles.page_lexicon import phrase_form

PULL_QUOTE = re.compile(r"^[“\"«‘'][^“”\"«»]{20,600}[”\"»’'](?:\s?[-–—]\s?[A-Z][^.!?]{2,80})?$")
NAME_WORDS = 4
OPENINGS = 4
"""So many body paragraphs are looked at for a dateline: a caption or a deck may stand before the
first of the story."""
FRINGE = 6
"""So many paragraphs at the top and at the foot may be bylines and stamps."""

Kinds = dict[int, BlockKind]


def blocks_of(article: Article) -> tuple[Block, ...]:
    """Return the blocks: the title first, then the paragraphs of the text in order.

    No two overlap, and none has white space around it.
    """
    start, end = headline_in(article.title or "", article.source, article.url)
    head = (Block("headline", start, end, "title"),) if start < end else ()
    return head + _blocks_of_text(
        article.text, (article.title or "")[start:end] or None, article.source
    )


def _blocks_of_text(text: str, title: str | None, source: str | None) -> tuple[Block, ...]:
    paragraphs = paragraphs_of(text)
    kinds = _kinds(paragraphs, title, source)
    found: list[Block] = []
    openings = OPENINGS
    for index, paragraph in enumerate(paragraphs):
        kind = kinds.get(index, "body")
        if kind != "body":
            found.append(Block(kind, paragraph.start, paragraph.end))
        elif openings:
            pieces = opening_blocks(paragraph, title)
            dated = any(piece.kind == "dateline" for piece in pieces)
            openings = 0 if dated else openings - 1
            found += pieces
        else:
            found += closing_blocks(paragraph.start, paragraph.words)
    return tuple(found)


def _kinds(paragraphs: tuple[Paragraph, ...], title: str | None, source: str | None) -> Kinds:
    """Return the kind of each paragraph that is no body.

    Each recogniser sees the paragraphs that the ones before it have not claimed.
    """
    lines = tuple(paragraph.words for paragraph in paragraphs)
    kinds: Kinds = dict.fromkeys(clock_lines(lines), "boilerplate")
    kinds |= dict.fromkeys(
        boilerplate_paragraphs(paragraphs) | menu_paragraphs(paragraphs), "boilerplate"
    )
    _claim(
        kinds,
        paragraphs,
        "boilerplate",
        lambda paragraph: (
            source is not None and phrase_form(paragraph.words) == phrase_form(source)
        ),
    )
    kinds |= dict.fromkeys(faq_paragraphs(paragraphs, frozenset(kinds)), "faq")
    _claim(kinds, paragraphs, "caption", lambda paragraph: is_caption(paragraph.words))
    kinds |= _bylines(paragraphs, kinds)
    headline = headline_paragraph(paragraphs, frozenset(kinds), title)
    if headline is not None:
        kinds[headline] = "headline"
    _claim(
        kinds, paragraphs, "quote", lambda paragraph: PULL_QUOTE.match(paragraph.words) is not None
    )
    return kinds


def _claim(
    kinds: Kinds,
    paragraphs: tuple[Paragraph, ...],
    kind: BlockKind,
    test: Callable[[Paragraph], bool],
) -> None:
    for index, paragraph in enumerate(paragraphs):
        if index not in kinds and test(paragraph):
            kinds[index] = kind


def _bylines(paragraphs: tuple[Paragraph, ...], kinds: Kinds) -> Kinds:
    """Return bylines and stamps near the top and the foot, and name lines beside them.

    The first other line may be a headline.
    """
    left = [index for index in range(len(paragraphs)) if index not in kinds]
    fringe = sorted({*left[:FRINGE], *left[-FRINGE:]})
    found: Kinds = dict.fromkeys(
        (index for index in fringe if _is_byline(paragraphs[index].words)), "byline"
    )
    others = [index for index in fringe if index not in found][1:]
    beside = [index for index in others if index - 1 in found or index + 1 in found]
    return found | dict.fromkeys(
        (index for index in beside if _is_name_line(paragraphs[index])), "byline"
    )


def _is_byline(line: str) -> bool:
    return is_byline(line) or is_credit(line) or stamp_of(line) is not None


def _is_name_line(paragraph: Paragraph) -> bool:
    """Return whether the line is a writer or a source ('Tom Reed in Lindau')."""
    words = paragraph.words.split()
    return (
        len(words) <= NAME_WORDS
        and not paragraph.is_sentence
        and all(word[:1].isupper() or word == "in" for word in words)
    )
