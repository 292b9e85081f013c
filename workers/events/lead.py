"""What an article's main event takes from the article as a whole where its own clauses say nothing: headline, opening, dateline.

An article's opening sentences and its dateline are about its main event; for any other chain they would be unrelated sentences.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from schemas.mentions import Chain, Participant, Place, Time
from schemas.spans import Quote
from workers.events.mention import Mention

OPENING = 3
"""Sentences of the body that count as its opening."""
ENTITIES = frozenset({"PERSON", "ORG", "GPE", "NORP"})
MOST = 5


@dataclass(frozen=True, slots=True)
class Lead:
    """The article's frame.

    Attributes:
        headline: The headline, None where there is none.
        dateline: Places of the dateline.
        opening: Mentions of the headline and of the first sentences of the body, in order.
    """

    headline: Quote | None
    dateline: tuple[Place, ...]
    opening: tuple[Mention, ...]

    @classmethod
    def of(cls, mentions: Sequence[Mention], headline: Quote | None, dateline: Sequence[Place]) -> "Lead":
        """Cut the opening out of an article's mentions."""
        first = opening_sentence(mentions)
        chosen = tuple(m for m in mentions if m.block == "headline" or first <= m.sentence < first + OPENING)
        return cls(headline, tuple(dateline), chosen)

    def complete(self, chain: Chain, own: Sequence[Mention]) -> Chain:
        """Return the main chain with what it lacks; what it has stays first."""
        return replace(
            chain,
            what=self._what(chain),
            participants=self._participants(chain.participants),
            places=self._places(chain.places, own),
            times=self._times(chain.times, own),
        )

    def _what(self, chain: Chain) -> Quote:
        return self.headline or chain.what

    def _participants(self, found: tuple[Participant, ...]) -> tuple[Participant, ...]:
        """Add the most prominent subject of headline and opening where no actor is known."""
        if any(p.role == "actor" for p in found):
            return found
        known = {p.entity for p in found if p.role != "other"}
        ordered = sorted(self.opening, key=lambda m: (m.block != "headline", -m.prominence))
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

    def _times(self, found: tuple[Time, ...], own: Sequence[Mention]) -> tuple[Time, ...]:
        if any(time.edtf for time in found):
            return found
        inside = {mention.sentence for mention in self.opening}
        near = [time for mention in own if mention.sentence in inside for time in mention.near_times if time.edtf]
        around = [time for mention in self.opening for time in mention.near_times if time.edtf]
        return (*dict.fromkeys([*(near or around)]), *found)[:MOST]


def opening_sentence(mentions: Iterable[Mention]) -> int:
    """Return the number of the first sentence that is no headline."""
    return min((mention.sentence for mention in mentions if mention.block != "headline"), default=0)


def _unique(places: Sequence[Place]) -> tuple[Place, ...]:
    first: dict[str, Place] = {}
    for place in places:
        first.setdefault(place.entity, place)
    return tuple(first.values())
