"""Which sentences of an article the encoder reads.

The encoder costs too much for all sentences, and most sentences tell nothing for the log. A
logistic model over named features of the parse ranks them (`sentences` in `data/models.toml`,
fitted by `training/chains.py`).
"""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from workers.events.encoder.sentences import Layout
from workers.events.labels import UNKNOWN
from workers.events.mention import Mention
from workers.events.models import Linear
from workers.events.text.passages import Passage
from workers.events.text.story import content

Floats = NDArray[np.float32]

NAMES = (
    "headline", "first", "second", "third", "position", "quote", "prominent_typed", "prominent",
    "title_words", "participants", "named", "times", "places", "verb", "typed_noun", "mentions",
    "hypothetical", "content",
)  # fmt: skip
MOST = 12
"""Sentences of an article that are read."""
FAR = 30
NAMED = frozenset({"PERSON", "ORG", "GPE"})


def chosen(
    layouts: Sequence[Layout], passages: Sequence[Passage], model: Linear, most: int = MOST
) -> list[Layout]:
    """Return the sentences most likely to tell an event for the log, in order of the text.

    Ties go to the earlier sentence.
    """
    if len(layouts) <= most:
        return list(layouts)
    scores = model.score(sentence_features(layouts, passages), NAMES)
    best = sorted(range(len(layouts)), key=lambda number: (-scores[number], number))[:most]
    return [layouts[number] for number in sorted(best)]


def sentence_features(layouts: Sequence[Layout], passages: Sequence[Passage]) -> Floats:
    """Return the features of sentences, named by `NAMES`: shape (features, sentences)."""
    title = {word for p in passages if p.cut.kind == "headline" for word in content(p.doc) if word}
    numbers = [next(iter(layout.mentions.values())).sentence for layout in layouts]
    body = [
        n
        for n, layout in zip(numbers, layouts, strict=True)
        if layout.passage.cut.kind != "headline"
    ]
    first = min(body, default=0)
    rows = [
        _row(layout, number - first, title) for number, layout in zip(numbers, layouts, strict=True)
    ]
    return np.array(rows, np.float32).reshape(-1, len(NAMES)).T


def _row(layout: Layout, position: int, title: set[str]) -> list[float]:
    mentions = list(layout.mentions.values())
    words = set(mentions[0].context)
    values = {
        **_mention_features(mentions),
        "headline": layout.passage.cut.kind == "headline",
        "first": position == 0,
        "second": position == 1,
        "third": position == 2,  # noqa: PLR2004 - the third sentence
        "position": min(max(position, 0), FAR) / FAR,
        "quote": layout.passage.cut.kind == "quote",
        "title_words": min(len(words & title), 4) / 4,
        "content": min(len(words), 20) / 20,
    }
    return [float(values[name]) for name in NAMES]


def _mention_features(mentions: Sequence[Mention]) -> dict[str, float]:
    """What do the mentions of a sentence say: how prominent, how complete, of what kind?"""
    typed = [m for m in mentions if m.type.code != UNKNOWN]
    events = [m for m in mentions if not m.reporting]
    return {
        "prominent_typed": max((m.prominence for m in typed), default=0.0),
        "prominent": max((m.prominence for m in events), default=0.0),
        "participants": any(m.participants for m in mentions),
        "named": any(p.label in NAMED for m in mentions for p in m.participants),
        "times": any(m.times for m in mentions),
        "places": any(m.places for m in mentions),
        "verb": any(m.modality == "occurred" and m.trigger.pos == "VERB" for m in events),
        "typed_noun": any(m.trigger.pos == "NOUN" for m in typed),
        "mentions": min(len(mentions), 6) / 6,
        "hypothetical": all(m.modality == "hypothetical" for m in mentions),
    }
