"""Mentions with the judgement of the encoder.

The encoder tells the type, the modality, whether a desk would log a mention, and who takes part,
where and when.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from math import inf
from typing import NamedTuple

import numpy as np

from workers.events.arguments.participants import ParticipantReader
from workers.events.encoder.heads import Floats, Heads
from workers.events.encoder.network import Encoded, Network
from workers.events.encoder.phrases import Phrase, is_of_other_clause
from workers.events.encoder.remote import remote_features
from workers.events.encoder.selection import chosen
from workers.events.encoder.sentences import Layout, features, kind_of_filler, layouts, title_pieces
from workers.events.mention import Argument, Mention
from workers.events.models import Linear
from workers.events.text.passages import Passage

BY_RULE = [0, 1, 3, 4]
"""Features that say that the rules give the phrase each role: actor, recipient, place, time."""
LEAST_REMOTE = -2.5
"""Log-odds of a phrase of another sentence in its likeliest role from which it counts."""
LEAST_ROLE = -6.0
"""Log-odds of a phrase in a role that it cannot have."""
TRUST = 2.0
"""Added to the log-odds of roles that the rules give too.

Training sees few articles of each kind, and grammar holds in all. 0, 1 and 2 were tried.
"""


class Filler(NamedTuple):
    """A phrase that may fill a slot of an event of another sentence, with its own sentence."""

    layout: Layout
    encoded: Encoded
    phrase: Phrase

    @property
    def vector(self) -> Floats:
        """The vector of the phrase's head."""
        return _vector(self.layout, self.encoded, self.phrase.head.i)


