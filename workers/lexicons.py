"""Lexicons: word lists and tables in the `data` folders of packages, read once and checked.

A lexicon is a YAML document of sections, with one word a line in each, or a text file with one
entry a line. Lines that begin with `#` are comments; the first of them say what the file is.
"""

from collections.abc import Mapping
from dataclasses import fields
from importlib.resources import files
from typing import Any, TypeVar

import yaml

_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_Lists = TypeVar("_Lists")


class LexiconError(ValueError):
    """A lexicon does not have the shape that its header tells; the package is broken."""


def parsed(text: str) -> Any:
    """Return the document of YAML text."""
    # The safe loader, in C where libyaml is there.
    return yaml.load(text, Loader=_LOADER)  # noqa: S506


def document(package: str, name: str) -> Any:
    """Return the YAML document of a file in the folder `data` of a package."""
    return parsed(_text(package, name))


def entries(package: str, name: str) -> list[str]:
    """Return the lines of a text file in the folder `data` of a package, without comments."""
    lines = [line.strip() for line in _text(package, name).splitlines()]
    return [line for line in lines if line and not line.startswith("#")]


def words(sections: Mapping[str, Any], section: str, *, lower: bool = True) -> frozenset[str]:
    """Return a section that is a list of words or phrases, all in lower case if `lower`.

    Raises:
        LexiconError: The section is absent, no list, or holds something that is no such word.
    """
    values = sections.get(section)
    if not isinstance(values, list) or not all(isinstance(value, str) for value in values):
        raise LexiconError(f"{section} is no list of words (quote yes, no, on and off)")
    if lower and any(value != value.lower() for value in values):
        raise LexiconError(f"{section} has words that are not in lower case")
    return frozenset(values)


def word_lists(sections: Mapping[str, Any], kind: type[_Lists], *, lower: bool = True) -> _Lists:
    """Return sections as the fields of the dataclass `kind`, each a set of words.

    Raises:
        LexiconError: A section is missing, unknown or no list of words.
    """
    wanted = {item.name for item in fields(kind)}  # type: ignore[arg-type]  # kind is a dataclass
    if set(sections) != wanted:
        raise LexiconError(f"sections differ: {', '.join(sorted(set(sections) ^ wanted))}")
    return kind(**{section: words(sections, section, lower=lower) for section in sections})


def _text(package: str, name: str) -> str:
    return files(package).joinpath("data", name).read_text(encoding="utf-8")
