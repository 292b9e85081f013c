"""Names in headings in capitals, taken from the rest of the article.

NER does not work on such headings.
"""

from collections.abc import Iterator, Mapping, Sequence

from spacy.tokens import Doc

from schemas.annotated import EntityLabel
from workers.entities.spans import Article, Name, written

_SHORTEST = 3
"""Letters of the shortest single word that is looked for."""
Forms = Mapping[tuple[str, ...], EntityLabel]
"""Names in capitals, word by word, to their labels."""


def with_known_capitals(article: Article, names: Sequence[Name]) -> list[Name]:
    """Return the names; headings in capitals have the names known from elsewhere.

    The order is kept, and no two names overlap.
    """
    shouted = {index for index, part in enumerate(article.slices) if part.doc.text.isupper()}
    if not shouted or len(shouted) == len(article.slices):
        return list(names)
    forms = _forms(article, [name for name in names if name.slice not in shouted])
    found = [
        name
        for index in sorted(shouted)
        for name in _found(article.slices[index].doc, index, forms)
    ]
    taken = {(name.slice, at) for name in found for at in range(name.start, name.end)}
    kept = [
        name
        for name in names
        if taken.isdisjoint((name.slice, at) for at in range(name.start, name.end))
    ]
    return sorted([*kept, *found])


def _forms(article: Article, names: Sequence[Name]) -> Forms:
    """Return each name, and each person's surname, in capitals.

    A word that the article also has in lower case is left out.
    """
    common = {
        word.upper() for part in article.slices for word in written(part.doc) if word.islower()
    }
    forms: dict[tuple[str, ...], EntityLabel] = {}
    for name in names:
        words = tuple(
            word.upper() for word in written(article.slices[name.slice].doc)[name.start : name.end]
        )
        for form in (words, words[-1:] if name.label == "PERSON" else words):
            if len(form) > 1 or (len(form[0]) >= _SHORTEST and form[0] not in common):
                forms.setdefault(form, name.label)
    return forms


def _found(doc: Doc, index: int, forms: Forms) -> Iterator[Name]:
    words = written(doc)
    longest = max(map(len, forms), default=0)
    at = 0
    while at < len(words):
        ends = range(min(len(words), at + longest), at, -1)
        end = next((end for end in ends if tuple(words[at:end]) in forms), None)
        if end:
            yield Name(index, at, end, forms[tuple(words[at:end])], "heading in capitals")
        at = end or at + 1
