"""The one edge where bytes become an article, whatever form they come in."""

import re
from dataclasses import replace
from typing import Any, Literal

from schemas.article import Article
from workers.articles.dates.metadata_dates import read_stamp
from workers.articles.input.formats.dateline_json import read_dateline_json
from workers.articles.input.formats.html import read_html
from workers.articles.input.formats.json_tree import JsonTree, name_of, parse
from workers.articles.input.formats.news_please import is_news_please, read_news_please
from workers.articles.input.formats.newsml_g2 import is_newsml, read_newsml
from workers.articles.input.formats.ninjs import bundled, is_ninjs, read_ninjs
from workers.articles.input.formats.schema_org import is_json_ld, read_json_ld
from workers.articles.input.identity import MAX_ID, id_of_content, id_of_url
from workers.articles.invalid_article import InvalidArticle

MAX_BYTES = 32 * 1024 * 1024
"""No article is longer, whatever its form; what is, is not even decoded."""
JSON_START = re.compile(r"\A\s*(?:\{|\[\s*[{\]])")
HTML_START = re.compile(
    r"\A\s*<(?:!doctype|!--|html|head|body|article|main|section|div|p|h[1-6]|meta|title)\b",
    re.IGNORECASE,
)
XML_START = re.compile(r"\A\s*<(?:\?xml|[\w.:-]{1,50}\s[^<>]{0,500}?\bxmlns)")
Kind = Literal["json", "newsml", "html", "xml", "text"]
"""The forms of an article, by its beginning; `xml` is XML of a form that is not read."""
CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f]")
SURROGATE = re.compile(r"[\ud800-\udfff]")
MAX_NAME = 4096
MAX_QUOTED = 40
"""Characters of an unreadable value that a warning repeats."""
PROSE_WORDS = 20
"""A message that is neither JSON nor markup counts as a plain text article from this many words on;
what is shorter is more likely broken JSON or a slip."""


def read_article(
    data: bytes, *, key: bytes | None, max_text_length: int, json_only: bool = False
) -> Article:
    """Return the article in these bytes, in any of the formats, recognised by content.

    The formats are our JSON, ninjs, schema.org JSON-LD, news-please JSON, NewsML-G2, HTML and plain
    text.

    A date of publication that cannot be read costs the date, with a warning, and not the article.
    Text is taken as given for JSON and plain text: offsets count in it. A plain text's id is the
    key; other forms take it from their id, else their URL, else (HTML) the key, else their content.
    With `json_only` (a line of a JSON Lines file) nothing but JSON is an article.

    Raises:
        InvalidArticle: The bytes hold no article; nothing else is raised, whatever the bytes.
    """
    if len(data) > MAX_BYTES:
        raise InvalidArticle(f"{len(data)} bytes; the limit is {MAX_BYTES}")
    text = _decoded(data)
    article = (
        from_json(parse(text.removeprefix("\ufeff")), key) if json_only else _parsed(text, key)
    )
    named = replace(article, id=article.id or _derived_id(article))
    _check(named, max_text_length)
    return _dated(named)


def _dated(article: Article) -> Article:
    """Return the article with its dates as RFC 3339.

    A date that cannot be read is left out, with a warning.
    """
    published, captured = _stamp(article.published_at), _stamp(article.captured_at)
    warnings = [
        f"{name} is left out: no date that can be read in one way: {given[:MAX_QUOTED]!r}"
        for name, given, stamp in (
            ("published_at", article.published_at, published),
            ("captured_at", article.captured_at, captured),
        )
        if given and given.strip() and stamp is None
    ]
    return replace(
        article,
        published_at=published,
        captured_at=captured,
        warnings=(*article.warnings, *warnings),
    )


def _stamp(given: str | None) -> str | None:
    return read_stamp(given) if given else None


def _decoded(data: bytes) -> str:
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        raise InvalidArticle(f"not UTF-8: {error.reason}", f"byte {error.start}") from None


def _parsed(text: str, key: bytes | None) -> Article:
    bare, kind = text.removeprefix("\ufeff"), kind_of(text)
    if kind == "json":
        return from_json(parse(bare), key)
    if kind == "newsml":
        return read_newsml(bare)
    if kind == "html":
        article = read_html(bare)
        return article if article.url else replace(article, id=_key_id(key))
    if kind == "xml":
        raise InvalidArticle("XML that is neither HTML nor NewsML-G2 is not read", "byte 0")
    return _plain(text, key)


