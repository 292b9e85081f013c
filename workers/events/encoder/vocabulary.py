"""Word pieces: tokens as the numbers that the network was trained on."""

import unicodedata
from collections.abc import Iterator
from functools import cache, lru_cache
from importlib import resources

UNKNOWN = "[UNK]"
SYMBOLS = frozenset("$+<=>^`|~")
"""Symbols that stand alone as punctuation does; others ('€') belong to the word beside them."""
LONGEST = 60
"""Characters of a word from which it is not cut but unknown."""


@cache
def load_vocabulary() -> dict[str, int]:
    """Read `data/vocabulary.txt`, that of `bert-base-uncased`.

    The file has one piece a line; the number of a piece is that of its line, from 0.
    """
    text = (
        resources.files("workers.events.encoder")
        .joinpath("data", "vocabulary.txt")
        .read_text(encoding="utf-8")
    )
    return {piece: number for number, piece in enumerate(text.rstrip("\n").split("\n"))}


@lru_cache(maxsize=65_536)
def pieces(token: str) -> tuple[int, ...]:
    """Return the numbers of a token's pieces (WordPiece).

    The token is in lower case, without accents, cut at punctuation, the longest match first.
    """
    vocabulary = load_vocabulary()
    return tuple(number for word in _words(token) for number in _cut(word, vocabulary))


def _words(token: str) -> Iterator[str]:
    word = ""
    for char in unicodedata.normalize("NFD", token.lower()):
        category = unicodedata.category(char)
        if category == "Mn" or category.startswith("C"):
            continue
        if category[0] in "PZ" or char in SYMBOLS or "\u4e00" <= char <= "\u9fff":
            yield from filter(None, (word, char if category[0] != "Z" else ""))
            word = ""
        else:
            word += char
    if word:
        yield word


def _cut(word: str, vocabulary: dict[str, int]) -> list[int]:
    found: list[int] = []
    start = 0
    while start < len(word):
        prefix = "##" if start else ""
        end = next(
            (e for e in range(len(word), start, -1) if prefix + word[start:e] in vocabulary), 0
        )
        if not end or len(word) > LONGEST:
            return [vocabulary[UNKNOWN]]
        found.append(vocabulary[prefix + word[start:end]])
        start = end
    return found
