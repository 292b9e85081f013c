"""Corrections of the bounds of names.

NER includes a verb or a title, cuts a ministry short, and joins two peoples.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from spacy.tokens import Doc, Token

from workers.entities.countries import Countries
from workers.entities.entity_lexicon import NameWords, RoleWords, Titles
from workers.entities.names.label_cues import without_score
from workers.entities.names.ner import is_title
from workers.entities.spans import Name

_POSSESSIVE = frozenset({"'s", "’s", "'", "’"})
_FULL, _LONG = 2, 3
"""Words of a full name, and of a long one."""


class Corrections:
    """Corrects where the names of one slice begin and end, and takes away what is none."""

    def __init__(
        self, lexicon: NameWords, titles: Titles, roles: RoleWords, countries: Countries
    ) -> None:
        self._words = lexicon
        self._titles = titles
        self._roles = roles
        self._countries = countries

    def corrected(self, doc: Doc, names: Sequence[Name]) -> list[Name]:
        """Return the names in order; some are parted in two, some left out."""
        return [
            part
            for name in names
            if (kept := self._kept(doc, name))
            for part in self._parts(doc, kept)
        ]

    def _kept(self, doc: Doc, name: Name) -> Name | None:
        name = self._without_label(doc, self._without_role(doc, name))
        name = without_score(doc, name)
        name = self._without_verb(doc, name) if name.label in {"PERSON", "ORG"} else name
        if self._ends_in_people(doc, name):
            return replace(name, start=name.end - 1).labelled("NORP", "people before a role")
        if self._is_modifier(doc, name) or self._is_title(doc, name) or _is_address(doc, name):
            return None
        return self._without_owner(doc, self._completed(doc, name)) if name.label == "ORG" else name

    def _is_title(self, doc: Doc, name: Name) -> bool:
        """Say whether the name is a title alone: 'Councilor' before 'and', 'Actress' as ORG."""
        if (
            name.label in {"ORG", "NORP"}
            and name.end - name.start == 1
            and doc[name.start].is_title
            and doc[name.start].lower_ in self._roles.persons
        ):
            return True
        if name.label == "PERSON" and self._is_role(doc, name):
            return True
        if (
            name.label != "PERSON"
            or name.end - name.start > 1
            or doc[name.start].lower_ not in self._titles.offices
            or name.end >= len(doc)
        ):
            return False
        following = doc[name.end].lower_
        return (
            following == "and"
            or following in self._titles.offices
            or following in self._titles.modifiers
        )

    def _is_role(self, doc: Doc, name: Name) -> bool:
        """Say whether the name is a role alone: 'Brooklyn Councilman' before a name.

        Another is 'Driver Charged' in a headline.
        """
        last = doc[name.end - 1].lower_
        if name.end - name.start == 1:
            return False
        leads = last in self._roles.persons and name.end < len(doc) and doc[name.end].is_title
        return leads or (
            name.end - name.start == _FULL
            and doc[name.start].lower_ in self._roles.persons
            and last in self._words.verbs
        )

    def _without_owner(self, doc: Doc, name: Name) -> Name:
        """Cut a country's possessive from the name: "China's Equipment Development Department"."""
        at = next(
            (
                token
                for token in range(name.start + 1, name.end - 1)
                if doc[token].text in _POSSESSIVE
            ),
            None,
        )
        owner = at is not None and self._countries.of(doc[name.start : at].text)
        return replace(name, start=at + 1) if owner and at is not None else name

    def _without_role(self, doc: Doc, name: Name) -> Name:
        """Cut a role from the name behind it, which then is a person's: 'Actress Amber Heard'."""
        start = name.start
        while (
            name.label in {"PERSON", "ORG", "FAC", "PRODUCT"}
            and name.end - start > _FULL
            and doc[start].lower_ in self._roles.persons
        ):
            start += 1
        return (
            replace(name, start=start).labelled("PERSON", "role before a name")
            if start > name.start
            else name
        )

    def _without_label(self, doc: Doc, name: Name) -> Name:
        """Cut a label of the page from the beginning of a person's full name.

        The label is a heading in capitals or a picture's source: 'TALKS HELD Rosa Quispe'.

        One word in capitals may be the family name ('QUISPE Rosa Maria'), unless the name behind it
        has it again.
        """
        start = name.start
        while name.label == "PERSON" and name.end - start > _FULL and self._is_label(doc[start]):
            start += 1
        rest = [doc[at] for at in range(start, name.end)]
        if start == name.start or any(_is_shouted(token) for token in rest):
            return name
        first = doc[name.start]
        if (
            start == name.start + 1
            and _is_shouted(first)
            and first.lower_ not in {token.lower_ for token in rest}
        ):
            return name
        while start < name.end - 1 and is_title(doc[start].lower_, self._titles):
            start += 1
        return replace(name, start=start)

    def _is_label(self, token: Token) -> bool:
        return _is_shouted(token) or token.lower_ in self._words.pictures

    def _without_verb(self, doc: Doc, name: Name) -> Name:
        """Cut the name before the verb of a headline: 'Rosa Quispe Heads'.

        Where the verb is the last word, a person keeps more than one word.
        """
        end = next(
            (at for at in range(name.start + 1, name.end - 1) if self._is_headline_verb(doc[at])),
            name.end,
        )
        while (
            end - name.start > 1 + (name.label == "PERSON")
            and doc[end - 1].lower_ in self._words.verbs
            and not doc[end - 1].is_upper
        ):
            end -= 1
        return replace(name, end=end)

    def _is_headline_verb(self, token: Token) -> bool:
        """Say whether a word in a name is a verb in the third person: 'Hale Meets Rebels'."""
        return token.is_title and token.lower_.endswith("s") and token.lower_ in self._words.verbs

    def _is_modifier(self, doc: Doc, name: Name) -> bool:
        """Say whether the name is but the beginning of a title: 'Defense' of 'Defense Minister'."""
        if name.label not in {"ORG", "GPE", "NORP", "PRODUCT", "WORK_OF_ART"} or name.end >= len(
            doc
        ):
            return False
        inside = all(
            doc[at].lower_ in self._titles.modifiers or doc[at].lower_ in self._roles.modifiers
            for at in range(name.start, name.end)
        )
        form = doc[name.start : name.end].text
        return (
            inside and doc[name.end].lower_ in self._roles.singular and not self._countries.of(form)
        )

    def _completed(self, doc: Doc, name: Name) -> Name:
        start, end = name.start, name.end
        if (
            start > 1
            and doc[start - 1].lower_ in {"of", "for"}
            and doc[start - 2].is_title
            and doc[start - 2].lower_ in self._words.departments
        ):
            start -= 2
        while (
            end + 1 < len(doc)
            and doc[end - 1].lower_ in self._words.departments
            and doc[end].lower_ in {"of", "for"}
            and doc[end + 1].is_title
        ):
            end += 2
            while end < len(doc) and doc[end].is_title:
                end += 1
        return replace(name, start=start, end=end)

    def _ends_in_people(self, doc: Doc, name: Name) -> bool:
        """Say whether the name ends in a people's adjective: 'Radical French' farmers."""
        if (
            name.label not in {"ORG", "PERSON"}
            or name.end - name.start == 1
            or name.end >= len(doc)
        ):
            return False
        return (
            doc[name.end].is_lower
            and doc[name.end].lower_ in self._roles.singular
            and self._countries.is_people(doc[name.end - 1].text)
        )

    def _parts(self, doc: Doc, name: Name) -> Iterator[Name]:
        """Part two peoples or countries that a hyphen joins: 'Sino-Russian', 'China-Russia'."""
        hyphen = next(
            (at for at in range(name.start + 1, name.end - 1) if doc[at].text in {"-", "–"}), None
        )
        if hyphen is None or name.label not in {"NORP", "GPE", "LOC", "ORG"}:
            yield name
            return
        left, right = doc[name.start : hyphen].text, doc[hyphen + 1 : name.end].text
        if not (self._countries.of_form(left) and self._countries.of_form(right)):
            yield name
            return
        yield replace(name, end=hyphen).labelled(self._countries.label(left), "peoples joined")
        yield replace(name, start=hyphen + 1).labelled(
            self._countries.label(right), "peoples joined"
        )


def _is_shouted(token: Token) -> bool:
    return token.is_upper and token.is_alpha and len(token) >= _LONG


def _is_address(doc: Doc, name: Name) -> bool:
    """Say whether the name is part of a web address or a path."""
    text = doc[name.start : name.end].text
    return (
        "_" in text
        or "//" in text
        or text.startswith(("www.", "@", "#"))
        or (" " not in text and text.count("/") > 1)
    )