def _plain(text: str, key: bytes | None) -> Article:
    words = len(text.split(maxsplit=PROSE_WORDS))
    if text.strip() and words < PROSE_WORDS:
        raise InvalidArticle(
            f"neither JSON nor HTML, and with {words} words no plain text article", "byte 0"
        )
    return Article(id=_key_id(key), text=text)


def kind_of(text: str) -> Kind:
    """Say by its beginning in which form a text comes.

    What begins like JSON is `json` even where it is broken.
    """
    bare = text.removeprefix("\ufeff")
    if JSON_START.match(bare):
        return "json"
    if is_newsml(bare):
        return "newsml"
    if HTML_START.match(bare) or (XML_START.match(bare) and "<html" in bare[:2000].lower()):
        return "html"
    return "xml" if XML_START.match(bare) else "text"


def from_json(value: Any, key: bytes | None = None) -> Article:
    """Return the article in a JSON value; where the value has no id, the article may have none.

    Raises:
        InvalidArticle: It is no article in any of our forms.
    """
    if is_json_ld(value):
        return read_json_ld(value)
    if not isinstance(value, dict):
        raise InvalidArticle(
            f"an article is an object, not {name_of(value)}: send one article a message"
        )
    tree = JsonTree(value)
    if is_news_please(tree):
        return read_news_please(tree)
    if is_ninjs(tree):
        return read_ninjs(tree)
    if items := bundled(value):
        raise InvalidArticle(f"a bundle of {len(items)} ninjs items: send one item a message")
    article = read_dateline_json(tree)
    is_named = article.id or article.url or "page" not in tree
    return article if is_named else replace(article, id=_key_id(key))


def _key_id(key: bytes | None) -> str:
    if not key:
        return ""
    try:
        return key.decode("utf-8")
    except UnicodeDecodeError as error:
        raise InvalidArticle(
            f"the key is not UTF-8: {error.reason}", f"key, byte {error.start}"
        ) from None


def _derived_id(article: Article) -> str:
    if article.status == "canceled":
        raise InvalidArticle("a cancelled article needs the id of what it cancels", "id")
    if article.url:
        return id_of_url(article.url)
    return id_of_content(f"{article.title or ''}\0{article.text}".encode("utf-8", "surrogatepass"))


def _check(article: Article, max_text_length: int) -> None:
    _check_characters(article)
    _check_id(article.id)
    if (
        article.status == "usable"
        and not article.text.strip()
        and not (article.title or "").strip()
    ):
        raise InvalidArticle("empty: neither text nor title", "text")
    for field, value in (("text", article.text), ("title", article.title or "")):
        if len(value) > max_text_length:
            raise InvalidArticle(
                f"{field} of {len(value)} characters; the limit is {max_text_length}", field
            )
    for name, short in (
        ("url", article.url),
        ("source", article.source),
        ("language", article.language),
    ):
        if short and len(short) > MAX_NAME:
            raise InvalidArticle(
                f"{name} of {len(short)} characters; the limit is {MAX_NAME}", name
            )


def _check_id(identity: str) -> None:
    if not identity.strip():
        raise InvalidArticle("id is empty", "id")
    if len(identity) > MAX_ID:
        raise InvalidArticle(f"id of {len(identity)} characters; the limit is {MAX_ID}", "id")
    control = CONTROL.search(identity)
    if control:
        raise InvalidArticle(
            f"id holds the control character U+{ord(control[0]):04X}",
            f"id, character {control.start()}",
        )


def _check_characters(article: Article) -> None:
    """Refuse NUL and lone surrogates.

    No text has NUL, and stores that take C strings cut at it. Other control characters stay in the
    text.
    """
    strings = {
        "id": article.id,
        "text": article.text,
        "title": article.title,
        "url": article.url,
        "source": article.source,
        "language": article.language,
    }
    strings |= {f"authors[{index}]": author for index, author in enumerate(article.authors)}
    for name, value in strings.items():
        if value is None:
            continue
        if "\0" in value:
            raise InvalidArticle(
                f"{name} holds a NUL character: binary data or UTF-16?",
                f"{name}, character {value.index(chr(0))}",
            )
        lone = SURROGATE.search(value)
        if lone:
            raise InvalidArticle(
                f"{name} holds half of a surrogate pair", f"{name}, character {lone.start()}"
            )
