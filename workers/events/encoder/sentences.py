"""A sentence laid out for the encoder.

The layout holds its word pieces, its triggers, and the phrases that may take part in its events.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray
from spacy.tokens import Span

from workers.events.arguments.locations import PLACES
from workers.events.arguments.participants import ParticipantReader
from workers.events.encoder.phrases import Phrase, phrases
from workers.events.encoder.remote import KINDS
from workers.events.encoder.vocabulary import pieces
from workers.events.mention import Mention
from workers.events.text.passages import Passage

FAR = 50
"""Characters between a trigger and a phrase that count as one unit of distance.

More than `FARTHEST` units count as `FARTHEST`.
"""
FARTHEST = 3.0
FEATURES = 12
HEADLINE = "headline"
Floats = NDArray[np.float32]


@dataclass(frozen=True, eq=False)
class Layout:
    """One sentence of a passage.

    Pieces and phrases are found when they are first asked for: of many sentences the encoder reads
    nothing.

    Attributes:
        mentions: The mentions in the sentence by token index.
        participants: Names the phrases.
    """

    passage: Passage
    span: Span
    mentions: dict[int, Mention]
    participants: ParticipantReader

    @property
    def pieces(self) -> tuple[int, ...]:
        """Numbers of the sentence's word pieces."""
        return self._cut[0]

    @property
    def at(self) -> dict[int, tuple[int, int]]:
        """Token index -> first and last piece of the token; tokens without a piece are left out."""
        return self._cut[1]

    @cached_property
    def phrases(self) -> tuple[Phrase, ...]:
        """Its phrases in order."""
        return tuple(phrases(self.span, self.passage, self.participants, self.mentions))

    @cached_property
    def _cut(self) -> tuple[tuple[int, ...], dict[int, tuple[int, int]]]:
        return _pieces(self.span)

    @property
    def number(self) -> int:
        """Number of the sentence in the article, the title first."""
        return next(iter(self.mentions.values())).sentence

    @property
    def is_headline(self) -> bool:
        """Whether the article's headline begins with it."""
        return self.passage.cut.kind == HEADLINE and self.span.start == 0

    @property
    def fillers(self) -> list[int]:
        """Numbers of the phrases that events of other sentences may take up: times, and names."""
        return [
            n
            for n, phrase in enumerate(self.phrases)
            if phrase.head.i in self.at
            and (
                phrase.time is not None
                or (phrase.participant is not None and phrase.participant.label != "ROLE")
            )
        ]


def layouts(
    passages: Sequence[Passage], mentions: Sequence[Mention], participants: ParticipantReader
) -> Iterator[Layout]:
    """Yield the sentences of an article that have a mention, in order."""
    by_place: dict[tuple[int, int], Mention] = {(m.passage, m.token): m for m in mentions}
    for passage in passages:
        for span in passage.doc.sents:
            own = {
                t.i: by_place[passage.order, t.i] for t in span if (passage.order, t.i) in by_place
            }
            if own:
                yield Layout(passage, span, own, participants)


def title_pieces(passages: Sequence[Passage]) -> tuple[int, ...]:
    """Return the pieces of the headline, none where there is no headline."""
    for passage in passages:
        if passage.cut.kind == "headline":
            return tuple(passage_pieces(passage))
    return ()


def passage_pieces(passage: Passage) -> Iterator[int]:
    """Yield the pieces of all tokens of a passage, in order."""
    for token in passage.doc:
        yield from pieces(token.text)


def features(mention: Mention, layout: Layout) -> Floats:
    """Return what the rules and the surface say of a mention and each phrase.

    The shape is (phrases, `FEATURES`).
    """
    rows = [_row(mention, layout, phrase) for phrase in layout.phrases]
    return np.array(rows, np.float32).reshape(-1, FEATURES)


def _row(mention: Mention, layout: Layout, phrase: Phrase) -> list[float]:
    start = layout.passage.cut.offset + phrase.head.idx
    roles = {p.role for p in mention.participants if p.quote.start <= start < p.quote.end}
    label = phrase.participant.label if phrase.participant is not None else ""
    distance = start - mention.trigger.start
    return [
        float("actor" in roles),
        float("recipient" in roles),
        float("other" in roles),
        float(any(p.quote.start <= start < p.quote.end for p in mention.places)),
        float(any(t.quote.start <= start < t.quote.end for t in mention.times)),
        float(phrase.time is not None),
        float(label in PLACES),
        float(label == "PERSON"),
        float(label == "ORG"),
        float(label == "ROLE"),
        float(distance < 0),
        min(abs(distance) / FAR, FARTHEST),
    ]


def kind_of_filler(phrase: Phrase) -> tuple[float, ...]:
    """Return what a phrase is: a time, a place, and the label of its name."""
    label = phrase.participant.label if phrase.participant is not None else ""
    return (
        float(phrase.time is not None),
        float(phrase.place is not None),
        *(float(label == k) for k in KINDS),
    )


def _pieces(span: Span) -> tuple[tuple[int, ...], dict[int, tuple[int, int]]]:
    numbers: list[int] = []
    at: dict[int, tuple[int, int]] = {}
    for token in span:
        own = pieces(token.text)
        if own:
            at[token.i] = len(numbers), len(numbers) + len(own) - 1
            numbers += own
    return tuple(numbers), at
