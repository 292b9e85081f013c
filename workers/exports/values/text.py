"""Text as the formats can hold it."""

import re

_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufffe\uffff\ud800-\udfff]")
_SPACE = re.compile(r"\s+")


def printable(text: str) -> str:
    """Return `text` without control characters; tabs and line ends stay.

    XML 1.0 and iCalendar forbid control characters, and terminals obey them.
    """
    return _CONTROL.sub("", text)


def one_line(text: str) -> str:
    """Return `text` as `printable`, each run of white space as one space."""
    return _SPACE.sub(" ", printable(text)).strip()
