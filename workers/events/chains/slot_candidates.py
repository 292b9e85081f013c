"""Candidates for the slots of an event: phrases of the article that may fill them.

The phrases of a candidate stand in the sentences of the mentions, where grammar and the encoder see
them beside the word that names the event, or elsewhere in the article, where the encoder alone sees
both.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from math import log

import numpy as np
from numpy.typing import NDArray

from schemas.mentions import Participant, Place, Role, Time, Trigger
from schemas.spans import Quote
from workers.events.arguments.locations import PLACES
from workers.events.chains.repeated_participants import is_within
from workers.events.event_lexicon import load_nouns
from workers.events.mention import Argument, Mention

Floats = NDArray[np.float32]
Filler = Participant | Place | Time

NAMES = (
    "near",
    "near_mean",
    "mentions",
    "behind",
    "of_another",
    "elsewhere",
    "remote",
    "remote_best",
)
NAMED, ELSEWHERE = 20.0, 100.0
"""Points that put a name before a pronoun, and a phrase beside an event word before any other."""
LEAST = -5.0
"""Log-odds of a phrase below which it says no more."""
PARTICIPANTS: tuple[Role, ...] = ("actor", "recipient")
"""Slots that participants fill."""


@dataclass(slots=True)
class Candidate:
    """What may fill a slot, with the log-odds of its phrases.

    Attributes:
        near: Of phrases in the sentences of mentions.
        remote: Of phrases in other sentences, the best for each mention by its number.
        best: The phrase that stands for it, with its log-odds.
    """

    near: list[float] = field(default_factory=list)
    remote: dict[int, float] = field(default_factory=dict)
    best: tuple[float, Filler] | None = None

    def add(self, number: int, argument: Argument, filler: Filler, score: float) -> None:
        """Take up a phrase; `number` is that of the mention."""
        if argument.remote:
            self.remote[number] = max(score, self.remote.get(number, LEAST))
        else:
            self.near.append(score)
        named = isinstance(filler, Participant) and filler.label != "ROLE"
        ranked = score - ELSEWHERE * argument.remote + NAMED * named
        if self.best is None or (ranked, -filler.quote.start) > (
            self.best[0],
            -self.best[1].quote.start,
        ):
            self.best = ranked, filler

    @property
    def filler(self) -> Filler:
        """The phrase that stands for it: near a mention, a name, the surest."""
        assert self.best is not None  # noqa: S101 - a candidate begins with a phrase
        return self.best[1]


def candidates(mentions: Sequence[Mention], slot: str) -> dict[str, Candidate]:
    """Return what may fill a slot of an event, by entity or, of times, by value."""
    found: dict[str, Candidate] = {}
    triggers = [mention.trigger for mention in mentions]
    for number, mention in enumerate(mentions):
        whole = _taking_part(mention, triggers) if slot in PARTICIPANTS else mention.arguments
        for argument in whole:
            key, filler = _filler(argument, slot)
            if filler is not None:
                found.setdefault(key, Candidate()).add(
                    number, argument, filler, max(argument.score(slot), LEAST)
                )
    return found


def slot_features(
    found: dict[str, Candidate],
    mentions: Sequence[Mention],
    of_others: frozenset[Quote] = frozenset(),
) -> Floats:
    """Return the features of candidates, named by `NAMES`: shape (features, candidates).

    Of a candidate with phrases beside a mention count the best of them (`near`) and how far it is
    `behind` the best of all candidates. Of a participant, which most mentions have beside them, the
    mean counts, too, and the number of mentions (its logarithm): the best of many is higher by
    chance. For another candidate the mean over the mentions (`remote`) and the best count.
    """
    best = max(
        (max(candidate.near) for candidate in found.values() if candidate.near), default=LEAST
    )
    rows = [_row(candidate, len(mentions), best, of_others) for candidate in found.values()]
    return np.array(rows, np.float32).reshape(-1, len(NAMES)).T


def _row(
    candidate: Candidate, mentions: int, best: float, of_others: frozenset[Quote]
) -> list[float]:
    of_another = float(candidate.filler.quote in of_others)
    if candidate.near:
        near = max(candidate.near)
        chance = [0.0, 0.0]
        if isinstance(candidate.filler, Participant):
            chance = [float(np.mean(candidate.near)), log(mentions)]
        return [near, *chance, best - near, of_another, 0.0, 0.0, 0.0]
    remote = [candidate.remote.get(number, LEAST) for number in range(mentions)]
    return [0.0, 0.0, 0.0, 0.0, of_another, 1.0, float(np.mean(remote)), max(remote)]


def _filler(argument: Argument, slot: str) -> tuple[str, Filler | None]:
    if slot == "time":
        time = argument.time if argument.time is not None and argument.time.edtf else None
        return (time.edtf or "" if time is not None else ""), time
    filler = argument.place if slot == "place" else argument.participant
    return (filler.entity if filler is not None else ""), filler


def _taking_part(mention: Mention, triggers: Sequence[Trigger]) -> list[Argument]:
    """Return the arguments of a mention without participants that take no part.

    These are places that only describe another participant (in 'a Columbia woman' no town takes
    part), and the event itself: in 'made a number of arrests' no arrests take part.

    Args:
        mention: One of the event's.
        triggers: Those of all mentions of the event.
    """
    quotes = [a.participant.quote for a in mention.arguments if a.participant is not None]

    def describes(one: Participant | None) -> bool:
        return (
            one is not None
            and one.label in PLACES
            and any(is_within(one.quote, other) for other in quotes)
        )

    return [
        replace(a, participant=None)
        if describes(a.participant) or _is_event(a.participant, triggers)
        else a
        for a in mention.arguments
    ]


def _is_event(one: Participant | None, triggers: Sequence[Trigger]) -> bool:
    """Say whether a phrase names an event by one of its triggers, or only counts it."""
    if one is None or one.label != "ROLE":
        return False
    quote, lemma = one.quote, one.entity.removeprefix("np:")
    return any(
        trigger.pos == "NOUN"
        and trigger.field == quote.field
        and quote.start <= trigger.start < trigger.end <= quote.end
        and (lemma == trigger.lemma or lemma in load_nouns().quantities)
        for trigger in triggers
    )
