"""Operators: outer words over an inner event, which together tell one type.

Such words are promise, refuse, demand, threaten and stop.
"""

from dataclasses import dataclass
from typing import Any

from schemas.event_types import Scheme


class InvalidOperatorError(ValueError):
    """The classifier cannot be built: an operator's rule is not one the scheme knows."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What an inner type becomes. `keep`: the inner event itself."""

    code: str
    mode: str | None = None
    keep: bool = False


@dataclass(frozen=True, slots=True)
class Operator:
    """One class of outer words.

    Attributes:
        verbs, nouns, adjectives: Lemmas.
        rules: Inner `CODE` or `CODE/mode` to outcome, the more specific first.
        otherwise: The outcome for an inner event that no rule names; None: the operator does
            nothing.
        bare: The outcome with no inner event at all.
        purpose: Whether a purpose clause ('sent a team to investigate') may be the inner event.
        at_object: Whether a clause at the object ('passed a law banning rallies') may be.
    """

    name: str
    verbs: frozenset[str]
    nouns: frozenset[str]
    adjectives: frozenset[str]
    rules: dict[str, Outcome]
    otherwise: Outcome | None
    bare: Outcome | None
    purpose: bool = False
    at_object: bool = False

    def outcome(self, code: str, mode: str | None) -> Outcome | None:
        """Return what an inner type becomes."""
        return self.rules.get(f"{code}/{mode}") or self.rules.get(code) or self.otherwise


def read_operators(
    document: dict[str, Any], schemes: dict[str, Scheme]
) -> tuple[dict[tuple[str, str], Operator], dict[str, Operator]]:
    """Read the operators, by part of speech and lemma, and by name.

    A lemma of two operators belongs to the later operator.

    Raises:
        InvalidOperatorError: A rule names an unknown type or mode.
    """
    table: dict[tuple[str, str], Operator] = {}
    named: dict[str, Operator] = {}
    for name, row in document.items():
        operator = named[name] = _operator(name, row, schemes)
        for part, lemmas in (
            ("VERB", operator.verbs),
            ("NOUN", operator.nouns),
            ("ADJ", operator.adjectives),
        ):
            table |= {(part, lemma): operator for lemma in sorted(lemmas)}
    return table, named


def _operator(name: str, row: dict[str, Any], schemes: dict[str, Scheme]) -> Operator:
    scheme = schemes["plover"]
    for key in row.get("rules", {}):
        code, _, mode = key.partition("/")
        if not any(known.has(code, mode or None) for known in schemes.values()):
            raise InvalidOperatorError(f"operator {name}: unknown type {key}")
    return Operator(
        name=name,
        verbs=frozenset(row.get("verbs", ())),
        nouns=frozenset(row.get("nouns", ())),
        adjectives=frozenset(row.get("adjectives", ())),
        rules={key: _outcome(text, scheme) for key, text in row.get("rules", {}).items()},
        otherwise=_optional(row.get("otherwise"), scheme),
        bare=_optional(row.get("bare"), scheme),
        purpose=bool(row.get("purpose", False)),
        at_object=bool(row.get("at_object", False)),
    )


def _optional(text: str | None, scheme: Scheme) -> Outcome | None:
    return None if text is None else _outcome(text, scheme)


def _outcome(text: str, scheme: Scheme) -> Outcome:
    if text == "keep":
        return Outcome("", None, keep=True)
    code, _, mode = text.partition("/")
    if not scheme.has(code, mode or None):
        raise InvalidOperatorError(f"unknown outcome {text}")
    return Outcome(code, mode or None)
