"""The encoding of a feed's body: what its bytes show counts more than what the server says, for many say one encoding of all they serve."""

import codecs
import re

CHARSET = re.compile(r"charset\s*=\s*[\"']?\s*([A-Za-z0-9._:-]{1,40})", re.IGNORECASE)
MARKS = (codecs.BOM_UTF8, codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
STRAY = re.compile("[\udc80-\udcff]")
NON_ASCII = re.compile("[^\x00-\x7f\udc80-\udcff]")


def settled(body: bytes, content_type: str) -> tuple[bytes, str]:
    """Return a body and the media type to read it by.

    A mark at its start, or UTF-16, tells the encoding by itself. A body that is UTF-8 is so whatever is declared; one that is so but for fewer
    bytes than it has characters beyond ASCII is mended, each such byte being read as Windows-1252. For others the server's word stands, and where it says
    nothing, the document's declaration (RFC 7303).
    """
    if body.startswith(MARKS) or b"\0" in body[:4]:
        return body, "application/xml"
    text = body.decode("utf-8", "surrogateescape")
    strays, characters = len(STRAY.findall(text)), len(NON_ASCII.findall(text))
    if characters > strays:
        return STRAY.sub(
            _windows, text
        ).encode() if strays else body, "application/xml; charset=utf-8"
    told = CHARSET.search(content_type)
    return body, f"application/xml; charset={told[1]}" if told else "application/xml"


def _windows(stray: "re.Match[str]") -> str:
    return bytes([ord(stray[0]) - 0xDC00]).decode("windows-1252", "replace")
