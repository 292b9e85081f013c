"""Operators: outer words (promise, refuse, demand, threaten, stop) over an inner event, which together tell one type."""

from dataclasses import dataclass
from typing import Any

from workers.events.types.scheme import Scheme


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
        verbs: Lemmas, each with the prepositions that the inner event may stand behind.
        rules: Inner `CODE` or `CODE/mode` to outcome, the more specific first.
        content: Class names of inner words that are no events (`@concession`), to outcome.
        otherwise: The outcome where there is an inner event or none of the rules fits; None: no type.
        bare: The outcome with no inner event at all.
    """

    name: str
    verbs: frozenset[str]
    nouns: frozenset[str]
    rules: dict[str, Outcome]
    content: tuple[tuple[str, Outcome], ...]
    otherwise: Outcome | None
    bare: Outcome | None

    def outcome(self, code: str, mode: str | None) -> Outcome | None:
        """Return what an inner type becomes."""
        return self.rules.get(f"{code}/{mode}") or self.rules.get(code) or self.otherwise


def read_operators(document: dict[str, Any], scheme: Scheme) -> dict[str, Operator]:
    """Read the operators, keyed by `verb:lemma` and `noun:lemma`.

    Raises:
        InvalidOperatorError: A rule names an unknown type or mode.
    """
    table: dict[str, Operator] = {}
    for name, row in document.items():
        operator = _operator(name, row, scheme)
        table |= {f"verb:{lemma}": operator for lemma in operator.verbs}
        table |= {f"noun:{lemma}": operator for lemma in operator.nouns}
    return table


def _operator(name: str, row: dict[str, Any], scheme: Scheme) -> Operator:
    for key in row.get("rules", {}):
        code, _, mode = key.partition("/")
        if not scheme.has(code, mode or None):
            raise InvalidOperatorError(f"operator {name}: unknown type {key}")
    return Operator(
        name=name,
        verbs=frozenset(row.get("verbs", ())),
        nouns=frozenset(row.get("nouns", ())),
        rules={key: _outcome(text, scheme) for key, text in row.get("rules", {}).items()},
        content=tuple((key, _outcome(text, scheme)) for key, text in row.get("content", {}).items()),
        otherwise=_optional(row.get("otherwise"), scheme),
        bare=_optional(row.get("bare"), scheme),
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
