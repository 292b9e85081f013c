"""Titles before a name and appositions behind it: what the text says a person is."""

from collections.abc import Iterable, Sequence

from spacy.tokens import Doc

from workers.entities.entity_lexicon import Titles, given_names
from workers.entities.normalisation import normal
from workers.entities.people.clustering import PersonMention
from workers.entities.people.role_phrases import Phrase
from workers.entities.spans import Article, Name

_COMMA = ","
_REACH = 9
"""Tokens between the comma and the last role of one apposition ('a State Council member and defence
minister')."""
_CLOSING = frozenset({",", ".", ")", ";", ":", "—", "–", "-"})
_COPULAS = frozenset({"is", "was", "becomes", "became", "remains"})
_DEEDS = ("ed", "said", "says", "told", "will", "is", "was", "has", "had")


def person_mentions(
    article: Article, names: Iterable[Name], phrases: Sequence[Sequence[Phrase]], titles: Titles
) -> tuple[PersonMention, ...]:
    """Return each person's name with its titles; `phrases` holds the role phrases of each slice."""
    return tuple(_described(article, name, phrases[name.slice], titles) for name in names)


def before(doc: Doc, name: Name, phrases: Sequence[Phrase]) -> list[Phrase]:
    """Return the role phrases before a name: 'Defence Minister X', 'the mayor, X,'."""
    for number, phrase in enumerate(phrases):
        if _leads(doc, name.start, phrase):
            first = phrases[number - 1] if number else None
            joined = (
                first is not None
                and first.end == phrase.start - 1
                and doc[first.end].lower_ == "and"
                and first.person
            )
            return [first, phrase] if first and joined and phrase.determiner == "" else [phrase]
    return []


def _leads(doc: Doc, at: int, phrase: Phrase) -> bool:
    if at in {phrase.end, phrase.tail}:
        return phrase.person
    comma = at > 1 and doc[at - 1].text == _COMMA
    return comma and at - 1 in {phrase.end, phrase.tail} and phrase.person and phrase.definite


def behind(doc: Doc, name: Name, phrases: Iterable[Phrase]) -> list[Phrase]:
    """Return the role phrases of an apposition: 'X, the Russian defence minister,'."""
    comma = name.end
    if comma + 1 >= len(doc) or doc[comma].text != _COMMA:
        return []
    end = next(
        (
            at
            for at in range(comma + 1, min(len(doc), comma + 2 * _REACH))
            if doc[at].text in _CLOSING
        ),
        len(doc),
    )
    inside = [
        phrase
        for phrase in phrases
        if comma < phrase.start <= comma + _REACH and phrase.end <= end and phrase.person
    ]
    return inside if _is_apposition(doc, comma + 1, end, inside) else []


def equated(doc: Doc, name: Name, phrases: Iterable[Phrase]) -> list[Phrase]:
    """Return the role phrase that a copula equates with a name: 'X is the mayor of Ghent'."""
    behind_is = name.end + 1 if name.end < len(doc) and doc[name.end].lower_ in _COPULAS else None
    before_is = name.start - 1 if name.start and doc[name.start - 1].lower_ in _COPULAS else None
    return [
        phrase
        for phrase in phrases
        if phrase.person
        and (
            phrase.start - (phrase.determiner != "") == behind_is
            or (phrase.definite and phrase.tail == before_is)
        )
    ][:1]


def _is_relative(doc: Doc, name: Name, titles: Titles) -> bool:
    at = name.start - 1 - (name.start > 1 and doc[name.start - 1].text == _COMMA)
    return at >= 0 and doc[at].lower_ in titles.kin


def _is_apposition(doc: Doc, start: int, end: int, inside: Sequence[Phrase]) -> bool:
    """Say whether the words up to the closing comma begin with a role and hold no verb.

    A verb means that the comma ends something else.
    """
    if not inside or (end < len(doc) and doc[end].text == "-"):
        return False
    first = inside[0]
    begins = first.start - start <= 1 or (
        doc[start].lower_ in {"a", "an", "the"} and first.determiner == ""
    )
    return begins and not any(
        doc[at].lower_.endswith(_DEEDS)
        for at in range(inside[0].end, end)
        if doc[at].is_lower and doc[at].lower_ != "this"
    )


def _described(
    article: Article, name: Name, phrases: Sequence[Phrase], titles: Titles
) -> PersonMention:
    doc = article.slices[name.slice].doc
    found = [*before(doc, name, phrases), *behind(doc, name, phrases), *equated(doc, name, phrases)]
    title = doc[name.start - 1].text if name.start else ""
    word = title.lower().rstrip(".")
    given = given_names().get(normal(doc[name.start].text)) if name.end - name.start > 1 else None
    return PersonMention(
        name,
        article.text(name),
        titles.honorifics.get(word) or given,
        tuple(dict.fromkeys(phrase.role for phrase in found if phrase.noun != "counterpart")),
        next((phrase.country for phrase in found if phrase.country), None),
        title if word in titles.ranks and title.istitle() else None,
        _is_relative(doc, name, titles),
    )
