"""Who takes part in an event, where and when.

The mentions of the event are weighed together: what each says of each candidate. A candidate's
phrases stand in the sentences of the mentions, where grammar and the encoder see them beside the
word that names the event, or elsewhere in the article, where the encoder alone sees both. A
logistic model for each role (`data/models.toml`, fitted by `training/chains.py`) makes one log-odds
of these.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

import numpy as np
from numpy.typing import NDArray

from schemas.mentions import Participant, Place, Role, Time
from schemas.spans import Quote
from workers.edtf import days_of
from workers.events.locations import PLACES, TOWN
from workers.events.mention import Argument, Mention
from workers.events.models import Linear

Floats = NDArray[np.float32]
Filler = Participant | Place | Time

NAMES = ("near", "behind", "of_another", "elsewhere", "remote", "remote_best")
NAMED, ELSEWHERE = 20.0, 100.0
"""Points that put a name before a pronoun, and a phrase beside an event word before any other."""
LEAST = -5.0
"""Log-odds of a phrase below which it says no more."""
MOST_PARTICIPANTS = 4
MOST = 5
"""Places and times that an event keeps."""
ANYBODY = frozenset(
    {
        "boy",
        "girl",
        "individual",
        "male",
        "man",
        "person",
        "suspect",
        "teen",
        "teenager",
        "victim",
        "woman",
    }
)
"""Nouns for one person that tell little of whom they name."""
AGED = "-year-old"
"""End of a phrase that tells of a person the age alone."""
PARTICIPANTS: tuple[Role, ...] = ("actor", "recipient")
"""Slots that participants fill."""
ROLES: tuple[Role, ...] = (*PARTICIPANTS, "other")
ARTICLES = frozenset({"a", "an", "the"})
Filling = tuple[float, Role, Participant]
"""A participant with its role, and its log-odds in it."""


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
    for number, mention in enumerate(mentions):
        whole = _apart(mention.arguments) if slot in PARTICIPANTS else mention.arguments
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

    Where a candidate has phrases beside a mention, the best of them alone counts (`near`), and how
    far it is `behind` the best of all candidates. For another candidate the mean over the mentions
    (`remote`) and the best count.
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
        return [near, best - near, of_another, 0.0, 0.0, 0.0]
    remote = [candidate.remote.get(number, LEAST) for number in range(mentions)]
    return [0.0, 0.0, of_another, 1.0, float(np.mean(remote)), max(remote)]


@dataclass(frozen=True, slots=True)
class SlotFiller:
    """Fills the slots of an event from its mentions.

    Attributes:
        models: By slot.
        cut: Least log-odds by slot; of participants, of the likeliest of each role (`first`) and of
            others (`further`).
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
        self, mentions: Sequence[Mention], places: Sequence[Place]
    ) -> tuple[Participant, ...]:
        """Return who takes part, each entity once, in its likelier role.

        Actors come before recipients, the surest first. A town where it happens takes no part.

        Args:
            mentions: Those of one event.
            places: Where it happens, as `places` tells it.
        """
        if all(mention.reading is None for mention in mentions):
            return _by_rules(mentions)
        kept = self._likely(mentions)
        kept = [one for one in kept if not _is_named_too(one, kept)]
        towns = {place.entity for place in places if place.entity.startswith(TOWN)}
        kept = [one for one in _each_once(kept) if one[2].entity not in towns]
        ordered = sorted(
            kept[:MOST_PARTICIPANTS],
            key=lambda item: (ROLES.index(item[1]), -item[0], item[2].quote),
        )
        return tuple(replace(participant, role=role) for _, role, participant in ordered)

    def _likely(self, mentions: Sequence[Mention]) -> list[Filling]:
        """Return the participants that are likely enough, each in its likelier role, surest first.

        The likeliest of each role needs less than those who stand beside it.
        """
        best: dict[str, tuple[float, Role, Filler]] = {}
        for role in PARTICIPANTS:
            for key, (score, filler) in self._scored(mentions, role).items():
                if score > best.get(key, (-np.inf,))[0]:
                    best[key] = score, role, filler
        kept: list[Filling] = []
        for score, role, filler in sorted(
            best.values(), key=lambda item: (-item[0], item[2].quote)
        ):
            first = all(role != other for _, other, _ in kept)
            least = self.cut["first" if first else "further"]
            if isinstance(filler, Participant) and score > least:
                kept.append((score, role, filler))
        return kept

    def places(self, mentions: Sequence[Mention]) -> tuple[Place, ...]:
        """Return where it happens, surest first."""
        if all(mention.reading is None for mention in mentions):
            return tuple({p.entity: p for m in mentions for p in m.places}.values())[:MOST]
        scored = self._scored(mentions, "place").values()
        kept = [
            (score, place)
            for score, place in scored
            if score > self.cut["place"] and isinstance(place, Place)
        ]
        return tuple(
            place for _, place in sorted(kept, key=lambda pair: (-pair[0], pair[1].quote))
        )[:MOST]

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
        return tuple(time for _, time in ranked)[:MOST]


