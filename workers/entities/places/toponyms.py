"""From the place names of an article to toponyms: their form, and their larger places."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Literal

from spacy.tokens import Doc

from workers.entities.entity_lexicon import PlaceWords
from workers.entities.normalisation import place_form
from workers.entities.places.disambiguation import Toponym
from workers.entities.spans import Article, Name
from workers.vocabulary import load_states

_POSTAL = 2
_OPENERS = frozenset({",", "("})
_DIRECTIONS = {"N.": "North", "S.": "South", "E.": "East", "W.": "West"}


@dataclass(frozen=True, slots=True)
class Abbreviations:
    """Short names of states and provinces, without points.

    Each has the form of the full name and of its country.
    """

    full: Mapping[str, tuple[str, str]]

    def expand(self, text: str, *, after_comma: bool) -> tuple[str, str] | None:
        """Return (state, country) forms; two capitals count only after a comma."""
        plain = text.replace(".", "")
        if len(plain) == _POSTAL and plain.isupper() and not (after_comma or "." in text):
            return None
        return self.full.get(plain)


@cache
def abbreviations() -> Abbreviations:
    """Return the abbreviations of `workers.vocabulary.load_states`."""
    countries = {"US": "united states", "CA": "canada", "AU": "australia"}
    return Abbreviations(
        {
            short: (place_form(name), countries[code])
            for code, states in reversed(load_states().items())
            for name, shorts in states.items()
            for short in shorts
        }
    )


def toponyms(
    article: Article, names: Sequence[Name], short: Abbreviations, lexicon: PlaceWords
) -> dict[Name, Toponym]:
    """Return the toponym of each place name.

    A larger place given with a name once holds for that name everywhere in the article.
    """
    forms = frozenset(place_form(article.text(name)) for name in names)
    read = {name: _read(article, name, short, forms) for name in names}
    starts = {(name.slice, name.start): name for name in names}
    within = {name: _within(article, name, starts, read, short) for name in names}
    larger = _known_larger((read[name][0], within[name]) for name in names)
    return {
        name: Toponym(
            read[name][0],
            within[name] or read[name][1] or larger.get(read[name][0], ()),
            "area" if read[name][1] else _beside(article.slices[name.slice].doc, name, lexicon),
        )
        for name in names
    }


def _beside(doc: Doc, name: Name, lexicon: PlaceWords) -> Literal["area", "town", ""]:
    nouns = {doc[name.end].lower_} if name.end < len(doc) else set()
    if name.start > 1 and doc[name.start - 1].lower_ == "of":
        nouns.add(doc[name.start - 2].lower_)
    nouns.add(doc[name.end - 1].lower_)
    if nouns & lexicon.areas:
        return "area"
    return "town" if nouns & lexicon.towns else ""


def _read(
    article: Article, name: Name, short: Abbreviations, forms: frozenset[str]
) -> tuple[str, tuple[str, ...]]:
    doc = article.slices[name.slice].doc
    text = article.text(name)
    expanded = short.expand(text, after_comma=name.start > 0 and doc[name.start - 1].text == ",")
    return (expanded[0], (expanded[1],)) if expanded else (_written_out(text, forms), ())


def _written_out(text: str, forms: frozenset[str]) -> str:
    """Return the form of a name; of 'W. Columbia' 'west columbia', where that is one of `forms`."""
    direction, _, rest = text.partition(" ")
    whole = place_form(f"{_DIRECTIONS.get(direction, direction)} {rest}")
    return whole if whole in forms else place_form(text)


def _within(
    article: Article,
    name: Name,
    starts: Mapping[tuple[int, int], Name],
    read: Mapping[Name, tuple[str, tuple[str, ...]]],
    short: Abbreviations,
) -> tuple[str, ...]:
    """Return the larger places behind a name: 'Paris, Texas', 'Paris (Texas)'."""
    doc: Doc = article.slices[name.slice].doc
    place = name.end
    if place + 1 >= len(doc) or doc[place].text not in _OPENERS:
        return ()
    inside = place + 2 < len(doc) and doc[place + 1].lower_ == "in"
    following = starts.get((name.slice, place + 1 + inside))
    if following:
        return (
            read[following][0],
            *(_within(article, following, starts, read, short) if inside else ()),
        )
    expanded = short.expand(doc[place + 1].text, after_comma=True)
    return (expanded[0],) if expanded else ()


def _known_larger(pairs: Iterable[tuple[str, tuple[str, ...]]]) -> dict[str, tuple[str, ...]]:
    found: dict[str, set[tuple[str, ...]]] = {}
    for form, within in pairs:
        if within:
            found.setdefault(form, set()).add(within)
    return {form: next(iter(options)) for form, options in found.items() if len(options) == 1}
