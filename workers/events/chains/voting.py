"""What the mentions of one event say of it together: its type, its modality, its identity."""

from collections import Counter
from collections.abc import Sequence
from functools import cache
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from schemas.mentions import EventType, Modality
from workers.events.chains.pair_features import HEADLINE
from workers.events.labels import UNKNOWN
from workers.events.mention import Mention
from workers.events.models import probability
from workers.events.readings import CODES, MODALITIES
from workers.events.types.type_lexicon import load_lexicon
from workers.vectors import packed

Floats = NDArray[np.float32]
STATED = 2.0
"""Added to the log-odds of a modality for a mention whose grammar says that modality.

'Will meet' and 'was not released' say one; the past tense says little.
"""


def representative(mentions: Sequence[Mention], light: frozenset[str]) -> Mention:
    """Return the mention that tells the event best.

    That is a mention in the headline, most surely an event, in the highest clause, the earliest.
    """
    return max(
        mentions,
        key=lambda m: (
            m.trigger.lemma not in light,
            m.block == HEADLINE,
            round(weight(m), 1),
            round(m.prominence, 1),
            -m.sentence,
        ),
    )


def event_type(mentions: Sequence[Mention]) -> EventType:
    """Return the type of an event.

    The code is the most probable by all mentions together. The mode is the one that most mentions
    of that code have by the rules.
    """
    read = [m for m in mentions if m.reading is not None]
    if not read:
        known = [m.type for m in mentions if m.type.code != UNKNOWN]
        return Counter(known).most_common(1)[0][0] if known else mentions[0].type
    total = np.sum([m.reading.types * weight(m) for m in read if m.reading is not None], 0)
    code = CODES[int(total.argmax())]
    modes = Counter(
        m.type.mode for m in mentions if m.type.code == code and m.type.mode is not None
    )
    mode = min(modes, key=lambda name: (-modes[name], name), default=None)
    return EventType(_scheme_of(code), code, mode)


def modality(mentions: Sequence[Mention]) -> Modality:
    """Return the modality that all mentions together make most probable."""
    read = [m for m in mentions if m.reading is not None]
    if not read:
        counts = Counter(mention.modality for mention in mentions)
        return max(counts, key=lambda kind: (counts[kind], -MODALITIES.index(kind)))
    total = np.sum([m.reading.modalities * weight(m) for m in read if m.reading is not None], 0)
    for mention in read:
        if mention.modality != "occurred":
            total[MODALITIES.index(mention.modality)] += STATED * weight(mention)
    return MODALITIES[int(total.argmax())]


def identity(mentions: Sequence[Mention]) -> str:
    """Return the mean identity of mentions by how surely each tells an event; packed."""
    read = [(m.reading.identity, weight(m)) for m in mentions if m.reading is not None]
    if not read:
        return ""
    whole: Floats = np.sum([vector * weight for vector, weight in read], 0)
    return packed(whole / (np.linalg.norm(whole) + np.float32(1e-9)))


@cache
def _scheme_of(code: str) -> Literal["plover", "dateline"]:
    schemes = load_lexicon().schemes
    return next(
        scheme.name
        for scheme in schemes.values()
        if code in scheme.types or (code == UNKNOWN and scheme.name == "dateline")
    )


def weight(mention: Mention) -> float:
    """Return how surely a mention tells an event, in (0, 1)."""
    return probability(mention.reading.logged) if mention.reading is not None else 0.0
