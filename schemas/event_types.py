"""The two schemes of event types, PLOVER's and ours, read from `event_types.yaml`."""

from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any, Literal, cast

import yaml

SchemeName = Literal["plover", "dateline"]


@dataclass(frozen=True, slots=True)
class TypeDefinition:
    """One type of a scheme.

    `topic` is the IPTC Media Topic's name, with its code where we are sure of the code.
    """

    code: str
    definition: str
    modes: dict[str, str]
    examples: tuple[str, ...]
    topic: str


@dataclass(frozen=True, slots=True)
class Scheme:
    """A closed list of types with their modes."""

    name: SchemeName
    source: str
    types: dict[str, TypeDefinition]

    def has(self, code: str, mode: str | None) -> bool:
        """Whether the scheme has the type, and the type the mode (None: no mode)."""
        return code in self.types and (mode is None or mode in self.types[code].modes)


@cache
def load_schemes() -> dict[str, Scheme]:
    """Return the schemes by name."""
    text = (files("schemas") / "event_types.yaml").read_text(encoding="utf-8")
    return {name: _scheme(name, content) for name, content in yaml.safe_load(text).items()}


def _scheme(name: str, content: dict[str, Any]) -> Scheme:
    types = {code: _definition(code, row) for code, row in content["types"].items()}
    return Scheme(cast("SchemeName", name), content["source"], types)


def _definition(code: str, row: dict[str, Any]) -> TypeDefinition:
    return TypeDefinition(
        code,
        row["definition"],
        dict(row.get("modes", {})),
        tuple(row.get("examples", ())),
        row["topic"],
    )
