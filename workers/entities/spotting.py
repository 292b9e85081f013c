"""Place names that NER missed, mislabelled or saw where there is none: its labels against the gazetteer and the words around."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from spacy.tokens import Doc

from workers.entities.gazetteer import Gazetteer, Place
from workers.entities.mentions import Article, Name
from workers.entities.names import place_form
from workers.entities.placewords import PlaceWords

PLACES = frozenset({"GPE", "LOC"})
_WIDER = 3
"""Tokens on each side by which a name may grow."""
_LONGEST = 5
"""Tokens of the longest name that is looked for."""
_LARGE = 5_000
"""People from which a place is known well enough to be named without its state or country."""
_NO_NAMES = frozenset({"DATE", "TIME", "MONEY", "PERCENT", "QUANTITY", "ORDINAL", "CARDINAL", "LANGUAGE"})
_LINKS = frozenset({",", "and", "or", "&", "/", ";"})
_INNER = frozenset({"-", "of", "the", "and", "de", "del", "du", "la", "al", "el"})


@dataclass(frozen=True, slots=True)
class Around:
    """What stands around a name: a preposition that only places follow, one that others follow too, a noun for a kind of place, an illness."""

    within: bool
    toward: bool
    noun: bool
    illness: bool


class PlaceSpotter:
    """Corrects the place names of an article."""

    def __init__(self, gazetteer: Gazetteer, lexicon: PlaceWords) -> None:
        self._gazetteer = gazetteer
        self._words = lexicon

    def corrected(self, article: Article, names: Sequence[Name]) -> list[Name]:
        """Return the names with places added, relabelled and taken away; order kept, no overlap."""
        home = self._home(article, names)
        surnames = {
            article.text(name).split()[-1] for name in names if name.label == "PERSON" and name.end - name.start > 1
        }
        by_slice: list[list[Name]] = [[] for _ in article.slices]
        for name in names:
            by_slice[name.slice].append(name)
        wide = [self._widened(article.slices[index].doc, own) for index, own in enumerate(by_slice)]
        first = [self._judged(article.slices[index].doc, own, home, surnames) for index, own in enumerate(wide)]
        found = [self._found(article.slices[index].doc, index, own, home) for index, own in enumerate(first)]
        return self._everywhere(article, [name for own in found for name in own], surnames)

    def _home(self, article: Article, names: Sequence[Name]) -> frozenset[int | str]:
        """Return the states and countries of the article: those it names, and those of its well-known places."""
        areas: set[int | str] = set()
        for form in {place_form(article.text(name)) for name in names if name.label in PLACES}:
            places = self._gazetteer.named(form)
            if places and (places[0].kind in {"country", "admin1"} or len(places) == 1):
                areas |= {area for area in (places[0].country, places[0].admin1) if area}
        return frozenset(areas)

    def _widened(self, doc: Doc, names: Sequence[Name]) -> list[Name]:
        """Take words beside a place's name into it where the gazetteer knows the longer name ('Beida' of 'Goz Beida', 'Jammu' and 'Kashmir')."""
        wide = [self._longest(doc, name) if name.label in PLACES else name for name in names]
        kept: list[Name] = []
        for name in sorted(wide, key=lambda name: (name.start - name.end, name.start)):
            if not any(name.start < other.end and other.start < name.end for other in kept):
                kept.append(name)
        return sorted(kept)

    def _longest(self, doc: Doc, name: Name) -> Name:
        first, last = name.start, name.end
        while first > 0 and name.start - first < _WIDER and _joins(doc, first - 1):
            first -= 1
        while last < len(doc) and last - name.end < _WIDER and _joins(doc, last):
            last += 1
        for start, end in sorted(
            ((a, b) for a in range(first, name.start + 1) for b in range(name.end, last + 1)),
            key=lambda ends: ends[0] - ends[1],
        ):
            if (start, end) == (name.start, name.end):
                break
            if (
                _capital(doc, start)
                and _capital(doc, end - 1)
                and self._gazetteer.named(place_form(doc[start:end].text))
            ):
                return replace(name, start=start, end=end)
        return name

    def _judged(self, doc: Doc, names: Sequence[Name], home: frozenset[int | str], surnames: set[str]) -> list[Name]:
        kept: list[Name] = []
        ends = {name.end for name in names if name.label in PLACES}
        starts = {name.start for name in names if name.label in PLACES}
        for name in names:
            label = self._label(doc, name, home, surnames, _listed(doc, name, ends, starts))
            if label:
                kept.append(replace(name, label=label))
        return kept

    def _label(self, doc: Doc, name: Name, home: frozenset[int | str], surnames: set[str], listed: bool) -> str | None:
        around = self.around(doc, name.start, name.end)
        text = doc[name.start : name.end].text
        places = self._gazetteer.named(place_form(text))
        if name.label in PLACES:
            return self._confirmed(name, text, places, around, surnames, listed)
        if name.label in {"NORP", "EVENT", "LAW"} and not places:
            return name.label
        if around.illness or text in surnames or (name.label == "PERSON" and _titled(doc, name.start)):
            return name.label
        if (
            places
            and _supported(places, home)
            and (around.within or around.noun or listed or (around.toward and name.label != "PERSON"))
        ):
            return "GPE"
        return "GPE" if around.noun and self._after_of(doc, name.start) and name.label != "NORP" else name.label

    def _confirmed(
        self, name: Name, text: str, places: Sequence[Place], around: Around, surnames: set[str], listed: bool
    ) -> str | None:
        if around.illness or text.islower():
            return None
        if text in surnames and not (around.within or around.noun):
            return "PERSON"
        if places or around.within or around.toward or around.noun or listed or self._stripped(text):
            return name.label
        return "ORG"

    def _stripped(self, text: str) -> bool:
        return any(word.lower() in self._words.nouns for word in text.split())

    def around(self, doc: Doc, start: int, end: int) -> Around:
        """Return what stands around tokens `start:end`."""
        before = start - 1
        while before >= 0 and doc[before].lower_ in self._words.directions:
            before -= 1
        previous = doc[before].lower_ if before >= 0 else ""
        following = doc[end].lower_ if end < len(doc) else ""
        return Around(
            previous in self._words.within,
            previous in self._words.toward,
            following in self._words.nouns or following in self._words.dwellers or self._after_of(doc, start),
            following in self._words.illnesses,
        )

    def _after_of(self, doc: Doc, start: int) -> bool:
        return start > 1 and doc[start - 1].lower_ == "of" and doc[start - 2].lower_ in self._words.nouns

    def _found(self, doc: Doc, index: int, names: Sequence[Name], home: frozenset[int | str]) -> list[Name]:
        taken = {token for name in names for token in range(name.start, name.end)} | {
            token.i for token in doc if token.ent_type_ in _NO_NAMES
        }
        ends = {name.end for name in names if name.label in PLACES}
        starts = {name.start for name in names if name.label in PLACES}
        added = []
        at = 0
        while at < len(doc):
            end = self._new(doc, at, taken, home, ends, starts)
            if end:
                added.append(Name(index, at, end, "GPE"))
                ends.add(end)
                at = end
            else:
                at += 1
        return sorted([*names, *added])

    def _new(
        self, doc: Doc, start: int, taken: set[int], home: frozenset[int | str], ends: set[int], starts: set[int]
    ) -> int | None:
        for end in _runs(doc, start, taken):
            form = place_form(doc[start:end].text)
            places = self._gazetteer.named(form)
            if not places or self._words.bare(form):
                continue
            around = self.around(doc, start, end)
            listed = _listed(doc, Name(0, start, end, "GPE"), ends, starts)
            country = places[0].kind == "country" and places[0].usual
            if not around.illness and (
                country or (_supported(places, home) and (around.within or around.noun or listed))
            ):
                return end
        return None

    def _everywhere(self, article: Article, names: Sequence[Name], surnames: set[str]) -> list[Name]:
        """Give a name that is mostly a place the same label throughout the article."""
        votes: dict[str, Counter[str]] = {}
        for name in names:
            votes.setdefault(article.text(name), Counter())["place" if name.label in PLACES else name.label] += 1
        places = {
            text
            for text, count in votes.items()
            if count["place"]
            and text not in surnames
            and count["place"] * 2 >= count.total()
            and self._gazetteer.named(place_form(text))
        }
        return [
            replace(name, label="GPE") if name.label not in PLACES and article.text(name) in places else name
            for name in names
        ]


