"""IPTC ninjs, generations 1 (1.4), 2 and 3: https://iptc.org/standards/ninjs/.

Generation 1 names bodies and headlines by role in the member's name (`body_text`, `headline`); 2
and 3 list them with a role; 3 writes names in camel case. Members are asked for by each of their
names. An item without a body takes its description as text (a caption, a lead).
"""

from typing import Any

from schemas.article import STATUSES, Article, Status
from workers.articles.input.formats.html import text_of_html
from workers.articles.input.formats.json_tree import JsonTree
from workers.articles.invalid_article import InvalidArticle

MARKS = (
    "versioncreated",
    "versionCreated",
    "contentcreated",
    "contentCreated",
    "bodies",
    "headlines",
    "descriptions",
    "body_text",
    "body_xhtml",
    "description_text",
    "pubstatus",
    "pubStatus",
    "representationtype",
    "representationType",
)
"""Members of which an item has one at least, beside its `uri`."""


def is_ninjs(tree: JsonTree) -> bool:
    """Tell a ninjs item by its `uri` and any of its own members."""
    return "uri" in tree and any(mark in tree for mark in MARKS)


def bundled(value: Any) -> list[dict[str, Any]]:
    """Return the ninjs items that an object of another kind holds in one of its lists.

    Programs wrap items as in `{"items": [...]}`; each member of the list is an item. Empty where
    the object is an item itself, or no bundle.
    """
    if not isinstance(value, dict) or is_ninjs(JsonTree(value)):
        return []
    for listed in value.values():
        if isinstance(listed, list) and listed and all(map(_is_item, listed)):
            return listed
    return []


def _is_item(value: Any) -> bool:
    return isinstance(value, dict) and is_ninjs(JsonTree(value))


def read_ninjs(tree: JsonTree) -> Article:
    """Return the item as an article; `uri` is its id.

    Raises:
        InvalidArticle: A member has the wrong type, or the item is withheld.
    """
    uri = tree.string("uri") or ""
    return Article(
        id=uri,
        text=_body(tree) or _description(tree) or "",
        title=_headline(tree),
        published_at=tree.stamp(
            "versioncreated",
            "versionCreated",
            "firstcreated",
            "firstCreated",
            "contentcreated",
            "contentCreated",
        ),
        source=tree.string("copyrightholder", "copyrightHolder"),
        url=uri if uri.startswith(("http://", "https://")) else None,
        language=tree.string("language"),
        authors=tuple(filter(None, [tree.string("by", "byline")])),
        version=tree.version(least=0, digits=True),
        status=_status(tree),
    )


def _headline(tree: JsonTree) -> str | None:
    listed = [(item.string("role"), item.string("value")) for item in tree.trees("headlines")]
    values = [value for role, value in listed if value and role == "main"] or [
        value for _, value in listed if value
    ]
    return values[0] if values else tree.string("headline", "title")


def _body(tree: JsonTree) -> str | None:
    plain, marked = tree.string("body_text"), tree.string("body_xhtml", "body_html")
    for item in tree.trees("bodies"):
        kind = item.string("contenttype", "contentType") or item.string("role") or ""
        value = item.string("value")
        if "plain" in kind or kind == "text":
            plain = plain or value
        else:
            marked = marked or value
    return plain or (text_of_html(marked) if marked else None)


def _description(tree: JsonTree) -> str | None:
    listed = [item.string("value") for item in tree.trees("descriptions")]
    return next(filter(None, listed), None) or tree.string(
        "description_text", "description_caption_text"
    )


def _status(tree: JsonTree) -> Status:
    given = tree.string("pubstatus", "pubStatus") or "usable"
    if given not in STATUSES:
        raise InvalidArticle(
            f"pubstatus {given[:40]!r} is not for publication: usable or canceled",
            tree.at("pubstatus"),
        )
    return STATUSES[given]
