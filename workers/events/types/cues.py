"""The mode of an event from words in its clause, where the trigger alone does not tell it."""

from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise

from spacy.tokens import Token

from schemas.mentions import EventType
from workers.events.types.composition import TypeReading
from workers.events.types.type_lexicon import Lexicon

ASIDE = frozenset({"relcl", "parataxis"})


def with_mode(reading: TypeReading, trigger: Token, lexicon: Lexicon) -> EventType:
    """Return the reading's type with the mode that the cues of the trigger's clause give it.

    The cues fill in a mode or overrule it.
    """
    event_type = reading.type
    if not reading.weight:
        return event_type
    tables = (
        [lexicon.always] if event_type.mode and not reading.soft else [lexicon.always, lexicon.cues]
    )
    asked = [table[event_type.code] for table in tables if event_type.code in table]
    if not asked:
        return event_type
    words = clause_words(trigger)
    mode = next((mode for table in asked for mode, cue in table if not cue.isdisjoint(words)), None)
    return event_type if mode is None else replace(event_type, mode=mode)


def clause_words(trigger: Token) -> frozenset[str]:
    """Return lemmas and forms in the trigger's clause, in lower case, without asides.

    Each pair and each triple of neighbours is among them too.
    """
    tokens = sorted(_clause(trigger), key=lambda token: token.i)
    forms = [token.lower_ for token in tokens]
    lemmas = [token.lemma_.lower() for token in tokens]
    pairs = [*pairwise(forms), *pairwise(lemmas)]
    triples = zip(forms, forms[1:], forms[2:], strict=False)
    return frozenset([*forms, *lemmas, *(" ".join(run) for run in (*pairs, *triples))])


def _clause(head: Token) -> Iterator[Token]:
    yield head
    for child in head.children:
        if child.dep_ not in ASIDE and not (child.dep_ == "conj" and child.pos_ == "VERB"):
            yield from _clause(child)
