"""XML from strangers, parsed without risk.

A document type declaration is refused, so that no entity can be declared. Nothing is fetched.
libxml2 bounds the depth to 256 levels.
"""

import re
from typing import Any

from workers.articles.invalid_article import InvalidArticle

DECLARED = re.compile(r"\A(?:\s|<\?.*?\?>|<!--.*?-->)*+<!DOCTYPE", re.DOTALL)


def parse_xml(text: str, *, recover: bool = False) -> Any:
    """Return the root element of a document.

    The text has been decoded: the encoding in its XML declaration says nothing any more. With
    `recover`, a document that is not well-formed is read as far as it goes.

    Raises:
        InvalidArticle: It is not well-formed XML, is nested too deeply, or declares its type.
    """
    from lxml import etree  # type: ignore[import-untyped]  # lxml ships no types  # noqa: PLC0415  # most input holds no XML

    if DECLARED.match(text):
        raise InvalidArticle("XML with a document type declaration is not read", "byte 0")
    parser = etree.XMLParser(
        encoding="utf-8",
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
        recover=recover,
    )
    try:
        root = etree.fromstring(text.encode("utf-8", "replace"), parser)
    except etree.XMLSyntaxError as error:
        line, column = error.position
        raise InvalidArticle(
            f"not valid XML: {error.msg.partition(', line ')[0]}", f"line {line} column {column}"
        ) from None
    if root is None:
        raise InvalidArticle("not valid XML: no element in it")
    return root


def named(element: Any, *path: str) -> list[Any]:
    """Return the elements at a path of local names below an element, in any namespace."""
    return list(element.iterfind("/".join(f"{{*}}{name}" for name in path)))


def text_of(element: Any) -> str:
    """Return all text in an element, white space collapsed."""
    return " ".join("".join(element.itertext()).split())
