"""Text in the form in which it is compared: without case and without accents."""

import re
import unicodedata

_WORD = re.compile(r"\w+")


def folded(text: str) -> str:
    """Return `text` in lower case without combining marks: `Erdoğan` and `ERDOGAN` give the same."""
    if text.isascii():
        return text.lower()
    parts = unicodedata.normalize("NFKD", text)
    return "".join(part for part in parts if not unicodedata.combining(part)).casefold()


def words_of(name: str) -> str:
    """Return the words of a name with one space around each, so that `" li "` stands in `" li shangfu "` and not in `" alice "`.

    Empty where the name holds no letter and no digit.
    """
    found = _WORD.findall(folded(name))
    return f" {' '.join(found)} " if found else ""
