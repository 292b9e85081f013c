"""The lists that this stage reads: titles, roles and country names, each validated once and then frozen."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

import yaml


class LexiconError(ValueError):
    """A data file of this package does not have the shape that its header tells."""


@dataclass(frozen=True, slots=True)
class Titles:
    """Words around a person's name; `honorifics` maps to 'm', 'f' or None."""

    honorifics: Mapping[str, str | None]
    offices: frozenset[str]
    modifiers: frozenset[str]
    suffixes: frozenset[str]
    ranks: frozenset[str]


def data(name: str) -> Any:
    """Return the YAML document of one data file of this package."""
    text = files(__package__).joinpath("data", name).read_text(encoding="utf-8")
    return yaml.load(text, Loader=_LOADER)  # noqa: S506  # the safe loader, in C where libyaml is there


@cache
def titles() -> Titles:
    """Read `titles.yaml`."""
    document = data("titles.yaml")
    return Titles(
        document["honorifics"],
        words(document, "offices"),
        words(document, "modifiers"),
        words(document, "suffixes"),
        words(document, "ranks"),
    )


def words(document: Mapping[str, Any], section: str) -> frozenset[str]:
    """Return a section that is a list of lower-case words or phrases.

    Raises:
        LexiconError: The section is absent, no list, or holds something that is no lower-case text.
    """
    values = document.get(section)
    if not isinstance(values, list) or not all(isinstance(value, str) and value == value.lower() for value in values):
        raise LexiconError(f"section {section!r} must be a list of lower-case words")
    return frozenset(values)


_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
