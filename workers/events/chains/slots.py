"""Who takes part in an event, where and when.

The mentions of the event are weighed together: what each says of each candidate. A logistic model
for each role (`data/models.toml`, fitted by `training/chains.py`) makes one log-odds of these.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from schemas.mentions import Participant, Place, Time
from schemas.spans import Quote
from workers.edtf import days_of
from workers.events.chains.repeated_participants import Filling, is_within, without_repetitions
from workers.events.chains.slot_candidates import (
    NAMES,
    PARTICIPANTS,
    Filler,
    candidates,
    slot_features,
)
from workers.events.labels import ROLES, TOWN
from workers.events.mention import Mention
from workers.events.models import Linear, probability

MOST_PARTICIPANTS = 4
BOTH = 0.75
"""Log-odds from which a participant has its less likely role, too: of equal sides, as of talks or a
merger, each acts and each is acted on."""
MOST = 5
"""Places and times that an event keeps."""


@dataclass(frozen=True, slots=True)
class SlotFiller:
    """Fills the slots of an event from its mentions.

    Attributes:
        models: By slot.
        cut: Least log-odds: of the likeliest participant (`first`), of the likeliest in the other
            role (`other_role`) and of others (`further`); of places (`place`) and of times
            (`time`).
    """

    models: dict[str, Linear]
    cut: dict[str, float]

    def _scored(
        self, mentions: Sequence[Mention], slot: str, of_others: frozenset[Quote] = frozenset()
    ) -> dict[str, tuple[float, Filler]]:
        found = candidates(mentions, slot)
        if not found:
            return {}
        scores = self.models[slot].score(slot_features(found, mentions, of_others), NAMES)
        return {
            key: (float(score), one.filler)
            for (key, one), score in zip(found.items(), scores, strict=True)
        }

    def participants(
        self,
        mentions: Sequence[Mention],
        places: Sequence[Place],
        labels: Mapping[str, str] | None = None,
    ) -> tuple[Participant, ...]:
        """Return who takes part, each entity once in a role.

        Actors come before recipients, the surest first. A town where it happens takes no part,
        unless it acts by the grammar of a clause ('charged by Black Hawk County').

        Args:
            mentions: Those of one event.
            places: Where it happens, as `places` tells it.
            labels: Those of `labels_of`.
        """
        if all(mention.reading is None for mention in mentions):
            return _by_rules(mentions)
        likely = [
            (score, role, with_label(who, labels or {}))
            for score, role, who in self._likely(mentions)
        ]
        kept = without_repetitions(likely, [_entities_of_clause(m) for m in mentions])
        towns = {place.entity for place in places if place.entity.startswith(TOWN)}
        acting = {p.entity for m in mentions for p in m.participants if p.role == "actor"}
        kept = [one for one in kept if one[2].entity not in towns - acting]
        most = list(dict.fromkeys(one[2].entity for one in kept))[:MOST_PARTICIPANTS]
        ordered = sorted(
            (one for one in kept if one[2].entity in most),
            key=lambda item: (ROLES.index(item[1]), -item[0], item[2].quote),
        )
        return tuple(replace(participant, role=role) for _, role, participant in ordered)

    def _likely(self, mentions: Sequence[Mention]) -> list[Filling]:
        """Return the participants that are likely enough, surest first.

        The likeliest of all needs least, since an event without participants tells a reader little;
        the likeliest in the other role needs less than those who stand beside it. Who is likely
        enough in one role has the other, too, from log-odds of `BOTH` on, unless nobody else takes
        part.
        """
        scored = [
            (score, role, filler)
            for role in PARTICIPANTS
            for score, filler in self._scored(mentions, role).values()
            if isinstance(filler, Participant)
        ]
        likely: dict[str, bool] = {}
        kept: list[Filling] = []
        for score, role, who in sorted(scored, key=lambda item: (-item[0], item[2].quote)):
            if who.entity in likely:
                takes_part = likely[who.entity] and score > BOTH
            else:
                roles = {other for _, other, _ in kept}
                rank = "first" if not roles else "further" if role in roles else "other_role"
                takes_part = score > self.cut[rank]
                likely[who.entity] = takes_part
            if takes_part:
                kept.append((score, role, who))
        is_alone = len({who.entity for _, _, who in kept}) == 1
        return kept[:1] if is_alone else kept

    def places(self, mentions: Sequence[Mention]) -> tuple[Place, ...]:
        """Return where it happens, surest first."""
        if all(mention.reading is None for mention in mentions):
            return tuple({p.entity: p for m in mentions for p in m.places}.values())[:MOST]
        scored = self._scored(mentions, "place").values()
        places = [(score, place) for score, place in scored if isinstance(place, Place)]
        ranked = sorted(places, key=lambda pair: (-pair[0], pair[1].quote))[:MOST]
        return tuple(place for score, place in ranked if score > self.cut["place"])

    def times(
        self, mentions: Sequence[Mention], of_others: frozenset[Quote] = frozenset()
    ) -> tuple[Time, ...]:
        """Return when it happens, surest first, of two the shorter.

        Args:
            mentions: Those of one event.
            of_others: Times that the rules give to other events of the article.
        """
        if all(mention.reading is None for mention in mentions):
            times = dict.fromkeys(time for mention in mentions for time in mention.times)
            return tuple(sorted(times, key=lambda time: time.edtf is None))[:MOST]
        scored = self._scored(mentions, "time", of_others).values()
        kept = [
            (score, time)
            for score, time in scored
            if score > self.cut["time"] and isinstance(time, Time)
        ]
        ranked = sorted(
            kept, key=lambda pair: (-round(pair[0], 1), _days(pair[1].edtf or ""), pair[1].quote)
        )
        return tuple(
            replace(time, probability=round(probability(score), 3)) for score, time in ranked[:MOST]
        )


def _entities_of_clause(mention: Mention) -> frozenset[str]:
    """Return the entities that the clause of a mention names, by name or pronoun."""
    whole = (a.participant for a in mention.arguments if a.participant is not None)
    return frozenset(one.entity for one in whole if is_within(one.quote, mention.clause))


def times_of_others(chains: Sequence[Sequence[Mention]], number: int) -> frozenset[Quote]:
    """Return the times that the rules give to mentions of other chains, and to none of this one."""
    own = {time.quote for mention in chains[number] for time in mention.times}
    others = (m for n, chain in enumerate(chains) if n != number for m in chain)
    return frozenset(time.quote for mention in others for time in mention.times) - own


def labels_of(mentions: Iterable[Mention]) -> dict[str, str]:
    """Return by entity the label that its name has in an article.

    A pronoun or role that stands for the entity has `ROLE`.
    """
    participants = (
        a.participant
        for mention in mentions
        for a in mention.arguments
        if a.participant is not None
    )
    return {
        participant.entity: participant.label
        for participant in participants
        if participant.label != "ROLE"
    }


def with_label(participant: Participant, labels: Mapping[str, str]) -> Participant:
    """Return a participant with the label of its name, where the article names it."""
    return replace(participant, label=labels.get(participant.entity, participant.label))


def _days(edtf: str) -> int:
    """Return how many days a value runs; 1 where its days are not known."""
    days = days_of(edtf)
    return (days[1] - days[0]).days + 1 if days is not None else 1


def _by_rules(mentions: Sequence[Mention]) -> tuple[Participant, ...]:
    first = {p.entity: p for m in reversed(mentions) for p in reversed(m.participants)}
    return tuple(sorted(first.values(), key=lambda p: (ROLES.index(p.role), p.quote)))
