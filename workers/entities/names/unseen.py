"""Names that NER did not see at all: bodies known by name, peoples, and roads with a number."""

from collections.abc import Iterator, Sequence

from spacy.tokens import Doc

from workers.entities.countries import Countries
from workers.entities.entity_lexicon import KnownOrganisations
from workers.entities.spans import Name, written
from workers.vocabulary import load_states

_FULL = 2
"""Tokens of the longest people's name."""
_LONGEST = 9
"""Tokens of the longest body's name."""


class Unseen:
    """Finds the names of one slice that its other names leave free."""

    def __init__(self, countries: Countries, known: KnownOrganisations) -> None:
        self._countries = countries
        self._known = known
        self._states = frozenset(
            short
            for states in load_states().values()
            for shorts in states.values()
            for short in shorts
        )
        self._beginnings = {
            name[:length] for name in known.written for length in range(1, len(name) + 1)
        }

    def added(self, doc: Doc, index: int, names: Sequence[Name]) -> list[Name]:
        """Return the names of slice number `index` with those that NER missed.

        They are in order, none overlapping.
        """
        roads = list(self._roads(doc, index))
        named = {at for road in roads for at in range(road.start, road.end)}
        names = [name for name in names if named.isdisjoint(range(name.start, name.end))] + roads
        found = [*names, *self._organisations(doc, index, names)]
        return list(_apart(sorted([*found, *self._peoples(doc, index, found)])))

    def _roads(self, doc: Doc, index: int) -> Iterator[Name]:
        """Find roads whose state is in short: 'W.Va. 61', but not 'Troy, Ill. 61 men'."""
        words = written(doc)
        for at, word in enumerate(words):
            number = at + 1 + (words[at + 1 : at + 2] == ["."])
            is_state = "." in words[at:number][-1] and word.replace(".", "") in self._states
            follows_town = at > 0 and words[at - 1] == ","
            if is_state and not follows_town and number < len(doc) and words[number].isdecimal():
                yield Name(index, at, number + 1, "FAC", "road with a number")

    def _organisations(self, doc: Doc, index: int, names: Sequence[Name]) -> Iterator[Name]:
        """Find bodies known by name where NER saw nothing."""
        taken = {at for name in names for at in range(name.start, name.end)}
        done = 0
        for at, word in enumerate(written(doc)):
            if at < done or at in taken or word not in self._beginnings:
                continue
            ends = range(min(len(doc), at + _LONGEST), at, -1)
            end = next(
                (
                    end
                    for end in ends
                    if doc[at:end].text in self._known.written and taken.isdisjoint(range(at, end))
                ),
                None,
            )
            if end:
                yield Name(index, at, end, "ORG", "known body")
                done = end

    def _peoples(self, doc: Doc, index: int, names: Sequence[Name]) -> Iterator[Name]:
        """Find peoples that NER missed: 'Ghanaian authorities' at the beginning of a sentence."""
        taken = {at for name in names for at in range(name.start, name.end)}
        done = 0
        for at, word in enumerate(written(doc)):
            if at < done or at in taken or not word.istitle():
                continue
            ends = range(min(len(doc), at + _FULL), at, -1)
            end = next(
                (
                    end
                    for end in ends
                    if taken.isdisjoint(range(at, end)) and self._is_people(doc, at, end)
                ),
                None,
            )
            if end:
                yield Name(index, at, end, "NORP", "known people")
                done = end

    def _is_people(self, doc: Doc, start: int, end: int) -> bool:
        return doc[end - 1].is_title and self._countries.is_people(doc[start:end].text)


def _apart(names: Sequence[Name]) -> Iterator[Name]:
    end = 0
    for name in names:
        if name.start >= end and name.start < name.end:
            yield name
            end = name.end
