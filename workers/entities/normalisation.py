"""Normal forms of names: for comparison, for keys, and folded over transliteration."""

import re
from functools import lru_cache

from anyascii import anyascii

GENERATIONS = frozenset({"jr", "sr", "ii", "iii", "iv"})
"""Marks of generation behind a surname, in normal form."""
_NO_PART = GENERATIONS | {"al", "el"}
"""Words of a name that no key has."""
_POSSESSIVE = re.compile(r"(?:['’]s|(?<=s)['’])$", re.IGNORECASE)
_NOT_WORD = re.compile(r"[^a-z0-9&]+")
_APOSTROPHE = re.compile(r"['’‘`.]")
_DOUBLED = re.compile(r"([a-z])\1+")
_FOLDS = (
    (re.compile(r"tch"), "ch"),
    (re.compile(r"ph"), "f"),
    (re.compile(r"(?:ou|oo)"), "u"),
    (re.compile(r"(?:iye|yie|ye)(?=[a-z])"), "e"),
    (re.compile(r"(?:ij|iy|yi|ey|ei|ii|y)(?![aeou])"), "i"),
    (re.compile(r"(?:ai|ay)"), "ai"),
)
"""Spellings that one name takes in English transliteration: Sergei/Sergey, Yousef/Yusuf,
Dmitriy/Dmitry, Medvedyev/Medvedev."""


@lru_cache(maxsize=65536)
def normal(text: str) -> str:
    """Return the text as lower-case ASCII words with single spaces.

    Possessive, points and a leading 'the' are left out.
    """
    plain = anyascii(_POSSESSIVE.sub("", text.strip())).lower()
    words = _NOT_WORD.sub(" ", _APOSTROPHE.sub("", plain)).strip()
    return words.removeprefix("the ") if words != "the" else words


@lru_cache(maxsize=65536)
def folded(text: str) -> str:
    """Return the normal form with spellings and transliterations of one sound made the same."""
    result = normal(text)
    for pattern, letters in _FOLDS:
        result = pattern.sub(letters, result)
    return _DOUBLED.sub(r"\1", result)


def slug(text: str) -> str:
    """Return the normal form with hyphens, as keys have it.

    Text without a letter or digit is its own key.
    """
    return normal(text).replace(" ", "-") or text.strip().casefold()


def up_to_surname(words: tuple[str, ...]) -> tuple[str, ...]:
    """Return a person's name without a mark of generation behind it: 'Paul Hale Jr.'."""
    is_marked = len(words) > 1 and words[-1].lower().rstrip(".") in GENERATIONS
    return words[:-1] if is_marked else words


@lru_cache(maxsize=65536)
def person_key(name: str) -> str:
    """Return the key of a person: the folded name without initials and marks of generation.

    The Arabic article is left out too.

    A name without a letter or digit is its own key.
    """
    words = folded(name).split()
    kept = [word for word in words if len(word) > 1 and word not in _NO_PART]
    return "-".join(kept or words) or name.strip().casefold()


_ABBREVIATED = {"st": "saint", "ste": "sainte", "mt": "mount", "ft": "fort"}


@lru_cache(maxsize=65536)
def place_form(name: str) -> str:
    """Return the normal form of a place's name, with 'St', 'Mt' and 'Ft' written out."""
    first, _, rest = normal(name).partition(" ")
    return f"{_ABBREVIATED.get(first, first)} {rest}" if rest else first
