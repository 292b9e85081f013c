"""Markup and character references in plain text, escaped once, twice or not at all."""

import re
from collections.abc import Iterator
from html import unescape

from workers.articles.input.formats.html import BLOCKS

INLINE = frozenset(
    # A list of fifty quoted words is no easier to read.
    (  # noqa: SIM905
        "a abbr acronym b bdi bdo big button cite code del dfn em embed font i img input ins kbd "
        "label link mark meta param picture q s samp small source span strike strong sub sup svg "
        "time track tt u var video audio wbr amp-img"
    ).split()
)
SILENT = "script|style|noscript|iframe|object|template"
OPEN, CLOSE = r"(?:<|&(?:amp;)?lt;)", r"(?:>|&(?:amp;)?gt;)"
NAMES = "|".join(
    sorted({*BLOCKS, *INLINE, *SILENT.split("|"), "html", "body"}, key=len, reverse=True)
)
TAG = re.compile(
    rf"<(?P<silent>{SILENT})\b[^<>]{{0,2000}}>(?:(?!</?(?:{SILENT})\b)[\s\S])*</(?P=silent)\s?>"
    r"|<!--(?:(?!<!--|-->)[\s\S])*-->|<!\[CDATA\[|\]\]>"
    rf"|{OPEN}/?(?P<name>{NAMES})(?=[\s/>&])(?:(?!{OPEN}|{CLOSE})[\s\S]){{0,2000}}{CLOSE}",
    re.IGNORECASE,
)
REFERENCE = re.compile(r"&(?:amp;)*(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,30});")
AMPERSANDS = re.compile(r"^(?:amp;)+")
ESCAPE = re.compile(r"\\u(?!d[89a-f])([0-9a-f]{4})", re.IGNORECASE)
CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f\ufffd]")


def tags(text: str) -> Iterator[tuple[int, int, str]]:
    """Yield the tags, comments and scripts in a text.

    A block element becomes a new line, everything else nothing.
    """
    if "<" not in text and "&lt;" not in text and "&amp;lt;" not in text:
        return
    for tag in TAG.finditer(text):
        name = (tag["name"] or "").lower()
        yield tag.start(), tag.end(), "\n" if name in BLOCKS or tag["silent"] else ""


def references(text: str) -> Iterator[tuple[int, int, str]]:
    r"""Yield the character references of HTML and the escapes of JSON, with their characters.

    Examples are `&amp;`, `&#8217;` and `\u2019`.
    """
    if "&" in text:
        for found in REFERENCE.finditer(text):
            reference = "&" + (AMPERSANDS.sub("", found[0][1:]) or "amp;")
            char = unescape(reference)
            if char != reference:
                yield found.start(), found.end(), CONTROL.sub("", char).replace("\u00a0", " ")
    if "\\u" in text:
        for found in ESCAPE.finditer(text):
            yield found.start(), found.end(), CONTROL.sub("", chr(int(found[1], 16)))
