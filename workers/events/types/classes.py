"""Classes of words that fill the slots of patterns: `@forces`, `@meeting`, `@agreement`."""

from dataclasses import dataclass
from typing import Any

from spacy.tokens import Token


class InvalidClassError(ValueError):
    """The classifier cannot be built: a class names one that does not exist, or itself."""


@dataclass(frozen=True, slots=True)
class WordClasses:
    """Members of each class: lemmas in lower case, and entity labels in capitals.

    A filler headed by one of the class `transparent` (part, number, series, package) stands for
    what it is of ('part of the aid', 'an aid package').
    """

    members: dict[str, frozenset[str]]

    def fits(self, token: Token, fillers: tuple[str, ...]) -> bool:
        """Whether a token, by its lemma, its form or its entity label, is one of the fillers."""
        if token.lemma_.lower() in self.members.get("transparent", ()):
            return any(self.fits(inner, fillers) for inner in _inside(token)) or self._one(
                token, fillers
            )
        return self._one(token, fillers)

    def _one(self, token: Token, fillers: tuple[str, ...]) -> bool:
        words = {token.lemma_.lower(), token.lower_, hyphenated(token) or "", *_titles(token)}
        labels = {token.ent_type_} - {""}
        for filler in fillers:
            wanted = self.members[filler[1:]] if filler.startswith("@") else {filler}
            if not wanted.isdisjoint(words) or not wanted.isdisjoint(labels):
                return True
        return False


def _titles(token: Token) -> set[str]:
    """Return what a name is said to be ('President Kuma', 'Kuma, the president'), lower case."""
    if token.pos_ != "PROPN":
        return set()
    return {t.lemma_.lower() for t in token.children if t.dep_ in {"compound", "appos"}}


def hyphenated(token: Token) -> str | None:
    """Return the word with hyphens that the token ends; None where there is none.

    Its last part is a lemma (`asylum-seeker`).
    """
    doc, at = token.doc, token.i
    parts = [token.lemma_.lower()]
    while at >= 2 and doc[at - 1].text == "-" and not doc[at - 1].whitespace_:  # noqa: PLR2004 (a part and a hyphen)
        at -= 2
        parts.insert(0, doc[at].lower_)
    return "-".join(parts) if len(parts) > 1 else None


def _inside(token: Token) -> list[Token]:
    near = [t for t in token.children if t.dep_ in {"compound", "nmod"}]
    return near + [
        t
        for p in token.children
        if p.dep_ == "prep" and p.lower_ in {"of", "for"}
        for t in p.children
        if t.dep_ == "pobj"
    ]


def read_classes(document: dict[str, Any]) -> WordClasses:
    """Read the classes, with `@other` replaced by the members of that class.

    Raises:
        InvalidClassError: A class includes one that is not defined above it.
    """
    members: dict[str, frozenset[str]] = {}
    for name, words in document.items():
        found: set[str] = set()
        for word in words:
            if word.startswith("@"):
                if word[1:] not in members:
                    raise InvalidClassError(
                        f"class {name} includes {word}, which is not defined above it"
                    )
                found |= members[word[1:]]
            else:
                found.add(word)
        members[name] = frozenset(found)
    return WordClasses(members)
