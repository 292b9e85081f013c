"""Mentions with what the encoder says of them: type, modality, whether a desk would log them, and who takes part, where and when."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

import numpy as np

from workers.events.encoder.heads import Floats, Heads
from workers.events.encoder.network import Encoded, Network
from workers.events.encoder.selection import chosen
from workers.events.encoder.sentences import Layout, features, layouts, title_pieces
from workers.events.mention import Argument, Mention
from workers.events.models import Linear
from workers.events.participants import ParticipantReader
from workers.events.passages import Passage

HEADLINE = "headline"
BY_RULE = [0, 1, 3, 4]
"""Features that say that the rules give the phrase each role: actor, recipient, place, time."""
TRUST = 2.0
"""Added to the log-odds of what the rules give too: training sees few articles of each kind, and grammar holds in all (0, 1 and 2 were tried)."""


class Judge:
    """Reads mentions with the encoder.

    Args:
        selection: Ranks the sentences of which the best are read; None where all are.
    """

    def __init__(self, selection: Linear | None, network: Network, heads: Heads) -> None:
        self._selection = selection
        self._network = network
        self._heads = heads
        self._participants = ParticipantReader()

    def judge(self, passages: Sequence[Passage], mentions: Sequence[Mention], *, every: bool = False) -> list[Mention]:
        """Return an article's mentions in order, each with its reading and the arguments of its sentence.

        With `every`, all sentences are read, not those alone that are likely to tell news.

        The sentences are read together, behind the article's headline; a mention that stands behind the last piece that the
        network reads is returned as it is.
        """
        sentences = list(layouts(passages, mentions, self._participants))
        if self._selection is not None and not every:
            sentences = chosen(sentences, passages, self._selection)
        read: dict[tuple[int, int], Mention] = {}
        for layout, encoded in self._encoded(title_pieces(passages), sentences):
            for mention in self._sentence(layout, encoded):
                read[mention.passage, mention.token] = mention
        return [read.get((mention.passage, mention.token), mention) for mention in mentions]

    def _encoded(self, title: Sequence[int], sentences: Sequence[Layout]) -> Iterator[tuple[Layout, Encoded]]:
        # The vectors of the headline are those of its first sentence; another one is read among the sentences.
        heads = [s for s in sentences if s.passage.cut.kind == HEADLINE and s.span.start == 0][:1]
        rest = [layout for layout in sentences if layout not in heads]
        headline, encoded = self._network.read(title, [layout.pieces for layout in rest])
        yield from ((layout, headline) for layout in heads)
        yield from zip(rest, encoded, strict=True)

    def _sentence(self, layout: Layout, encoded: Encoded) -> Iterator[Mention]:
        seen = len(encoded.pieces)
        mentions = [m for m in layout.mentions.values() if m.token in layout.at and layout.at[m.token][1] < seen]
        inside = [n for n, p in enumerate(layout.phrases) if p.head.i in layout.at and layout.at[p.head.i][1] < seen]
        if not mentions:
            return
        triggers = np.stack([_vector(layout, encoded, mention.token) for mention in mentions])
        scores = np.zeros((len(mentions), 0, 4), np.float32)
        if inside:
            phrases = np.stack([_vector(layout, encoded, layout.phrases[n].head.i) for n in inside])
            known = np.stack([features(mention, layout)[inside] for mention in mentions])
            scores = self._heads.roles(triggers, phrases, known) + TRUST * known[..., BY_RULE]
        readings = self._heads.read(triggers, encoded.end, [mention.type.code for mention in mentions])
        for mention, reading, own in zip(mentions, readings, scores, strict=True):
            yield replace(mention, reading=reading, arguments=_arguments(layout, inside, own))


def _vector(layout: Layout, encoded: Encoded, token: int) -> Floats:
    first, last = layout.at[token]
    mean: Floats = (encoded.pieces[first] + encoded.pieces[last]) / 2
    return mean


def _arguments(layout: Layout, inside: Sequence[int], scores: Floats) -> tuple[Argument, ...]:
    return tuple(
        Argument(phrase.participant, phrase.place, phrase.time, *map(float, row))
        for phrase, row in zip((layout.phrases[n] for n in inside), scores, strict=True)
    )
