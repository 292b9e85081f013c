"""The encoding of a page that comes as bytes."""

import re

CHARSET = re.compile(r"charset\s*=\s*[\"']?\s*([A-Za-z0-9._:-]{1,40})", re.IGNORECASE)
UNSAFE = re.compile(r"[\x00\ud800-\udfff]")
META_BYTES = 4096
"""A page that declares its encoding does so within its first bytes (HTML asks for the first
1,024)."""


def decoded_page(body: bytes, content_type: str) -> str:
    """Return a page as text, without a byte order mark.

    The encoding is the one of the `Content-Type` header, else the one that the page declares, else
    the one that trafilatura detects. NUL and halves of surrogate pairs are replaced, as are bytes
    that no encoding explains.
    """
    from trafilatura.utils import detect_encoding  # noqa: PLC0415 - it takes half a second to import

    declared = (content_type, body[:META_BYTES].decode("ascii", "replace"))
    named = [found[1] for found in map(CHARSET.search, declared) if found]
    for name in [*named, *detect_encoding(body)]:
        try:
            text = body.decode(name)
        except (LookupError, ValueError):
            continue
        return clean(text)
    return clean(body.decode("utf-8", "replace"))


def clean(text: str) -> str:
    """Return a text without a byte order mark; NUL and halves of surrogate pairs are replaced."""
    return UNSAFE.sub("\ufffd", text.removeprefix("\ufeff"))
