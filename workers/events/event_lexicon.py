"""The word lists of `data/`, read once."""

from dataclasses import dataclass
from functools import cache

from workers.lexicons import document, entries, word_lists

PACKAGE = "workers.events"


@dataclass(frozen=True, slots=True)
class Grammar:
    """Words that govern how a clause is read; `data/grammar.yaml` says what each list is for."""

    reporting: frozenset[str]
    support: frozenset[str]
    announcing: frozenset[str]
    undergo: frozenset[str]
    prosecuting: frozenset[str]
    object_of: frozenset[str]
    suffered: frozenset[str]
    aspect: frozenset[str]
    ahead: frozenset[str]
    open: frozenset[str]
    averted: frozenset[str]
    possible: frozenset[str]
    condition: frozenset[str]
    doubtful: frozenset[str]
    upcoming: frozenset[str]
    anterior: frozenset[str]
    earlier: frozenset[str]
    ordinal: frozenset[str]
    motion: frozenset[str]
    conveying: frozenset[str]
    regions: frozenset[str]
    light: frozenset[str]
    deontic: frozenset[str]
    undone: frozenset[str]
    called_off: frozenset[str]
    deferred: frozenset[str]
    awaited: frozenset[str]
    settled: frozenset[str]
    happening: frozenset[str]
    futurity: frozenset[str]
    assemblies: frozenset[str]
    sequence: frozenset[str]


@dataclass(frozen=True, slots=True)
class Nouns:
    """Classes of common nouns by their part in an event.

    `data/nouns.yaml` says what each list is for.
    """

    vehicles: frozenset[str]
    buildings: frozenset[str]
    animals: frozenset[str]
    hazards: frozenset[str]
    measures: frozenset[str]
    lifeless: frozenset[str]
    people: frozenset[str]
    anybody: frozenset[str]
    police: frozenset[str]
    bodies: frozenset[str]
    any_body: frozenset[str]
    any_place: frozenset[str]
    quantities: frozenset[str]


@dataclass(frozen=True, slots=True)
class TypeRoles:
    """Types, and modes, by who takes part in their events.

    `data/type_roles.yaml` says what each list is for.
    """

    counting_people: frozenset[str]
    done_to_things: frozenset[str]
    hurting_people: frozenset[str]
    without_actor: frozenset[str]
    done_to_somebody: frozenset[str]
    aimed_at_somebody: frozenset[str]
    moving_something: frozenset[str]
    done_to_a_place: frozenset[str]


@cache
def load_grammar() -> Grammar:
    """Read `data/grammar.yaml`.

    Raises:
        LexiconError: A list is missing, unknown or no list of words.
    """
    return word_lists(document(PACKAGE, "grammar.yaml"), Grammar)


@cache
def load_nouns() -> Nouns:
    """Read `data/nouns.yaml`.

    Raises:
        LexiconError: A list is missing, unknown or no list of words.
    """
    return word_lists(document(PACKAGE, "nouns.yaml"), Nouns)


@cache
def load_type_roles() -> TypeRoles:
    """Read `data/type_roles.yaml`.

    Raises:
        LexiconError: A list is missing, unknown or no list of codes.
    """
    return word_lists(document(PACKAGE, "type_roles.yaml"), TypeRoles, lower=False)


@cache
def load_lemmas() -> dict[str, str]:
    """Read `data/lemmas.yaml`: wrong lemma -> right one."""
    return {str(wrong): str(right) for wrong, right in document(PACKAGE, "lemmas.yaml").items()}


@cache
def load_event_nouns() -> frozenset[str]:
    """Read `data/event_nouns.txt`: nouns that can name an event."""
    return frozenset(entries(PACKAGE, "event_nouns.txt"))
