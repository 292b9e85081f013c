"""Headlines in capitals or with words in capitals.

They are lowered so that a parser trained on running text can read them.
"""

import re
from collections.abc import Iterable

WORD = re.compile(r"[^\W\d_][\w'’-]*")
SHARE = 0.7
"""Share of a headline's longer words with a capital from which the headline is in title case.

Running text has far fewer capitals.
"""
SHORT = 3
LIMIT = 200
"""Longer passages are running text, whatever their capitals."""


def truecased(text: str, names: Iterable[tuple[int, int]]) -> str:
    """Return a title-case or upper-case headline with the words outside `names` in lower case.

    Other text stays as it is.

    Args:
        text: The headline.
        names: Start and end of the names in it, which keep their capitals.
    """
    if len(text) > LIMIT:
        return text
    words = list(WORD.finditer(text))
    longer = [word for word in words if len(word.group()) > SHORT]
    if len(longer) < SHORT or sum(word.group()[0].isupper() for word in longer) < SHARE * len(
        longer
    ):
        return text
    return _lowered(text, words[1:], names)


def without_shouting(headline: str, names: Iterable[tuple[int, int]]) -> str:
    """Return a headline with the words outside `names` that stand out in capitals in lower case.

    An example is 'Minister CLEARED by court'. Short words are abbreviations and stay as they are.
    """
    longer = [word for word in WORD.finditer(headline) if len(word.group()) > SHORT]
    return _lowered(headline, [word for word in longer if word.group().isupper()], names)


def _lowered(text: str, words: Iterable[re.Match[str]], names: Iterable[tuple[int, int]]) -> str:
    kept = list(names)
    for word in words:
        if not any(start < word.end() and word.start() < end for start, end in kept):
            lowered = word.group().lower()
            if len(lowered) == len(word.group()):
                text = text[: word.start()] + lowered + text[word.end() :]
    return text
