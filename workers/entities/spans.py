"""The records of this stage: slices of an article, names in them, and referents."""

from dataclasses import dataclass, field, replace

from spacy.tokens import Doc

from schemas import Entity
from schemas.annotated import EntityLabel, Geo
from schemas.prepared import BlockKind
from schemas.spans import Field

POSSESSIVE = frozenset({"'s", "’s", "'", "’"})
"""Tokens of the genitive."""
WRITTEN = "written"
"""Where a document's `user_data` holds its words."""


@dataclass(frozen=True, slots=True)
class Slice:
    """One block of an article with its spaCy `Doc`; `start` is the block's offset in the field."""

    field: Field
    start: int
    kind: BlockKind
    doc: Doc


def written(doc: Doc) -> list[str]:
    """Return the words of the tokens, read once a document.

    A list is faster to walk than a `Doc`, which makes its tokens anew each time.
    """
    if WRITTEN not in doc.user_data:
        doc.user_data[WRITTEN] = [token.text for token in doc]
    words: list[str] = doc.user_data[WRITTEN]
    return words


@dataclass(frozen=True, slots=True, order=True)
class Name:
    """A name: tokens `start:end` of slice number `slice`.

    `rule` is the rule that gave the label.
    """

    slice: int
    start: int
    end: int
    label: EntityLabel
    rule: str = field(default="ner", compare=False)

    def labelled(self, label: EntityLabel, rule: str) -> "Name":
        """Return the name under a label and its rule; unchanged where the label is the same."""
        return self if label == self.label else replace(self, label=label, rule=rule)


@dataclass(frozen=True, slots=True)
class Referent:
    """What a name or phrase stands for."""

    key: str | None
    name: str | None
    country: str | None = None
    roles: tuple[str, ...] = ()
    geo: Geo | None = None
    actor: bool = False


@dataclass(frozen=True, slots=True)
class Article:
    """The slices of one article, and the address it was published at, if known."""

    slices: tuple[Slice, ...]
    url: str | None = None

    def text(self, name: Name) -> str:
        """Return the words of a name as written, in one line."""
        return " ".join(self.slices[name.slice].doc[name.start : name.end].text.split())

    def entity(self, name: Name, referent: Referent) -> Entity:
        """Return the record of a name, its offsets counted in the article's field."""
        part = self.slices[name.slice]
        span = part.doc[name.start : name.end]
        return Entity(
            start=part.start + span.start_char,
            end=part.start + span.end_char,
            label=name.label,
            field=part.field,
            entity=referent.key,
            name=referent.name,
            country=referent.country,
            roles=referent.roles,
            actor=referent.actor,
            geo=referent.geo,
        )