def _supported(places: Sequence[Place], home: frozenset[int | str]) -> bool:
    """Say whether some place of the name is well known, or lies in a state that the article speaks of."""
    return any(
        (place.usual and place.population >= _LARGE)
        or place.admin1 in home
        or place.kind in {"country", "region", "continent"}
        for place in places
    )


def _listed(doc: Doc, name: Name, ends: set[int], starts: set[int]) -> bool:
    before = name.start - 1
    while before > 0 and doc[before].lower_ in _LINKS:
        before -= 1
    after = name.end
    while after < len(doc) - 1 and doc[after].lower_ in _LINKS:
        after += 1
    return (before + 1 in ends and before + 1 < name.start) or (after in starts and after > name.end)


def _runs(doc: Doc, start: int, taken: set[int]) -> Iterator[int]:
    """Yield the ends of runs of capital words from `start`, longest first."""
    if not _capital(doc, start) or start in taken:
        return
    end = start + 1
    ends = [end]
    while (
        end < len(doc)
        and end - start < _LONGEST
        and end not in taken
        and (_capital(doc, end) or doc[end].lower_ in _INNER)
    ):
        end += 1
        if _capital(doc, end - 1):
            ends.append(end)
    yield from reversed(ends)


def _joins(doc: Doc, at: int) -> bool:
    return _capital(doc, at) or doc[at].lower_ in _INNER


def _capital(doc: Doc, at: int) -> bool:
    word = doc[at].text
    if at > 1 and doc[at - 1].text == "-" and not doc[at - 1].whitespace_ and doc[at - 2].is_lower:
        return False
    return "$" not in word and word[0].isupper() and (len(word) > 1) and any(character.isalpha() for character in word)


def _titled(doc: Doc, start: int) -> bool:
    return start > 0 and doc[start - 1].lower_.rstrip(".") in {
        "mr",
        "mrs",
        "ms",
        "dr",
        "sir",
        "miss",
        "president",
        "minister",
    }
