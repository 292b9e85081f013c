"""The headline of a page whose metadata or first heading name the site or its sections."""

import re
from collections.abc import Iterator
from typing import Any

from workers.articles.page_lexicon import boilerplate_lexicon, folded, labels

MAX_TITLE = 400
HEADINGS = ("//article//h1", "//main//h1", "//h1", "//article//h2", "//main//h2")
PARTS = re.compile(r"[|»·/]| [–—-] ")
META = ("og:title", "twitter:title", "dc.title", "title", "headline")


def headline_of(tree: Any, found: str | None, site: str | None) -> str | None:
    """Return the title that was found, or the first other one that is no navigation.

    None where all titles are navigation.
    """
    titles = [found or "", *_titles(tree)]
    return next(
        (title for title in map(_line, titles) if title and not _is_navigation(title, site)), None
    )


def _line(title: str) -> str:
    return " ".join(title[:MAX_TITLE].split())


def _is_navigation(title: str, site: str | None) -> bool:
    """Whether a title is the site's name, a section or a label of it, or a menu."""
    return all(_is_label(folded(part), site) for part in PARTS.split(title))


def _is_label(phrase: str, site: str | None) -> bool:
    words = phrase.split()
    return (
        phrase in labels()
        or all(word in boilerplate_lexicon().sections for word in words)
        or (site is not None and phrase == folded(site))
    )


def _titles(tree: Any) -> Iterator[str]:
    for element in tree.iter("meta"):
        if (element.get("property") or element.get("name") or "").lower() in META:
            yield element.get("content") or ""
    for path in HEADINGS:
        for element in tree.xpath(path):
            yield element.text_content()
    for element in tree.iter("title"):
        yield element.text_content()
