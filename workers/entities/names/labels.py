"""The label of a name, by its own words and its neighbours; each rule has a name."""

from collections.abc import Iterator
from itertools import pairwise

from spacy.tokens import Doc

from schemas.annotated import EntityLabel
from workers.entities.countries import Countries
from workers.entities.entity_lexicon import (
    KnownOrganisations,
    NameWords,
    RoleWords,
    given_names,
    place_words,
)
from workers.entities.names.label_cues import cued_label
from workers.entities.names.sites import site
from workers.entities.spans import Name

_FULL, _LONG = 2, 3
"""Words of a full name, and of a long one."""
_THINGS = frozenset({"ORG", "FAC", "WORK_OF_ART", "PRODUCT"})
"""Labels that NER gives to people by mistake."""


class Labels:
    """Labels names before places and people are told apart; the first rule that speaks decides."""

    def __init__(
        self, lexicon: NameWords, roles: RoleWords, countries: Countries, known: KnownOrganisations
    ) -> None:
        self._words = lexicon
        self._roles = roles
        self._countries = countries
        self._known = known
        self._given = given_names()
        self._place_words = place_words()

    def labelled(self, doc: Doc, name: Name) -> Name:
        """Return the name under the label of the first rule that speaks, else as it is."""
        if found := cued_label(doc, name, self._words) or site(doc, name, self._place_words):
            return found
        return name.labelled(*next(self._rulings(doc, name), (name.label, name.rule)))

    def _rulings(self, doc: Doc, name: Name) -> Iterator[tuple[EntityLabel, str]]:
        text = doc[name.start : name.end].text
        if name.label in {"ORG", "PERSON"} and self._countries.of(text):
            yield self._countries.label(text), "country or people"
        if text in self._known.written and name.label not in {"GPE", "LOC", "NORP"}:
            yield "ORG", "known body"
        if name.label in _THINGS and self._is_person(doc, name):
            yield "PERSON", "given name"
        if name.label in _THINGS | {"EVENT", "LAW"} and self._is_occasion(doc, name):
            yield "EVENT", "occasion"

    def _is_person(self, doc: Doc, name: Name) -> bool:
        tokens = doc[name.start : name.end]
        if not _FULL <= len(tokens) <= _LONG or not all(token.is_title for token in tokens):
            return False
        public = any(
            token.lower_ in self._words.departments or token.lower_ in self._words.legal
            for token in tokens
        )
        return (
            tokens[0].lower_ in self._given
            and not public
            and tokens[-1].lower_ not in self._roles.singular
        )

    def _is_occasion(self, doc: Doc, name: Name) -> bool:
        """Say whether the name is that of an occasion: 'Cereal Summit'.

        Its last word, or a word before 'on', 'of' or 'for', is in `occasions`.
        """
        words = [doc[at].lower_ for at in range(name.start, name.end)]
        heads = [word for word, after in pairwise(words) if after in {"on", "of", "for"}]
        return len(words) > 1 and any(word in self._words.occasions for word in (words[-1], *heads))
