"""What an article's main event takes from the article as a whole where its own clauses say nothing: headline, opening, dateline.

An article's opening sentences and its dateline are about its main event; for any other chain they would be unrelated sentences.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from schemas.mentions import Chain, Participant, Place, Time
from schemas.spans import Quote
from workers.edtf import InvalidEdtf, bounds
from workers.events.arguments import HAPPENINGS
from workers.events.mention import Mention
from workers.events.syntax import VERBAL

OPENING = 3
"""Sentences of the body that count as its opening."""
PAST = frozenset({"occurred", "ongoing"})
ENTITIES = frozenset({"PERSON", "ORG", "GPE", "NORP"})
MOST = 5
NEWS = timedelta(7)
"""What has happened longer before its article came out is no news: such a date in the opening is that of something else."""
ZONES = timedelta(1)
"""It may have happened on the next day by the clock of another place."""


@dataclass(frozen=True, slots=True)
class Lead:
    """The article's frame.

    Attributes:
        headline: The headline, None where there is none.
        dateline: Places of the dateline.
        opening: Mentions of the headline and of the first sentences of the body, in order.
        day: The first day on which the article can have come out, None where that is unknown.
        reporting: Lemmas of verbs whose subject tells of an event and has no part in it.
    """

    headline: Quote | None
    dateline: tuple[Place, ...]
    opening: tuple[Mention, ...]
    day: date | None = None
    reporting: frozenset[str] = frozenset()

    @classmethod
    def of(
        cls,
        mentions: Sequence[Mention],
        headline: Quote | None,
        dateline: Sequence[Place],
        day: date | None = None,
        *,
        reporting: frozenset[str] = frozenset(),
    ) -> "Lead":
        """Cut the opening out of an article's mentions."""
        first = opening_sentence(mentions)
        chosen = tuple(m for m in mentions if m.block == "headline" or first <= m.sentence < first + OPENING)
        return cls(headline, tuple(dateline), chosen, day, reporting)

    def complete(self, chain: Chain, own: Sequence[Mention]) -> Chain:
        """Return the main chain with what it lacks; what it has stays first."""
        return replace(
            chain,
            what=self._what(chain),
            participants=self._participants(chain, own),
            places=self._places(chain.places, own),
            times=self._times(chain, own),
        )

    def _what(self, chain: Chain) -> Quote:
        return self.headline or chain.what

    def _participants(self, chain: Chain, own: Sequence[Mention]) -> tuple[Participant, ...]:
        """Add the most prominent subject of headline and opening to a noun without an actor; a verb has a subject of its own, be it a thing."""
        found = chain.participants
        by_verbs = all(mention.trigger.pos in VERBAL for mention in own)
        if by_verbs or chain.type.code in HAPPENINGS or any(p.role == "actor" for p in found):
            return found
        known = {p.entity for p in found if p.role != "other"}
        telling = [mention for mention in self.opening if mention.trigger.lemma not in self.reporting]
        ordered = sorted(telling, key=lambda m: (m.block != "headline", -m.prominence))
        actors = (p for mention in ordered for p in mention.participants if p.role == "actor" and p.label in ENTITIES)
        subject = next((actor for actor in actors if actor.entity not in known), None)
        if subject is None:
            return found
        return (subject, *(p for p in found if p.entity != subject.entity))

    def _places(self, found: tuple[Place, ...], own: Sequence[Mention]) -> tuple[Place, ...]:
        if found:
            return found
        near = [place for mention in own[:OPENING] for place in mention.near_places]
        around = [place for mention in self.opening for place in (*mention.places, *mention.near_places)]
        return _unique([*near, *around, *self.dateline])[:MOST]

    def _times(self, chain: Chain, own: Sequence[Mention]) -> tuple[Time, ...]:
        found = chain.times
        if any(time.edtf for time in found):
            return found
        inside = {mention.sentence for mention in self.opening}
        near = [time for mention in own if mention.sentence in inside for time in mention.near_times]
        around = [time for mention in self.opening for time in mention.near_times]
        later = [time for mention in own if mention.sentence not in inside for time in mention.near_times]
        for times in (near, around, later):
            fitting = [time for time in dict.fromkeys(times) if self._fits(time, chain)]
            if fitting:
                return (*fitting, *found)[:MOST]
        return found

    def _fits(self, time: Time, chain: Chain) -> bool:
        """Say whether a date that the opening gives no event in particular can be that of the news."""
        if not time.edtf:
            return False
        days = _days(time.edtf)
        if days is None or self.day is None or chain.modality not in PAST:
            return True
        return self.day - NEWS <= days[1] and days[0] <= self.day + ZONES


def opening_sentence(mentions: Iterable[Mention]) -> int:
    """Return the number of the first sentence that is no headline."""
    return min((mention.sentence for mention in mentions if mention.block != "headline"), default=0)


def _days(edtf: str) -> tuple[date, date] | None:
    try:
        return bounds(edtf)
    except InvalidEdtf:
        return None


def _unique(places: Sequence[Place]) -> tuple[Place, ...]:
    first: dict[str, Place] = {}
    for place in places:
        first.setdefault(place.entity, place)
    return tuple(first.values())
