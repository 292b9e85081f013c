"""Full names of people of which NER saw the surname alone, or nothing."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from spacy.tokens import Doc

from workers.entities.countries import Countries
from workers.entities.entity_lexicon import RoleWords, Titles, given_names
from workers.entities.names.ner import is_title
from workers.entities.spans import Name, written

_MOST_GIVEN = 2
"""Given names in front of a surname."""
_INITIAL = 2
"""Characters of an initial."""


class FullNames:
    """Completes the names of people of one slice."""

    def __init__(self, titles: Titles, roles: RoleWords, countries: Countries) -> None:
        self._titles = titles
        self._roles = roles
        self._countries = countries
        self._given = given_names()

    def completed(self, doc: Doc, index: int, names: Sequence[Name]) -> list[Name]:
        """Return the names of slice number `index` in order, with people's full names."""
        taken = {at for name in names for at in range(name.start, name.end)}
        longer = [
            replace(name, start=self._first(doc, name.start, taken))
            if name.label == "PERSON" and name.end - name.start == 1
            else name
            for name in names
        ]
        taken = {at for name in longer for at in range(name.start, name.end)}
        return sorted([*longer, *self._with_initials(doc, index, taken)])

    def _first(self, doc: Doc, surname: int, taken: set[int]) -> int:
        """Return where the name begins that ends in a surname: 'fighter Conor Hale'.

        Words in capitals go with it where what stands before them shows that they begin neither a
        sentence nor a headline.
        """
        words = written(doc)
        first = surname
        while first > max(0, surname - _MOST_GIVEN) and self._may_be_given(doc, first - 1, taken):
            first -= 1
        before = words[first - 1] if first > 0 else ""
        if first == surname or before.islower() or self._is_role(before):
            return first
        return surname - (words[surname - 1].lower() in self._given)

    def _may_be_given(self, doc: Doc, at: int, taken: set[int]) -> bool:
        word = written(doc)[at]
        if at in taken or doc[at].ent_type_ or not (word.istitle() and word.isalpha()):
            return False
        is_known = self._countries.of(word) is not None or self._countries.is_people(word)
        return len(word) > 1 and not (self._is_role(word) or is_known or doc[at].is_stop)

    def _is_role(self, word: str) -> bool:
        return is_title(word.lower(), self._titles) or word.lower() in self._roles.singular

    def _with_initials(self, doc: Doc, index: int, taken: set[int]) -> Iterator[Name]:
        """Find full names with an initial: 'Todd D. Hale'."""
        words = written(doc)
        for at, (given, initial, surname) in enumerate(
            zip(words, words[1:], words[2:], strict=False)
        ):
            is_initial = len(initial) == _INITIAL and initial[0].isupper() and initial[1] == "."
            is_surname = surname.istitle() and surname.isalpha() and len(surname) > 1
            is_given = given.istitle() and given.lower() in self._given
            if is_initial and is_surname and is_given and taken.isdisjoint(range(at, at + 3)):
                yield Name(index, at, at + 3, "PERSON", "name with an initial")
