"""Slips that NER makes with names in news, repaired by rules over tokens: a verb or title taken in, a ministry cut short, two peoples in one."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from spacy.tokens import Doc, Token

from schemas.annotated import EntityLabel
from workers.entities.countries import Countries
from workers.entities.lexicon import Bodies, NameWords, RoleWords, Titles, given_names
from workers.entities.names.ner import is_title
from workers.entities.normalisation import normal
from workers.entities.spans import Name, written

_POSSESSIVE = frozenset({"'s", "’s", "'", "’"})
_FULL, _LONG = 2, 3
"""Words of a full name, and of a long one."""
_SHIPS = frozenset({"MV", "INS", "USS", "HMS", "SS", "MT", "USNS", "RMS", "HMCS", "HMAS", "M/V"})
_LONGEST = 9
"""Tokens of the longest body's name."""


class Repairs:
    """Repairs the names of one slice."""

    def __init__(
        self, lexicon: NameWords, titles: Titles, roles: RoleWords, countries: Countries, known: Bodies
    ) -> None:
        self._words = lexicon
        self._titles = titles
        self._roles = roles
        self._countries = countries
        self._known = known
        self._given = given_names()
        self._beginnings = {name[:length] for name in known.written for length in range(1, len(name) + 1)}

    def repaired(self, doc: Doc, index: int, names: Sequence[Name]) -> list[Name]:
        """Return the names of slice number `index` in order, none overlapping."""
        found = [part for name in names if (kept := self._kept(doc, name)) for part in self._parts(doc, kept)]
        found += self._bodies(doc, index, found)
        found += self._peoples(doc, index, found)
        return list(_apart(sorted(self._relabelled(doc, name) for name in found)))

    def _kept(self, doc: Doc, name: Name) -> Name | None:
        name = self._without_label(doc, self._without_role(doc, name))
        name = self._without_verb(doc, name) if name.label in {"PERSON", "ORG"} else name
        if self._ends_in_people(doc, name):
            return replace(name, start=name.end - 1, label="NORP")
        if self._is_modifier(doc, name) or self._is_title(doc, name) or _is_address(doc, name):
            return None
        return self._without_owner(doc, self._completed(doc, name)) if name.label == "ORG" else name

    def _is_title(self, doc: Doc, name: Name) -> bool:
        """Say whether NER took a title alone for a name: 'Councilor' before 'and' or another title, 'Actress' for a body."""
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
        return following == "and" or following in self._titles.offices or following in self._titles.modifiers

    def _is_role(self, doc: Doc, name: Name) -> bool:
        """Say whether a role and no more was taken for a person: 'Brooklyn Councilman' before the name, 'Driver Charged' in a headline."""
        last = doc[name.end - 1].lower_
        if name.end - name.start == 1:
            return False
        leads = last in self._roles.persons and name.end < len(doc) and doc[name.end].is_title
        return leads or (
            name.end - name.start == _FULL
            and doc[name.start].lower_ in self._roles.persons
            and last in self._words.verbs
        )

    def _is_person(self, doc: Doc, name: Name) -> bool:
        tokens = doc[name.start : name.end]
        if not _FULL <= len(tokens) <= _LONG or not all(token.is_title for token in tokens):
            return False
        public = any(token.lower_ in self._words.departments or token.lower_ in self._words.legal for token in tokens)
        return tokens[0].lower_ in self._given and not public and tokens[-1].lower_ not in self._roles.singular

    def _without_owner(self, doc: Doc, name: Name) -> Name:
        """Cut a country's possessive from a body's name: "China's Equipment Development Department"."""
        at = next((token for token in range(name.start + 1, name.end - 1) if doc[token].text in _POSSESSIVE), None)
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
        return replace(name, start=start, label="PERSON") if start > name.start else name

    def _without_label(self, doc: Doc, name: Name) -> Name:
        """Cut what a page sets before a person's full name without a stop: a heading in capitals, where its picture is from ('TALKS HELD Rosa Quispe').

        One word in capitals may be the family name ('QUISPE Rosa Maria'), unless the name behind it has it again.
        """
        start = name.start
        while name.label == "PERSON" and name.end - start > _FULL and self._is_label(doc[start]):
            start += 1
        rest = [doc[at] for at in range(start, name.end)]
        if start == name.start or any(_is_shouted(token) for token in rest):
            return name
        first = doc[name.start]
        if start == name.start + 1 and _is_shouted(first) and first.lower_ not in {token.lower_ for token in rest}:
            return name
        while start < name.end - 1 and is_title(doc[start].lower_, self._titles):
            start += 1
        return replace(name, start=start)

    def _is_label(self, token: Token) -> bool:
        return _is_shouted(token) or token.lower_ in self._words.pictures

    def _without_verb(self, doc: Doc, name: Name) -> Name:
        """Cut the name before a headline's verb: 'Rosa Quispe Heads'. The verb must be the last word, and more than one word must stay of a person."""
        end = name.end
        while (
            end - name.start > 1 + (name.label == "PERSON")
            and doc[end - 1].lower_ in self._words.verbs
            and not doc[end - 1].is_upper
        ):
            end -= 1
        return replace(name, end=end)

    def _is_modifier(self, doc: Doc, name: Name) -> bool:
        """Say whether the name is but the beginning of a title: 'Defense' of 'Defense Minister'."""
        if name.label not in {"ORG", "GPE", "NORP", "PRODUCT", "WORK_OF_ART"} or name.end >= len(doc):
            return False
        inside = all(
            doc[at].lower_ in self._titles.modifiers or doc[at].lower_ in self._roles.modifiers
            for at in range(name.start, name.end)
        )
        form = doc[name.start : name.end].text
        return inside and doc[name.end].lower_ in self._roles.singular and not self._countries.of(form)

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

    def _bodies(self, doc: Doc, index: int, names: Sequence[Name]) -> Iterator[Name]:
        """Find bodies known by name where NER saw nothing."""
        taken = {at for name in names for at in range(name.start, name.end)}
        done = 0
        for at, word in enumerate(written(doc)):
            if at < done or at in taken or word not in self._beginnings:
                continue
            ends = range(min(len(doc), at + _LONGEST), at, -1)
            end = next(
                (end for end in ends if doc[at:end].text in self._known.written and taken.isdisjoint(range(at, end))),
                None,
            )
            if end:
                yield Name(index, at, end, "ORG")
                done = end

    def _peoples(self, doc: Doc, index: int, names: Sequence[Name]) -> Iterator[Name]:
        """Find peoples where NER saw nothing: 'Ghanaian authorities' at the beginning of a sentence."""
        taken = {at for name in names for at in range(name.start, name.end)}
        done = 0
        for at, word in enumerate(written(doc)):
            if at < done or at in taken or not word.istitle():
                continue
            ends = range(min(len(doc), at + _FULL), at, -1)
            end = next(
                (end for end in ends if taken.isdisjoint(range(at, end)) and self._is_people(doc, at, end)), None
            )
            if end:
                yield Name(index, at, end, "NORP")
                done = end

    def _ends_in_people(self, doc: Doc, name: Name) -> bool:
        """Say whether a people's adjective and the word before it were taken for a body: 'Radical French' farmers."""
        if name.label not in {"ORG", "PERSON"} or name.end - name.start == 1 or name.end >= len(doc):
            return False
        return (
            doc[name.end].is_lower
            and doc[name.end].lower_ in self._roles.singular
            and self._is_people(doc, name.end - 1, name.end)
        )

    def _is_people(self, doc: Doc, start: int, end: int) -> bool:
        return doc[end - 1].is_title and normal(doc[start:end].text) in self._countries.demonyms

    def _parts(self, doc: Doc, name: Name) -> Iterator[Name]:
        """Part two peoples or countries that a hyphen joins: 'Sino-Russian', 'China-Russia'."""
        hyphen = next((at for at in range(name.start + 1, name.end - 1) if doc[at].text in {"-", "–"}), None)
        if hyphen is None or name.label not in {"NORP", "GPE", "LOC", "ORG"}:
            yield name
            return
        left, right = doc[name.start : hyphen].text, doc[hyphen + 1 : name.end].text
        if not (self._people(left) and self._people(right)):
            yield name
            return
        yield replace(name, end=hyphen, label=self._label(left))
        yield replace(name, start=hyphen + 1, label=self._label(right))

    def _people(self, text: str) -> str | None:
        return self._countries.of(text) or self._countries.prefixes.get(normal(text))

    def _label(self, text: str) -> EntityLabel:
        return "GPE" if normal(text) in self._countries.names else "NORP"

    def _relabelled(self, doc: Doc, name: Name) -> Name:
        """Take a known body for a body, a ship for a product, a name with a given name for a person's, and 'Summit' or 'Conference on' for an event."""
        text = doc[name.start : name.end].text
        if text in self._known.written and name.label not in {"GPE", "LOC", "NORP"}:
            return replace(name, label="ORG")
        if doc[name.start].text in _SHIPS and name.end - name.start > 1:
            return replace(name, label="PRODUCT")
        if name.label in {"ORG", "FAC", "WORK_OF_ART", "PRODUCT"} and self._is_person(doc, name):
            return replace(name, label="PERSON")
        if name.label not in {"ORG", "EVENT", "FAC", "WORK_OF_ART", "PRODUCT", "LAW"} or name.end - name.start == 1:
            return name
        last = doc[name.end - 1].lower_
        inner = [doc[at].lower_ for at in range(name.start, name.end - 1) if doc[at + 1].lower_ in {"on", "of", "for"}]
        if last in self._words.occasions or any(word in self._words.occasions for word in inner):
            return replace(name, label="EVENT")
        return name


def _is_shouted(token: Token) -> bool:
    return token.is_upper and token.is_alpha and len(token) >= _LONG


def _is_address(doc: Doc, name: Name) -> bool:
    """Say whether the name is part of a web address or a path."""
    text = doc[name.start : name.end].text
    return (
        "_" in text or "//" in text or text.startswith(("www.", "@", "#")) or (" " not in text and text.count("/") > 1)
    )


def _apart(names: Sequence[Name]) -> Iterator[Name]:
    end = 0
    for name in names:
        if name.start >= end and name.start < name.end:
            yield name
            end = name.end
