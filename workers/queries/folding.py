"""Text in the form in which it is compared: without case and without accents."""

import re
import unicodedata

_WORD = re.compile(r"\w+")
_MARKS = re.compile("[\u0300-\u036f\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f]+")
"""Unicode's blocks of combining marks for Latin, Greek and Cyrillic letters."""


def folded(text: str) -> str:
    """Return `text` in lower case without accents: `Erdoğan` and `ERDOGAN` give the same."""
    if text.isascii():
        return text.lower()
    return _MARKS.sub("", unicodedata.normalize("NFKD", text)).casefold()


def spaced_words(name: str) -> str:
    """Return the words of a name with one space around each.

    So `" li "` stands in `" li wenhua "` and not in `" alice "`.

    Empty where the name holds no letter and no digit.
    """
    found = _WORD.findall(folded(name))
    return f" {' '.join(found)} " if found else ""