def times_of_others(chains: Sequence[Sequence[Mention]], number: int) -> frozenset[Quote]:
    """Return the times that the rules give to mentions of other chains, and to none of this one."""
    own = {time.quote for mention in chains[number] for time in mention.times}
    others = (m for n, chain in enumerate(chains) if n != number for m in chain)
    return frozenset(time.quote for mention in others for time in mention.times) - own


def _filler(argument: Argument, slot: str) -> tuple[str, Filler | None]:
    if slot == "time":
        time = argument.time if argument.time is not None and argument.time.edtf else None
        return (time.edtf or "" if time is not None else ""), time
    filler = argument.place if slot == "place" else argument.participant
    return (filler.entity if filler is not None else ""), filler


def labels_of(mentions: Iterable[Mention]) -> dict[str, str]:
    """Return by entity the label that its name has in an article.

    A pronoun or role that stands for the entity has `ROLE`.
    """
    told = (
        a.participant
        for mention in mentions
        for a in mention.arguments
        if a.participant is not None
    )
    return {
        participant.entity: participant.label for participant in told if participant.label != "ROLE"
    }


def with_label(participant: Participant, labels: Mapping[str, str]) -> Participant:
    """Return a participant with the label of its name, where the article names it."""
    return replace(participant, label=labels.get(participant.entity, participant.label))


def _apart(arguments: Sequence[Argument]) -> list[Argument]:
    """Return the arguments without places that only describe another participant.

    In 'a Columbia woman' no town takes part.
    """
    quotes = [a.participant.quote for a in arguments if a.participant is not None]

    def describes(one: Participant | None) -> bool:
        return (
            one is not None
            and one.label in PLACES
            and any(_is_within(one.quote, other) for other in quotes)
        )

    return [replace(a, participant=None) if describes(a.participant) else a for a in arguments]


def _each_once(kept: Sequence[Filling]) -> list[Filling]:
    """Return who takes part without those who are told in other words too.

    Of two phrases of which one stands within the other, or has all its words, one remains.
    """
    found: list[Filling] = []
    for one in kept:
        again = next((other for other in found if _is_same(one[2], other[2])), None)
        if again is None:
            found.append(one)
        elif _stands_for(one[2], again[2]):
            found[found.index(again)] = again[0], again[1], one[2]
    return found


def _is_same(one: Participant, other: Participant) -> bool:
    """Say whether two phrases may stand for one participant, or one only describes the other."""
    if _is_within(one.quote, other.quote) or _is_within(other.quote, one.quote):
        return True
    if one.label != other.label or one.label in PLACES:
        return False
    words, others = _content(one), _content(other)
    return bool(words and others) and (words <= others or others <= words)


def _stands_for(one: Participant, told: Participant) -> bool:
    """Say whether a phrase tells a participant better than the one that is told.

    In 'the minister Ann Lee' the name does, in 'a Columbia man' the whole.
    """
    if _is_within(one.quote, told.quote):
        ends = one.quote.end == told.quote.end
        return one.label == "PERSON" and ends and " of " not in told.quote.quote
    if _is_within(told.quote, one.quote):
        return not _stands_for(told, one)
    return False


def _content(one: Participant) -> set[str]:
    return set(one.name.casefold().split()) - ARTICLES


def _is_named_too(one: Filling, others: Sequence[Filling]) -> bool:
    """Say whether a phrase stands for a person that is named in the same role.

    Such phrases are 'the man', or a surname.
    """
    words = one[2].name.casefold().split()
    if one[2].label != "ROLE" or not words:
        return False
    people = [
        who.name.casefold().split()
        for _, role, who in others
        if role == one[1] and who.label == "PERSON"
    ]
    return bool(people) and (
        words[-1] in ANYBODY
        or words[-1].endswith(AGED)
        or any(set(words) <= set(name) for name in people)
    )


def _is_within(one: Quote, other: Quote) -> bool:
    return (
        one != other
        and one.field == other.field
        and other.start <= one.start
        and one.end <= other.end
    )


def _days(edtf: str) -> int:
    """Return how many days a value runs; 1 where its days are not known."""
    days = days_of(edtf)
    return (days[1] - days[0]).days + 1 if days is not None else 1


def _by_rules(mentions: Sequence[Mention]) -> tuple[Participant, ...]:
    first = {p.entity: p for m in reversed(mentions) for p in reversed(m.participants)}
    return tuple(sorted(first.values(), key=lambda p: (ROLES.index(p.role), p.quote)))
