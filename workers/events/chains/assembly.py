"""Chains as records.

The mentions of each event together give its type, modality, participants, places and times.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from schemas.mentions import Chain, Level, Participant, Place
from schemas.spans import Quote
from workers.events.chains.clause_titles import best_clause
from workers.events.chains.coreference import between, linked, pair_scores
from workers.events.chains.pair_features import HEADLINE, entities
from workers.events.chains.salience import NAMES as CHAIN_NAMES
from workers.events.chains.salience import chain_features, logged
from workers.events.chains.slots import SlotFiller, labels_of, times_of_others
from workers.events.chains.voting import event_type, identity, modality, representative, weight
from workers.events.encoder.heads import Heads
from workers.events.event_lexicon import Grammar
from workers.events.mention import Mention
from workers.events.models import Models
from workers.events.readings import LEVELS
from workers.settings import Scope
from workers.vocabulary import Synonyms

Floats = NDArray[np.float32]
CONTEXT = 40


@dataclass(frozen=True, slots=True)
class Assembler:
    """Makes the chains of an article from its mentions."""

    grammar: Grammar
    synonyms: Synonyms
    models: Models
    heads: Heads

    @property
    def slots(self) -> SlotFiller:
        """What fills the slots of an event."""
        return SlotFiller(self.models.slots, self.models.cut)

    def assemble(
        self,
        mentions: Sequence[Mention],
        headline: Quote | None,
        *,
        dateline: tuple[Place, ...] = (),
        scope: Scope = "events",
    ) -> tuple[Chain, ...]:
        """Return the chains of an article in order of their first mention.

        One of them is the main event of the article. A main event whose sentences name no place
        happened where the article is reported from.

        Args:
            mentions: Those of the article, in order.
            headline: The headline, where there is one.
            dateline: Places that the article is reported from.
            scope: With `events`, only the chains whose salience reaches the threshold of the
                models, and the main one.
        """
        kept = list(mentions) if scope == "all" else candidates(mentions, self.models.least_logged)
        if not kept:
            return ()
        scores = pair_scores(kept, self.models.pairs, self.synonyms, self.heads)
        groups = linked(scores)
        chains = [[kept[number] for number in group] for group in groups]
        values = chain_features(chains, between(scores, groups))
        salience = self._salience(values, chains)
        main = self._main(values, salience)
        passed_on = self._passed_on(salience, main, scope)
        labels = labels_of(kept)
        made: dict[int, Chain] = {}
        for n in sorted(passed_on, key=lambda n: (n != main, -salience[n], n)):
            made[n] = self._chain(
                chains,
                n,
                main,
                float(salience[n]),
                headline=headline,
                dateline=dateline,
                labels=labels,
                taken={chain.what for chain in made.values()},
            )
        index_of: dict[int | None, int] = {n: index for index, n in enumerate(passed_on)}
        return tuple(
            replace(made[n], index=index, part_of=index_of.get(_whole(n, chains, kept, groups)))
            for index, n in enumerate(passed_on)
        )

    def _main(self, values: Floats, salience: Floats) -> int | None:
        """Return the number of the main event; None where none is likely enough to be news."""
        main = int(self.models.main.score(values, CHAIN_NAMES).argmax())
        return main if salience[main] >= self.models.least_main else None

    def _passed_on(self, salience: Floats, main: int | None, scope: Scope) -> list[int]:
        """Return the numbers of the chains that leave the stage."""
        least = 0.0 if scope == "all" else self.models.threshold
        return [n for n, p in enumerate(salience) if n == main or p >= least]

    def _salience(self, values: Floats, chains: Sequence[Sequence[Mention]]) -> Floats:
        """Return how probable it is that a desk would log each chain.

        The model has seen chains with a mention that may tell an event. A chain without such a
        mention has the salience of its surest mention alone.
        """
        best = np.array([max(logged(m) for m in chain) for chain in chains], np.float32)
        odds = np.where(
            best < self.models.least_logged, best, self.models.salience.score(values, CHAIN_NAMES)
        )
        found: Floats = (1 / (1 + np.exp(-odds))).astype(np.float32)
        return found

    def _level(self, chain: Sequence[Mention], *, main: bool) -> Level:
        if main:
            return "main"
        levels = np.sum(
            [m.reading.levels * weight(m) for m in chain if m.reading is not None] or [np.zeros(3)],
            0,
        )
        return (
            "reported"
            if levels[LEVELS.index("reported")] >= levels[LEVELS.index("background")]
            else "background"
        )

    def _chain(
        self,
        chains: Sequence[Sequence[Mention]],
        number: int,
        main: int | None,
        salience: float,
        *,
        headline: Quote | None,
        dateline: tuple[Place, ...],
        labels: Mapping[str, str],
        taken: Collection[Quote],
    ) -> Chain:
        mentions = chains[number]
        level = self._level(mentions, main=number == main)
        places = self.slots.places(mentions)
        participants = self.slots.participants(mentions, places, labels)
        return Chain(
            index=number,
            type=event_type(mentions),
            modality=modality(mentions),
            lemma=representative(mentions, self.grammar.light).trigger.lemma,
            mentions=tuple(mention.trigger for mention in mentions),
            what=_title(mentions, level, headline, participants, taken),
            participants=participants,
            places=places or (dateline if number == main else ()),
            times=self.slots.times(mentions, times_of_others(chains, number)),
            level=level,
            salience=round(salience, 3),
            instance=tuple(sorted({word for mention in mentions for word in mention.instance})),
            context=tuple(
                sorted({word for mention in mentions for word in mention.context})[:CONTEXT]
            ),
            source=next((mention.source for mention in mentions if mention.source), None),
            identity=identity(mentions),
            anterior=all(mention.anterior for mention in mentions),
        )


def _title(
    mentions: Sequence[Mention],
    level: Level,
    headline: Quote | None,
    participants: Sequence[Participant],
    taken: Collection[Quote],
) -> Quote:
    """Return the headline where it tells the article's main event, else the best clause.

    What is `taken` is the title of a surer event already.
    """
    if level == "main" and headline is not None and any(m.block == HEADLINE for m in mentions):
        return headline
    names = [participant.name for participant in participants]
    return best_clause(mentions, [weight(m) for m in mentions], names, taken)


def _whole(
    number: int,
    chains: Sequence[Sequence[Mention]],
    mentions: Sequence[Mention],
    groups: Sequence[Sequence[int]],
) -> int | None:
    """Return the chain that this chain is a part of.

    A noun of this chain stands under a noun of that chain, and both chains name one participant.

    'During the visit he will attend the conference': the conference is part of the visit.
    """
    for mention in chains[number]:
        if mention.parent is not None and {
            mention.trigger.pos,
            mentions[mention.parent].trigger.pos,
        } == {"NOUN"}:
            other = next(n for n, group in enumerate(groups) if mention.parent in group)
            if other != number and _named(chains[number]) & _named(chains[other]):
                return other
    return None


def _named(chain: Sequence[Mention]) -> frozenset[str]:
    return frozenset().union(*(entities(m, role) for m in chain for role in ("actor", "recipient")))


def candidates(mentions: Sequence[Mention], least_logged: float) -> list[Mention]:
    """Return the mentions that may tell an event for the log.

    Their `parent` and `support_verb` count among the mentions that are returned.
    """
    kept = [m for m in mentions if m.reading is not None and m.reading.logged >= least_logged]
    place = {id(mention): number for number, mention in enumerate(kept)}
    number_of = [place.get(id(mention)) for mention in mentions]

    def renumbered(old: int | None) -> int | None:
        return number_of[old] if old is not None else None

    return [
        replace(m, parent=renumbered(m.parent), support_verb=renumbered(m.support_verb))
        for m in kept
    ]
