"""IPTC NewsML-G2: https://iptc.org/standards/newsml-g2/.

A `newsItem` is one article. A `newsMessage` carries several items; those that are no news items
(packages of references, concepts, planning) hold no text. Elements are found by their local names,
whatever prefix the document gives their namespace.
"""

import re
from typing import Any

from schemas.article import STATUSES, Article, Status
from workers.articles.input.formats.html import text_of_html
from workers.articles.input.formats.xml_tree import named, parse_xml, text_of
from workers.articles.invalid_article import InvalidArticle

ROOTS = (
    "newsItem",
    "newsMessage",
    "packageItem",
    "conceptItem",
    "knowledgeItem",
    "planningItem",
    "NewsML",
)
"""Outermost elements; the last is that of NewsML 1, which is told from XML of other kinds and
refused."""
START = re.compile(
    r"\A(?:\s|<\?.*?\?>|<!--.*?-->|<!DOCTYPE[^\[>]*+(?:\[[^\]]*+\]\s*+)?>)*+<(?:[\w.-]{1,50}:)?(?:"
    + "|".join(ROOTS)
    + r")[\s>/]",
    re.DOTALL,
)
DIGITS = re.compile(r"\d{1,18}", re.ASCII)
LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"
BODY = ("body.content", "body")
"""The element with the story: of NITF, else of XHTML."""


def is_newsml(text: str) -> bool:
    """Tell it by its outermost element."""
    return START.match(text) is not None


def news_items(text: str) -> list[tuple[str, str]]:
    """Return the news items of a message: the `guid` of each, and a document of its own.

    The list is empty where the message has none, a `guid` where the item has none.

    Raises:
        InvalidArticle: It is not well-formed XML.
    """
    from lxml import etree  # type: ignore[import-untyped]  # noqa: PLC0415  # see parse_xml

    return [
        (_guid(item), etree.tostring(item, encoding="unicode", with_tail=False))
        for item in _items(parse_xml(text))
    ]


def read_newsml(text: str) -> Article:
    """Return a news item as an article; `guid` is its id.

    Raises:
        InvalidArticle: It is no well-formed XML, holds no news item or several, or the item is
            withheld.
    """
    root = parse_xml(text)
    if _local(root) == "NewsML":
        raise InvalidArticle("NewsML 1 is not read: send NewsML-G2")
    items = _items(root)
    if len(items) != 1:
        held = f"{len(items)} news items" if items else "no news item"
        raise InvalidArticle(f"a {_local(root)} with {held}: send one newsItem a message")
    return _article(items[0])


def embargo_in_newsml(text: str) -> str | None:
    """Return the `embargoed` of a news item as given, empty where its end is not known.

    None where there is none, or the item is cancelled.

    Raises:
        InvalidArticle: It is no well-formed XML, or the item is withheld.
    """
    for item in _items(parse_xml(text)):
        if _status(item) == "usable" and (found := named(item, "itemMeta", "embargoed")):
            return text_of(found[0])
    return None


def _items(root: Any) -> list[Any]:
    return [root] if _local(root) == "newsItem" else named(root, "itemSet", "newsItem")


def _article(item: Any) -> Article:
    guid = _guid(item)
    return Article(
        id=guid,
        text=_text(item),
        title=_first(item, "contentMeta", "headline") or _first(item, "itemMeta", "title"),
        published_at=_first(item, "itemMeta", "versionCreated")
        or _first(item, "itemMeta", "firstCreated")
        or _first(item, "contentMeta", "contentCreated"),
        source=_party(item, "itemMeta", "provider")
        or _party(item, "rightsInfo", "copyrightHolder"),
        url=guid if guid.startswith(("http://", "https://")) else None,
        language=_language(item),
        authors=_authors(item),
        version=_version(item),
        status=_status(item),
    )


def _guid(item: Any) -> str:
    return (item.get("guid") or "").strip()


def _text(item: Any) -> str:
    """Return the dateline with the body, where there is no body the description."""
    body = _body(item)
    if not body:
        return _first(item, "contentMeta", "description") or ""
    dateline = _first(item, "contentMeta", "dateline")
    if not dateline or body.startswith(dateline):
        return body
    dash = "" if dateline.endswith(("-", "–", "—")) else " -"
    return f"{dateline}{dash} {body}"


def _body(item: Any) -> str:
    """Return the text of the first content that has any."""
    found = (
        _marked(content) if _local(content) == "inlineXML" else _inline(content)
        for content in named(item, "contentSet", "*")
        if _local(content) in ("inlineXML", "inlineData")
    )
    return next(filter(None, found), "")


def _marked(content: Any) -> str:
    from lxml import etree  # noqa: PLC0415  # see parse_xml

    held = (next(content.iter(f"{{*}}{name}"), None) for name in BODY)
    story = next((element for element in held if element is not None), content)
    for element in story.iter("{*}*"):
        element.tag = _local(element)
    return text_of_html(etree.tostring(story, method="html", encoding="unicode", with_tail=False))


def _inline(content: Any) -> str:
    """Return character data; nothing where it is encoded (pictures in base64)."""
    if content.get("encoding"):
        return ""
    given = "".join(content.itertext())
    return text_of_html(given) if "html" in (content.get("contenttype") or "") else given.strip()


def _first(item: Any, *path: str) -> str | None:
    return next(filter(None, map(text_of, named(item, *path))), None)


def _party(item: Any, *path: str) -> str | None:
    """Return the name of a party; where it has none, its literal."""
    name = _first(item, *path, "name")
    return name or next((party.get("literal") for party in named(item, *path)), None)


def _language(item: Any) -> str | None:
    tags = [language.get("tag") for language in named(item, "contentMeta", "language")]
    return next(filter(None, [*tags, item.get(LANGUAGE)]), None)


def _authors(item: Any) -> tuple[str, ...]:
    line = _first(item, "contentMeta", "by")
    names = [text_of(name) for name in named(item, "contentMeta", "creator", "name")]
    return (line,) if line else tuple(filter(None, names))


def _version(item: Any) -> int:
    given = (item.get("version") or "1").strip()
    if not DIGITS.fullmatch(given):
        raise InvalidArticle("version must be a whole number", "version")
    return max(1, int(given))


def _status(item: Any) -> Status:
    """Return the status that `stat:usable` or a URI of IPTC's scheme names; usable where none."""
    found = next(iter(named(item, "itemMeta", "pubStatus")), None)
    code = "" if found is None else found.get("qcode") or found.get("uri") or ""
    given = code.rpartition(":")[2].rpartition("/")[2] or "usable"
    if given not in STATUSES:
        raise InvalidArticle(
            f"pubStatus {given[:40]!r} is not for publication: usable or canceled", "pubStatus"
        )
    return STATUSES[given]


def _local(element: Any) -> str:
    return str(element.tag).rpartition("}")[2]
