"""The encoding of a feed's body.

The bytes of the body count more than the server's word, because many servers declare one encoding
for everything that they serve.
"""

import codecs
import re

from workers.articles.input.page_encoding import CHARSET

MARKS = (codecs.BOM_UTF8, codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
STRAY = re.compile("[\udc80-\udcff]")
NON_ASCII = re.compile("[^\x00-\x7f\udc80-\udcff]")


def settled(body: bytes, content_type: str) -> tuple[bytes, str]:
    """Return a body and the media type to read it by.

    A mark at its start, or UTF-16, tells the encoding by itself. A body that is valid UTF-8 is read
    as UTF-8 whatever is declared. A body is mended where fewer of its bytes break UTF-8 than it has
    characters beyond ASCII: each such byte is read as Windows-1252. For other bodies the server's
    word stands; where the server says nothing, the document's declaration stands (RFC 7303).
    """
    if body.startswith(MARKS) or b"\0" in body[:4]:
        return body, "application/xml"
    text = body.decode("utf-8", "surrogateescape")
    strays, characters = len(STRAY.findall(text)), len(NON_ASCII.findall(text))
    if characters > strays:
        return STRAY.sub(
            _windows, text
        ).encode() if strays else body, "application/xml; charset=utf-8"
    charset = CHARSET.search(content_type)
    return body, f"application/xml; charset={charset[1]}" if charset else "application/xml"


def _windows(stray: "re.Match[str]") -> str:
    return bytes([ord(stray[0]) - 0xDC00]).decode("windows-1252", "replace")
