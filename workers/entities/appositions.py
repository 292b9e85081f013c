"""Titles before a name and appositions behind it: what the text says a person is."""

from collections.abc import Iterable, Mapping, Sequence

from spacy.tokens import Doc

from workers.entities.lexicon import Titles
from workers.entities.mentions import Article, Name
from workers.entities.people import PersonMention
from workers.entities.phrases import Phrase

_COMMA = ","


def described(
    article: Article, names: Iterable[Name], phrases: Sequence[Sequence[Phrase]], titles: Titles
) -> tuple[PersonMention, ...]:
    """Return each person's name with its titles; `phrases` holds the role phrases of each slice."""
    ends = [_by_end(own) for own in phrases]
    starts = [_by_start(own) for own in phrases]
    return tuple(_described(article, name, ends[name.slice], starts[name.slice], titles) for name in names)


def before(doc: Doc, name: Name, ends: Mapping[int, Phrase]) -> Phrase | None:
    """Return the role phrase in front of a name: 'Defence Minister X', "China's defence minister, X,"."""
    at = name.start
    if at in ends and not ends[at].plural:
        return ends[at]
    if (
        at > 1
        and doc[at - 1].text == _COMMA
        and (phrase := ends.get(at - 1))
        and phrase.person
        and (phrase.determiner or phrase.country)
    ):
        return phrase
    return None


def behind(doc: Doc, name: Name, starts: Mapping[int, Phrase]) -> Phrase | None:
    """Return the role phrase behind a name and a comma: 'X, the Russian defence minister,'."""
    if name.end + 1 >= len(doc) or doc[name.end].text != _COMMA:
        return None
    phrase = starts.get(name.end + 1) or starts.get(name.end + 2)
    if phrase is None or not phrase.person or (phrase.start == name.end + 2 and not phrase.determiner):
        return None
    return phrase


def _described(
    article: Article, name: Name, ends: Mapping[int, Phrase], starts: Mapping[int, Phrase], titles: Titles
) -> PersonMention:
    doc = article.slices[name.slice].doc
    found = [phrase for phrase in (before(doc, name, ends), behind(doc, name, starts)) if phrase]
    word = doc[name.start - 1].lower_.rstrip(".") if name.start else ""
    return PersonMention(
        name,
        article.text(name),
        titles.honorifics.get(word),
        tuple(dict.fromkeys(phrase.role for phrase in found)),
        next((phrase.country for phrase in found if phrase.country), None),
    )


def _by_end(phrases: Iterable[Phrase]) -> dict[int, Phrase]:
    return {end: phrase for phrase in phrases for end in (phrase.tail, phrase.end)}


def _by_start(phrases: Iterable[Phrase]) -> dict[int, Phrase]:
    return {phrase.start: phrase for phrase in phrases}
