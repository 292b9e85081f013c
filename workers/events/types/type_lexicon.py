"""The lexicon of event types as data.

The lexicon is loaded from `data/`, validated whole, and indexed by head lemma.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from spacy.tokens import Token

from schemas.event_types import Scheme, load_schemes
from schemas.mentions import EventType
from workers.events.event_lexicon import load_grammar
from workers.events.types.classes import WordClasses, hyphenated, read_classes
from workers.events.types.operators import Operator, read_operators
from workers.events.types.pattern import Pattern, parse_pattern
from workers.lexicons import LexiconError, parsed

DATA = Path(__file__).parent / "data"
ENTRY_FILES = ("plover_verbal.yaml", "plover_material.yaml", "dateline_types.yaml")
SECTIONS = {
    "verbs": ("VERB", 1.0),
    "soft_verbs": ("VERB", 1.0),
    "weak_verbs": ("VERB", 0.6),
    "nouns": ("NOUN", 1.0),
    "weak_nouns": ("NOUN", 0.6),
    "adjectives": ("ADJ", 0.7),
}
Cues = dict[str, tuple[tuple[str, frozenset[str]], ...]]
"""For each type code: modes with their words, in order."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One pattern and the type it tells.

    Attributes:
        weight: How surely, in (0, 1].
        soft: Its mode gives way to a cue in the clause ('killed the minister' is targeted, 'killed
            the minister with a mine' is not).
    """

    pattern: Pattern
    type: EventType
    weight: float
    soft: bool = False


@dataclass(frozen=True, slots=True)
class Lexicon:
    """All lexical knowledge of the classifier."""

    schemes: dict[str, Scheme]
    forms: dict[str, str]
    classes: WordClasses
    entries: dict[tuple[str, str], tuple[Entry, ...]]
    always: Cues
    cues: Cues
    operators: dict[tuple[str, str], Operator]
    moods: dict[str, Operator]
    light_verbs: frozenset[str]
    reporting: frozenset[str]

    def lemma(self, token: Token) -> str:
        """Return a token's lemma in lower case, mistakes of the lemmatizer mended."""
        mended = self.forms.get(token.lower_) if token.pos_ == "VERB" else None
        return mended or str(token.lemma_).lower()

    def entries_for(self, part: str, token: Token) -> tuple[Entry, ...]:
        """Return the entries of a token.

        These are the entries of the hyphenated word that it ends (`sit-in`), else of its own lemma.
        """
        return self.of(part, hyphenated(token) or "") or self.of(part, self.lemma(token))

    def of(self, part: str, lemma: str) -> tuple[Entry, ...]:
        """Return the entries of a head, in the order of the files."""
        return self.entries.get((part, lemma), ())


@cache
def load_lexicon(folder: Path = DATA) -> Lexicon:
    """Read the lexicon from a folder.

    Raises:
        LexiconError: A file names something that the schemes or classes do not have.
        InvalidPatternError: A pattern is not of the grammar.
    """
    schemes = load_schemes()
    classes = read_classes(_yaml(folder / "classes.yaml"))
    entries: dict[tuple[str, str], tuple[Entry, ...]] = {}
    for name in ENTRY_FILES:
        document = _yaml(folder / name)
        scheme = _scheme(schemes, document["scheme"])
        for part, entry in _entries(document["types"], scheme, classes):
            key = (part, entry.pattern.head)
            entries[key] = (*entries.get(key, ()), entry)
    grammar = _yaml(folder / "composition.yaml")
    cues = _yaml(folder / "cues.yaml")
    words = load_grammar()
    operators, named = read_operators(grammar["operators"], schemes)
    return Lexicon(
        schemes=schemes,
        forms=_yaml(folder / "forms.yaml"),
        classes=classes,
        entries=entries,
        always=_cues(cues["always"], schemes),
        cues=_cues(cues["otherwise"], schemes),
        operators=operators,
        moods={mood: named[name] for mood, name in grammar["moods"].items()},
        light_verbs=words.support | words.announcing,
        reporting=words.reporting | words.ahead,
    )


def _yaml(path: Path) -> Any:
    return parsed(path.read_text(encoding="utf-8"))


def _scheme(schemes: dict[str, Scheme], name: str) -> Scheme:
    if name not in schemes:
        raise LexiconError(f"unknown scheme: {name}")
    return schemes[name]


def _entries(
    types: dict[str, Any], scheme: Scheme, classes: WordClasses
) -> Iterator[tuple[str, Entry]]:
    for code, modes in types.items():
        for mode, sections in modes.items():
            event_type = _event_type(scheme, code, None if mode == "any" else mode)
            for section, patterns in sections.items():
                if section not in SECTIONS:
                    raise LexiconError(f"{code}: unknown section {section}")
                part, weight = SECTIONS[section]
                for text in patterns:
                    yield (
                        part,
                        Entry(
                            _checked(parse_pattern(text), classes),
                            event_type,
                            weight,
                            section == "soft_verbs",
                        ),
                    )


def _event_type(scheme: Scheme, code: str, mode: str | None) -> EventType:
    if not scheme.has(code, mode):
        raise LexiconError(f"unknown type or mode in {scheme.name}: {code} {mode or ''}".rstrip())
    return EventType(scheme=scheme.name, code=code, mode=mode)


def _checked(pattern: Pattern, classes: WordClasses) -> Pattern:
    for slot in pattern.slots:
        for filler in slot.fillers:
            if filler.startswith("@") and filler[1:] not in classes.members:
                raise LexiconError(f"{pattern.head}: unknown class {filler}")
    return pattern


def _cues(document: dict[str, Any], schemes: dict[str, Scheme]) -> Cues:
    cues: Cues = {}
    for code, modes in document.items():
        scheme = next(
            (known for known in schemes.values() if code in known.types), schemes["plover"]
        )
        cues[code] = tuple(
            (_event_type(scheme, code, mode).mode or "", frozenset(words))
            for mode, words in modes.items()
        )
    return cues
