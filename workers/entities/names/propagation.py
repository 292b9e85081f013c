"""Repetitions of a name, found throughout the article under the same label."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from spacy.tokens import Doc

from schemas.annotated import EntityLabel
from workers.entities.normalisation import up_to_surname
from workers.entities.spans import Article, Name, written

_LOOSE = frozenset({"ORG", "NORP", "PRODUCT", "WORK_OF_ART", "FAC", "EVENT", "LAW"})
"""Labels that NER gives to a lone surname by mistake."""
_FULL = 2
_REPEATED = frozenset({"PERSON", "ORG", "EVENT", "FAC"})
Words = tuple[str, ...]


def propagated(article: Article, names: Sequence[Name]) -> list[Name]:
    """Return the names with lone surnames as people, and with repetitions that NER missed.

    The order is kept, and no two names overlap.
    """
    people = [up_to_surname(_words(article, name)) for name in names if name.label == "PERSON"]
    full = [words for words in people if len(words) > 1]
    lone = {words[0] for words in people if len(words) == 1}
    parts = {word for words in full for word in (words[0], words[-1]) if len(word) > 1}
    surnames = {words[-1] for words in full}
    named = [_as_person(article, name, parts, lone) for name in names]
    phrases: dict[Words, EntityLabel] = {
        _words(article, name): name.label
        for name in named
        if name.label in _REPEATED and name.end - name.start > 1
    }
    taken = {(name.slice, at) for name in named for at in range(name.start, name.end)}
    again = [
        found
        for index, part in enumerate(article.slices)
        for found in _repetitions(part.doc, index, phrases, surnames, taken)
    ]
    return sorted([*named, *again])


def _words(article: Article, name: Name) -> Words:
    return tuple(token.text for token in article.slices[name.slice].doc[name.start : name.end])


def _as_person(article: Article, name: Name, parts: set[str], lone: set[str]) -> Name:
    """Relabel as PERSON a lone name that is part of a full name.

    Also a name of two words whose second is a person's ('Bettie Page' after 'Ms Page').
    """
    words = _words(article, name)
    is_lone_name = len(words) == 1 and name.label in _LOOSE and words[0] in parts
    has_known_surname = (
        len(words) == _FULL
        and name.label in {"ORG", "FAC", "WORK_OF_ART"}
        and words[1] in lone
        and all(word.istitle() for word in words)
    )
    return (
        name.labelled("PERSON", "part of a person's name")
        if is_lone_name or has_known_surname
        else name
    )


def _repetitions(
    doc: Doc,
    index: int,
    phrases: dict[Words, EntityLabel],
    surnames: set[str],
    taken: set[tuple[int, int]],
) -> Iterator[Name]:
    starts: dict[str, list[Words]] = {}
    for words in sorted(phrases, key=len, reverse=True):
        starts.setdefault(words[0], []).append(words)
    common = {word for word in written(doc) if word.islower()}
    done = 0
    for at, word in enumerate(written(doc)):
        if at < done:
            continue
        found = (
            _at(doc, Name(index, at, at, "ORG"), starts, phrases, taken) if word in starts else None
        )
        if found is None and (index, at) not in taken and _is_surname(doc, at, surnames, common):
            found = Name(index, at, at + 1, "PERSON")
        if found:
            yield found
            done = found.end


def _at(
    doc: Doc,
    here: Name,
    starts: dict[str, list[Words]],
    phrases: dict[Words, EntityLabel],
    taken: set[tuple[int, int]],
) -> Name | None:
    for words in starts.get(doc[here.start].text, ()):
        end = here.start + len(words)
        free = not any((here.slice, inner) in taken for inner in range(here.start, end))
        if free and tuple(token.text for token in doc[here.start : end]) == words:
            return replace(here, end=end, label=phrases[words], rule="repetition")
    return None


def _is_surname(doc: Doc, at: int, surnames: set[str], common: set[str]) -> bool:
    """Say whether a word is a surname alone: no capital word beside it, no common word."""
    if written(doc)[at] not in surnames:
        return False
    token = doc[at]
    if (
        not token.is_title
        or token.lower_ in common
        or token.is_stop
        or token.ent_type_ in {"DATE", "TIME"}
    ):
        return False
    beside = [doc[other] for other in (at - 1, at + 1) if 0 <= other < len(doc)]
    return not any(
        other.text == "-" or (other.is_title and other.i > 0 and not other.is_stop)
        for other in beside
    )