class Judge:
    """Reads mentions with the encoder.

    Args:
        selection: Ranks the sentences of which the best are read; None where all are.
        least: Log-odds that a desk would log a mention from which its arguments are read; nobody
            asks for those of others.
    """

    def __init__(
        self, selection: Linear | None, network: Network, heads: Heads, least: float = -inf
    ) -> None:
        self._selection = selection
        self._least = least
        self._network = network
        self._heads = heads
        self._participants = ParticipantReader()

    def judge(
        self, passages: Sequence[Passage], mentions: Sequence[Mention], *, every: bool = False
    ) -> list[Mention]:
        """Return the mentions of an article in order, each with its reading and arguments.

        With `every`, read all sentences and arguments, not only those of what is likely news.

        The sentences are read together, behind the article's headline. A mention behind the last
        piece that the network reads is returned as it is.
        """
        sentences = list(layouts(passages, mentions, self._participants))
        if self._selection is not None and not every:
            sentences = chosen(sentences, passages, self._selection)
        encoded = self._encoded(title_pieces(passages), sentences)
        least = -inf if every else self._least
        near = [list(self._sentence(*one, least)) for one in encoded]
        read = {
            (mention.passage, mention.token): mention
            for mention in self._with_remote(encoded, near, least)
        }
        return [read.get((mention.passage, mention.token), mention) for mention in mentions]

    def _encoded(
        self, title: Sequence[int], sentences: Sequence[Layout]
    ) -> list[tuple[Layout, Encoded]]:
        """Return the sentences with their vectors."""
        # The vectors of the headline are those of its first sentence; another one is read among
        # the sentences.
        heads = [layout for layout in sentences if layout.is_headline][:1]
        body = [layout for layout in sentences if layout not in heads]
        headline, rest = self._network.read(title, [layout.pieces for layout in body])
        return [*((layout, headline) for layout in heads), *zip(body, rest, strict=True)]

    def _with_remote(
        self,
        encoded: Sequence[tuple[Layout, Encoded]],
        near: Sequence[Sequence[Mention]],
        least: float,
    ) -> Iterator[Mention]:
        """Yield the mentions with names and times of other sentences that may fill their slots."""
        yield from (m for own in near for m in own if not _may_be_logged(m, least))
        fillers = [
            Filler(layout, vectors, layout.phrases[n])
            for layout, vectors in encoded
            for n in layout.fillers
            if _is_read(layout, vectors, layout.phrases[n].head.i)
        ]
        read = [
            (*one, m)
            for one, own in zip(encoded, near, strict=True)
            for m in own
            if _may_be_logged(m, least)
        ]
        if not read or not fillers:
            yield from (mention for _, _, mention in read)
            return
        triggers = np.stack([_vector(layout, vectors, m.token) for layout, vectors, m in read])
        phrases = np.stack([filler.vector for filler in fillers])
        kinds = [(filler.layout.number, kind_of_filler(filler.phrase)) for filler in fillers]
        known = remote_features([mention.sentence for _, _, mention in read], kinds)
        scores = self._heads.remote(triggers, phrases, known)
        likely = (scores.max(-1) > LEAST_REMOTE).tolist()
        for (layout, _, mention), rows, counts in zip(read, scores.tolist(), likely, strict=True):
            elsewhere = [
                _argument(filler.phrase, row, remote=True)
                for filler, row, counted in zip(fillers, rows, counts, strict=True)
                if counted and filler.layout is not layout
            ]
            yield replace(mention, arguments=(*mention.arguments, *elsewhere))

    def _sentence(self, layout: Layout, encoded: Encoded, least: float) -> Iterator[Mention]:
        """Yield the mentions of a sentence with readings.

        Those with log-odds of `least` have arguments.
        """
        mentions = [m for m in layout.mentions.values() if _is_read(layout, encoded, m.token)]
        inside = [
            n for n, phrase in enumerate(layout.phrases) if _is_read(layout, encoded, phrase.head.i)
        ]
        if not mentions:
            return
        triggers = np.stack([_vector(layout, encoded, mention.token) for mention in mentions])
        readings = self._heads.read(
            triggers, encoded.end, [mention.type.code for mention in mentions]
        )
        likely = [n for n, reading in enumerate(readings) if reading.logged >= least]
        own: dict[int, tuple[Argument, ...]] = dict.fromkeys(range(len(mentions)), ())
        if inside and likely:
            phrases = np.stack([_vector(layout, encoded, layout.phrases[n].head.i) for n in inside])
            known = np.stack([features(mentions[n], layout)[inside] for n in likely])
            scores = (
                self._heads.roles(triggers[likely], phrases, known) + TRUST * known[..., BY_RULE]
            )
            own |= {
                n: _arguments(layout, mentions[n], inside, rows)
                for n, rows in zip(likely, scores.tolist(), strict=True)
            }
        for n, (mention, reading) in enumerate(zip(mentions, readings, strict=True)):
            yield replace(mention, reading=reading, arguments=own[n])


def _may_be_logged(mention: Mention, least: float) -> bool:
    return mention.reading is not None and mention.reading.logged >= least


def _vector(layout: Layout, encoded: Encoded, token: int) -> Floats:
    first, last = layout.at[token]
    mean: Floats = (encoded.pieces[first] + encoded.pieces[last]) / 2
    return mean


def _is_read(layout: Layout, encoded: Encoded, token: int) -> bool:
    return token in layout.at and layout.at[token][1] < len(encoded.pieces)


def _arguments(
    layout: Layout, mention: Mention, inside: Sequence[int], scores: Sequence[Sequence[float]]
) -> tuple[Argument, ...]:
    trigger = layout.passage.doc[mention.token]
    phrases = [layout.phrases[n] for n in inside]
    return tuple(
        _argument(phrase, row, aside=is_of_other_clause(phrase.head, trigger))
        for phrase, row in zip(phrases, scores, strict=True)
    )


def _argument(
    phrase: Phrase, scores: Sequence[float], *, remote: bool = False, aside: bool = False
) -> Argument:
    actor, recipient, place, time = scores
    if phrase.opposed or aside:
        actor = min(actor, LEAST_ROLE)
    if aside:
        recipient = min(recipient, LEAST_ROLE)
    who = None if phrase.describing else phrase.participant
    return Argument(who, phrase.place, phrase.time, actor, recipient, place, time, remote)
