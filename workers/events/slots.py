"""What fills the slots of an event: who, where and when, of what stands in the sentences that tell it.

Each phrase of a chain's sentences is a candidate. For each slot a logistic model over named features (`data/models.toml`,
fitted by `training/chains.py`) says how probable it is that an editor would write it there.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from schemas.mentions import Modality, Participant, Place, Time
from schemas.spans import Quote
from workers.edtf import days_of
from workers.events.coreference import HEADLINE
from workers.events.lexicon import load_nouns, load_people
from workers.events.mention import Argument, Mention
from workers.events.models import Linear, Slot
from workers.events.participants import is_common, kind_of
from workers.events.readings import MODALITIES

Floats = NDArray[np.float32]
Value = Participant | Place | Time

COMMON = ("best", "second", "mean", "count", "share", "rank", "gap", "only", "headline", "lead", "mentions", "by_rule")
WHO = (
    *COMMON, "other_best", "margin", "other_by_rule", "person", "body", "country", "group", "someone", "thing", "named",
    "as_place", "before",
)  # fmt: skip
WHERE = (*COMMON, "as_actor", "as_recipient", "country", "mapped")
WHEN = (
    *COMMON, "of_others", "ruled_out", "day", "longer", "open", "partial", *(f"is_{kind}" for kind in MODALITIES),
)  # fmt: skip
NAMES: dict[Slot, tuple[str, ...]] = {"actor": WHO, "recipient": WHO, "place": WHERE, "time": WHEN}
LOWEST, HIGHEST = -6.0, 6.0
MANY = 4
MONTH = 31
COUNTRY = "country:"
OPENING = 2
"""Sentences of an article, the headline among them, that count as its lead."""


@dataclass(frozen=True, slots=True)
class Event:
    """What is known of an event when its slots are filled.

    Attributes:
        times_of_others: For each time, its highest log-odds as a time of another event of the article.
        ruled_out: Times that the rules give to other events, and not to this one.
    """

    mentions: Sequence[Mention]
    modality: Modality
    times_of_others: dict[Quote, float]
    ruled_out: frozenset[Quote]


@dataclass(frozen=True, slots=True)
class Candidate:
    """What may fill a slot: the phrase that names it most surely, and what the sentences of the event say of it."""

    value: Value
    features: list[float]


@dataclass(slots=True)
class _Found:
    value: Value
    scores: list[float]
    places: list[tuple[Mention, Argument]]

    @property
    def best(self) -> float:
        return max(self.scores)


def candidates(event: Event, slot: Slot) -> list[Candidate]:
    """Return what may fill a slot of an event, surest first by the encoder alone."""
    found = sorted(_gathered(event.mentions, slot).values(), key=lambda one: (-one.best, one.value.quote))
    rows = []
    for rank, one in enumerate(found):
        values = _common(one, rank, found, event, slot) | _special(one, event, slot)
        rows.append(Candidate(one.value, [float(values.get(name, 0.0)) for name in NAMES[slot]]))
    return rows


def events(chains: Sequence[Sequence[Mention]], modalities: Sequence[Modality]) -> list[Event]:
    """Return the chains of an article as events whose slots are to be filled, each with what the others say of its times."""
    odds = [_time_odds(chain) for chain in chains]
    ruled = [frozenset(time.quote for mention in chain for time in mention.times) for chain in chains]
    found = []
    for number, chain in enumerate(chains):
        others = [n for n in range(len(chains)) if n != number]
        of_others: dict[Quote, float] = {}
        for n in others:
            for quote, score in odds[n].items():
                of_others[quote] = max(score, of_others.get(quote, LOWEST))
        out = frozenset().union(*(ruled[n] for n in others)) - ruled[number]
        found.append(Event(chain, modalities[number], of_others, out))
    return found


def _time_odds(chain: Sequence[Mention]) -> dict[Quote, float]:
    found: dict[Quote, float] = {}
    for argument in (argument for mention in chain for argument in mention.arguments):
        if argument.time is not None:
            score = float(np.clip(argument.as_time, LOWEST, HIGHEST))
            found[argument.time.quote] = max(score, found.get(argument.time.quote, LOWEST))
    return found


def filled(event: Event, slot: Slot, model: Linear) -> list[tuple[float, Value]]:
    """Return what may fill a slot with its log-odds, surest first."""
    found = candidates(event, slot)
    if not found:
        return []
    scores = model.score(np.array([one.features for one in found], np.float32).T, NAMES[slot])
    pairs = [(float(score), one.value) for score, one in zip(scores, found, strict=True)]
    return sorted(pairs, key=lambda pair: (-pair[0], pair[1].quote))


def _gathered(mentions: Sequence[Mention], slot: Slot) -> dict[str, _Found]:
    found: dict[str, _Found] = {}
    for mention in mentions:
        for argument in mention.arguments:
            value, score = _read(argument, slot)
            if value is None or not _key(value):
                continue
            one = found.setdefault(_key(value), _Found(value, [], []))
            if not one.scores or score > one.best:
                one.value = value
            one.scores.append(score)
            one.places.append((mention, argument))
    return found


def _read(argument: Argument, slot: Slot) -> tuple[Value | None, float]:
    """Return what a phrase names that may fill a slot, and the log-odds that it does."""
    value: Value | None = {"place": argument.place, "time": argument.time}.get(slot, argument.participant)
    odds = {
        "actor": argument.as_actor,
        "recipient": argument.as_recipient,
        "place": argument.as_place,
        "time": argument.as_time,
    }
    return value, float(np.clip(odds[slot], LOWEST, HIGHEST))


def _key(value: Value) -> str:
    return value.edtf or "" if isinstance(value, Time) else value.entity


def _common(one: _Found, rank: int, found: Sequence[_Found], event: Event, slot: Slot) -> dict[str, float]:
    ordered = sorted(one.scores, reverse=True)
    return {
        "best": ordered[0],
        "second": ordered[1] if len(ordered) > 1 else LOWEST,
        "mean": sum(ordered) / len(ordered),
        "count": min(sum(score > 0 for score in ordered), MANY) / MANY,
        "share": len({mention.sentence for mention, _ in one.places}) / len({m.sentence for m in event.mentions}),
        "rank": 1 / (1 + rank),
        "gap": one.best - found[0].best,
        "only": float(len(found) == 1),
        "headline": float(any(mention.block == HEADLINE for mention, _ in one.places)),
        "lead": float(any(mention.sentence < OPENING for mention, _ in one.places)),
        "mentions": min(len(event.mentions), MANY) / MANY,
        "by_rule": float(any(_by_rule(mention, one.value, slot) for mention, _ in one.places)),
    }


def _by_rule(mention: Mention, value: Value, slot: Slot) -> bool:
    """Say whether the rules give what a phrase names the slot in a mention."""
    if isinstance(value, Participant):
        return any(p.entity == value.entity and p.role == slot for p in mention.participants)
    if isinstance(value, Place):
        return any(p.entity == value.entity for p in mention.places)
    return any(t.edtf == value.edtf for t in mention.times)


def _special(one: _Found, event: Event, slot: Slot) -> dict[str, float]:
    if isinstance(one.value, Participant):
        return _who(one, one.value, slot)
    if isinstance(one.value, Place):
        return _where(one, one.value)
    return _when(one, one.value, event)


def _who(one: _Found, participant: Participant, slot: Slot) -> dict[str, float]:
    other: Slot = "recipient" if slot == "actor" else "actor"
    others = [_read(argument, other)[1] for _, argument in one.places]
    common = is_common(participant.entity)
    noun = participant.entity.partition(":")[2]
    person = common and kind_of(noun, noun, load_people(), load_nouns()) == "person"
    return {
        "other_best": max(others),
        "margin": one.best - max(others),
        "other_by_rule": float(any(_by_rule(mention, participant, other) for mention, _ in one.places)),
        "person": float(participant.label == "PERSON"),
        "body": float(participant.label == "ORG"),
        "country": float(participant.label == "GPE"),
        "group": float(participant.label == "NORP"),
        "someone": float(person),
        "thing": float(common and not person),
        "named": float(not common),
        "as_place": float(any(argument.place is not None and argument.as_place > 0 for _, argument in one.places)),
        "before": float(any(_stands_before(mention, participant) for mention, _ in one.places)),
    }


def _stands_before(mention: Mention, participant: Participant) -> bool:
    """Say whether a phrase stands before the trigger in its sentence."""
    return participant.quote.field == mention.trigger.field and participant.quote.start < mention.trigger.start


def _where(one: _Found, place: Place) -> dict[str, float]:
    return {
        "as_actor": max(_read(argument, "actor")[1] for _, argument in one.places),
        "as_recipient": max(_read(argument, "recipient")[1] for _, argument in one.places),
        "country": float(place.entity.startswith(COUNTRY)),
        "mapped": float(place.geo is not None),
    }


def _when(one: _Found, time: Time, event: Event) -> dict[str, float]:
    days = days_of(time.edtf or "")
    times = {argument.time.quote for _, argument in one.places if argument.time is not None}
    return {
        "of_others": max((event.times_of_others.get(quote, LOWEST) for quote in times), default=LOWEST),
        "ruled_out": float(bool(times & event.ruled_out)),
        "day": float(days is not None and days[0] == days[1]),
        "longer": float(days is not None and (days[1] - days[0]).days > MONTH),
        "open": float(".." in (time.edtf or "")),
        "partial": float("X" in (time.edtf or "")),
        f"is_{event.modality}": 1.0,
    }
