"""The mode of an event from words in its clause, where the trigger alone does not tell it."""

from collections.abc import Iterator
from dataclasses import replace

from spacy.tokens import Token

from schemas.mentions import EventType
from workers.events.types.composition import Reading
from workers.events.types.lexicon import Cues, Lexicon

ASIDE = frozenset({"relcl", "parataxis"})


def with_mode(reading: Reading, trigger: Token, lexicon: Lexicon) -> EventType:
    """Return the reading's type, its mode filled in or overruled by the cues of the trigger's clause."""
    event_type = reading.type
    if not reading.weight:
        return event_type
    words = clause_words(trigger)
    mode = _cued(lexicon.always, event_type.code, words)
    if mode is None and (event_type.mode is None or reading.soft):
        mode = _cued(lexicon.cues, event_type.code, words)
    return event_type if mode is None else replace(event_type, mode=mode)


def clause_words(trigger: Token) -> frozenset[str]:
    """Return lemmas and forms in the trigger's clause, lower case, and each pair and triple of neighbours, asides left out."""
    tokens = sorted(_clause(trigger), key=lambda token: token.i)
    singles = {t.lemma_.lower() for t in tokens} | {t.lower_ for t in tokens}
    runs = {" ".join(t.lower_ for t in tokens[i : i + n]) for n in (2, 3) for i in range(len(tokens))}
    lemmas = {" ".join(t.lemma_.lower() for t in tokens[i : i + 2]) for i in range(len(tokens))}
    return frozenset(singles | runs | lemmas)


def _clause(head: Token) -> Iterator[Token]:
    yield head
    for child in head.children:
        if child.dep_ not in ASIDE and not (child.dep_ == "conj" and child.pos_ == "VERB"):
            yield from _clause(child)


def _cued(cues: Cues, code: str, words: frozenset[str]) -> str | None:
    return next((mode for mode, cue in cues.get(code, ()) if not cue.isdisjoint(words)), None)
