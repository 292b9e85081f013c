"""The story that an article belongs to, as a sparse vector.

The vector has content lemmas and entities, weighted by a fixed table of word frequencies.
"""

import math
from collections import Counter
from collections.abc import Iterable

from spacy.tokens import Doc

from workers.events.text.passages import Passage
from workers.vocabulary.word_frequency import zipf_frequency

CONTENT = frozenset({"NOUN", "PROPN", "VERB", "ADJ"})
SIZE = 150
HEAD = 3
"""How often a word of the headline or the first passage counts."""
CEILING = 8.0
"""Zipf frequency from which a word says nothing.

The scale of wordfreq ends at 8: a word in every ten.
"""
NAME = 4.0
"""Weight of an entity key, that of a word seen once in ten thousand."""
DIGITS = 3
"""Decimal places of a weight: a cosine is right to two digits, and no event has changed by it."""
_READ: list[int | str] = ["LEMMA", "POS", "IS_STOP", "IS_ALPHA"]


def content(doc: Doc) -> list[str | None]:
    """Return the lower-case lemma of each word that tells the subject of a text, else None."""
    strings = doc.vocab.strings
    parts = {strings[name] for name in CONTENT}
    found: list[str | None] = []
    for number, pos, stop, alpha in doc.to_array(_READ).tolist():
        lemma = strings[number] if pos in parts and alpha and not stop else ""
        found.append(lemma.lower() if len(lemma) > 1 else None)
    return found


def vector(passages: Iterable[Passage]) -> tuple[tuple[str, float], ...]:
    """Return the article's `(term, weight)` pairs sorted by term.

    The vector has unit length and at most `SIZE` pairs. Terms are lower-case lemmas and `@key` for
    entities. A weight is the term's damped frequency times `CEILING` less its Zipf frequency.
    """
    counts: Counter[str] = Counter()
    for passage in passages:
        times = HEAD if passage.order == 0 or passage.cut.kind == "headline" else 1
        for lemma in content(passage.doc):
            if lemma is not None:
                counts[lemma] += times
        for entity in {id(entity): entity for entity in passage.entities.values()}.values():
            if entity.entity and entity.label != "ROLE":
                counts[f"@{entity.entity}"] += times
    return _unit({term: (1 + math.log(count)) * _rarity(term) for term, count in counts.items()})


def _rarity(term: str) -> float:
    return NAME if term.startswith("@") else max(CEILING - zipf_frequency(term), 0.0)


def _unit(weights: dict[str, float]) -> tuple[tuple[str, float], ...]:
    top = sorted(weights.items(), key=lambda pair: (-pair[1], pair[0]))[:SIZE]
    length = math.sqrt(math.fsum(weight * weight for _, weight in top))
    if not length:
        return ()
    return tuple(sorted((term, round(weight / length, DIGITS)) for term, weight in top))
