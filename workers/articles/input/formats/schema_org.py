"""schema.org articles as JSON-LD: an object, a list, or an `@graph` in which one is an article."""

from typing import Any

from schemas.article import Article
from workers.articles.input.formats.html import text_of_html
from workers.articles.input.formats.json_tree import JsonTree
from workers.articles.invalid_article import InvalidArticle

TYPES = frozenset(
    (
        "Article",
        "NewsArticle",
        "AnalysisNewsArticle",
        "AskPublicNewsArticle",
        "BackgroundNewsArticle",
        "OpinionNewsArticle",
        "ReportageNewsArticle",
        "ReviewNewsArticle",
        "BlogPosting",
        "LiveBlogPosting",
        "Report",
    )
)


def is_json_ld(value: Any) -> bool:
    """Tell JSON-LD by its keywords."""
    first = value[0] if isinstance(value, list) and value else value
    return isinstance(first, dict) and any(key in first for key in ("@type", "@graph", "@context"))


def read_json_ld(value: Any) -> Article:
    """Return the first article in it; its id is its `@id` or `url`, empty where it has neither.

    Raises:
        InvalidArticle: There is no article in it, or a member has the wrong type.
    """
    tree = _article(value)
    return Article(
        id=tree.string("@id", "identifier")
        if isinstance(tree.values.get("@id", tree.values.get("identifier")), str)
        else "",  # type: ignore[arg-type]  # a string by the condition
        text=_text(tree),
        title=tree.string("headline", "name"),
        published_at=tree.stamp("datePublished", "dateCreated"),
        source=_name(tree.values.get("publisher")),
        url=_url(tree),
        language=_language(tree.values.get("inLanguage")),
        authors=_authors(tree.values.get("author")),
        version=tree.whole_version(),
    )


def _article(value: Any) -> JsonTree:
    for candidate, path in _nodes(value):
        kinds = candidate.get("@type")
        names = kinds if isinstance(kinds, list) else [kinds]
        if any(
            isinstance(name, str) and name.rpartition("/")[2].rpartition(":")[2] in TYPES
            for name in names
        ):
            return JsonTree(candidate, path)
    raise InvalidArticle("JSON-LD without an article in it", "@type")


def _nodes(value: Any) -> list[tuple[dict[str, Any], str]]:
    listed = (
        [(node, f"[{index}]") for index, node in enumerate(value)]
        if isinstance(value, list)
        else [(value, "")]
    )
    found = []
    for node, path in listed:
        if isinstance(node, dict):
            found.append((node, path))
            graph = node.get("@graph")
            if isinstance(graph, list):
                found += [
                    (inner, f"{path}@graph[{index}]")
                    for index, inner in enumerate(graph)
                    if isinstance(inner, dict)
                ]
    return found


def _text(tree: JsonTree) -> str:
    """Return the body with the updates of a live blog, each with its headline.

    The description where there is neither.
    """
    pieces = [_plain(tree.string("articleBody", "text")), *map(_update, _updates(tree))]
    return "\n\n".join(filter(None, pieces)) or _plain(tree.string("description"))


def _updates(tree: JsonTree) -> list[JsonTree]:
    listed = tree.values.get("liveBlogUpdate")
    found = listed if isinstance(listed, list) else [listed]
    return [
        JsonTree(item, tree.at(f"liveBlogUpdate[{index}]"))
        for index, item in enumerate(found)
        if isinstance(item, dict)
    ]


def _update(update: JsonTree) -> str:
    headline, body = (
        update.string("headline", "name"),
        _plain(update.string("articleBody", "text", "description")),
    )
    return "\n".join(filter(None, (headline if headline != body else None, body)))


def _plain(text: str | None) -> str:
    return text_of_html(text) if text and text.lstrip()[:1] == "<" else text or ""


def _url(tree: JsonTree) -> str | None:
    if isinstance(tree.values.get("url"), str):
        return tree.string("url")
    page = tree.values.get("mainEntityOfPage")
    found = page.get("@id") if isinstance(page, dict) else page
    return found if isinstance(found, str) and found else None


def _language(value: Any) -> str | None:
    found = value.get("alternateName") if isinstance(value, dict) else value
    return found if isinstance(found, str) and found else None


def _authors(value: Any) -> tuple[str, ...]:
    listed = value if isinstance(value, list) else [value]
    return tuple(name for name in map(_name, listed) if name)


def _name(value: Any) -> str | None:
    found = value.get("name") if isinstance(value, dict) else value
    return found if isinstance(found, str) and found else None
