"""HTML pages and fragments.

trafilatura extracts the article of a page; a fragment (a body inside JSON) is taken whole.

lxml's HTML parser fetches nothing, expands no entity but the named characters, and holds a tree of
at most 256 levels.
"""

from functools import cache
from typing import Any

from schemas.article import Article
from workers.articles.input.formats.page_titles import headline_of
from workers.articles.invalid_article import InvalidArticle

MAX_HTML = 4_000_000
"""Characters of a page. The largest news pages are about a tenth of it."""
MAX_ELEMENTS = 20_000
"""Elements of a page: what the extraction's time grows with."""
BLOCKS = frozenset(
    # A list of forty quoted words is no easier to read.
    (  # noqa: SIM905
        "address article aside blockquote br dd div dl dt figcaption figure footer "
        "h1 h2 h3 h4 h5 h6 header hr li main nav ol p pre section table td th tr ul"
    ).split()
)
# As above.
SILENT = frozenset("script style head template noscript iframe object svg math".split())  # noqa: SIM905


def read_html(page: str) -> Article:
    """Return the article of a page, as trafilatura extracts it; its id is empty.

    Raises:
        InvalidArticle: The page is over the limits, or has no text in it.
    """
    tree = _tree(page)
    document = _extracted(tree)
    if document is None:
        raise InvalidArticle("HTML page without article text")
    return Article(
        id="",
        text=document.text or "",
        title=headline_of(tree, document.title, document.sitename),
        published_at=document.date or None,
        source=document.sitename or document.hostname or None,
        url=document.url or None,
        language=_language(tree),
        authors=tuple(name.strip() for name in (document.author or "").split(";") if name.strip()),
    )


def text_of_html(fragment: str) -> str:
    """Return the text of a fragment, one line a paragraph, white space collapsed.

    Raises:
        InvalidArticle: The fragment is over the limits.
    """
    paragraphs = [""]
    _collect(_tree(fragment), paragraphs)
    return "\n".join(filter(None, (" ".join(paragraph.split()) for paragraph in paragraphs)))


def _tree(page: str) -> Any:
    from lxml import etree, html  # type: ignore[import-untyped]  # lxml ships no types  # noqa: PLC0415  # lxml and trafilatura take half a second to import; most feeds hold no HTML

    if len(page) > MAX_HTML:
        raise InvalidArticle(f"HTML of {len(page)} characters; the limit is {MAX_HTML}")
    if page.count("<") > 2 * MAX_ELEMENTS:
        raise InvalidArticle(f"HTML of over {MAX_ELEMENTS} elements")
    parser = html.HTMLParser(
        encoding="utf-8", no_network=True, huge_tree=False, remove_comments=True, remove_pis=True
    )
    try:
        return html.document_fromstring(page.encode(), parser=parser, ensure_head_body=True)
    except (etree.LxmlError, ValueError) as error:
        raise InvalidArticle(f"HTML that cannot be parsed: {error}") from None


def _collect(tree: Any, paragraphs: list[str]) -> None:
    """Walk the tree without recursion; a block element starts and ends a paragraph."""
    silent = 0
    for event, element in _walk(tree):
        name = element.tag if isinstance(element.tag, str) else ""
        if name in BLOCKS:
            paragraphs.append("")
        if event == "start":
            silent += name in SILENT
            piece = element.text
        else:
            silent -= name in SILENT
            piece = element.tail
        if piece and not silent:
            paragraphs[-1] += piece


def _walk(tree: Any) -> Any:
    from lxml import etree  # noqa: PLC0415  # see _tree

    return etree.iterwalk(tree, events=("start", "end"))


def _extracted(tree: Any) -> Any:
    import trafilatura  # noqa: PLC0415  # see _tree

    try:
        return trafilatura.bare_extraction(
            tree,
            fast=True,
            include_comments=False,
            include_tables=False,
            with_metadata=True,
            date_extraction_params=_date_search(),
        )
    except Exception as error:  # a page must not stop the stage, whatever its parser trips over
        raise InvalidArticle(f"HTML that cannot be read: {type(error).__name__}") from error


@cache
def _date_search() -> dict[str, Any]:
    # The quick search reads metadata and marked-up dates only: a date guessed from the page's text
    # may be any date.
    return {"original_date": True, "extensive_search": False, "max_date": "2099-12-31"}


def _language(tree: Any) -> str | None:
    found = tree.get("lang") or tree.get("{http://www.w3.org/XML/1998/namespace}lang")
    return found.strip() or None if found else None
