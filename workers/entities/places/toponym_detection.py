"""Detection of toponyms: the labels of NER against the gazetteer and the words beside."""

from collections import Counter
from collections.abc import Container, Iterator, Sequence
from dataclasses import replace

from spacy.tokens import Doc, Token

from schemas.annotated import EntityLabel
from workers.entities.entity_lexicon import PlaceWords, Titles
from workers.entities.normalisation import normal
from workers.entities.places.article_hints import HintReader, Hints
from workers.entities.places.context_cues import (
    PLACES,
    ContextCues,
    PlaceIndex,
    context_cues,
    is_in_list,
    is_well_known,
    may_stand_at_edge,
    may_stand_inside,
)
from workers.entities.places.gazetteer import Place
from workers.entities.spans import Article, Name, written

_WIDER = 3
"""Tokens on each side by which a name may grow."""
_LONGEST = 5
"""Tokens of the longest name that is looked for."""
_PASSES = 2
"""A list of places is found from the ones that are known already, so a second look finds its other
members."""
_NO_NAMES = frozenset(
    {"DATE", "TIME", "MONEY", "PERCENT", "QUANTITY", "ORDINAL", "CARDINAL", "LANGUAGE"}
)
_CITY = 200_000
"""People of a capital whose bare name NER takes for a body ('Washington said')."""
_Ruling = tuple[EntityLabel, str]
"""A label and the rule that gave it."""


class ToponymDetector:
    """Corrects the place names of an article."""

    def __init__(
        self, index: PlaceIndex, lexicon: PlaceWords, demonyms: Container[str], titles: Titles
    ) -> None:
        self._titles = titles
        self._demonyms = demonyms
        self._index = index
        self._words = lexicon
        self._hints = HintReader(index, lexicon)

    def corrected(self, article: Article, names: Sequence[Name]) -> list[Name]:
        """Return the names with places added, relabelled and taken away; order kept, no overlap."""
        names = [self._not_person(article, name) for name in names]
        hints = self._hints.read(article, names)
        by_slice: list[list[Name]] = [[] for _ in article.slices]
        for name in names:
            by_slice[name.slice].append(name)
        found = [
            self._slice(article.slices[index].doc, index, own, hints)
            for index, own in enumerate(by_slice)
        ]
        return self._with_one_label(article, [name for own in found for name in own], hints)

    def _not_person(self, article: Article, name: Name) -> Name:
        """Relabel a person's name with a kind of place at either end ('Jefferson Parish')."""
        words = article.text(name).lower().split()
        kind = (
            name.label == "PERSON"
            and len(words) > 1
            and (words[0] in self._words.nouns or words[-1] in self._words.nouns)
        )
        return name.labelled("FAC", "kind of place") if kind else name

    def _slice(self, doc: Doc, index: int, names: list[Name], hints: Hints) -> list[Name]:
        own = self._widened(doc, [part for name in names for part in self._split(doc, name)])
        for _ in range(_PASSES):
            own = self._with_missed_places(doc, index, self._relabelled(doc, own, hints), hints)
        return own

    def _split(self, doc: Doc, name: Name) -> list[Name]:
        """Part a name at a comma or slash where a place stands behind it ('Pandi, Bulacan')."""
        at = next(
            (
                token
                for token in range(name.end - 2, name.start, -1)
                if doc[token].text in {",", "/"}
            ),
            None,
        )
        if at is None or not is_well_known(
            self._index.named(doc[at + 1 : name.end].text), frozenset()
        ):
            return [name]
        return [
            *self._split(doc, replace(name, end=at)),
            replace(name, start=at + 1).labelled("GPE", "place behind a comma"),
        ]

    def _widened(self, doc: Doc, names: Sequence[Name]) -> list[Name]:
        """Extend the names of places to longer names that the gazetteer has.

        'Beida' becomes 'Goz Beida'; 'Jammu' and 'Kashmir' become one.
        """
        wide = [self._longest(doc, name) if name.label in PLACES else name for name in names]
        kept: list[Name] = []
        for name in sorted(wide, key=lambda name: (name.start - name.end, name.start)):
            if not any(name.start < other.end and other.start < name.end for other in kept):
                kept.append(name)
        return sorted(kept)

    def _longest(self, doc: Doc, name: Name) -> Name:
        first, last = name.start, name.end
        while first > 0 and name.start - first < _WIDER and may_stand_inside(doc, first - 1):
            first -= 1
        while last < len(doc) and last - name.end < _WIDER and may_stand_inside(doc, last):
            last += 1
        for start, end in sorted(
            ((a, b) for a in range(first, name.start + 1) for b in range(name.end, last + 1)),
            key=lambda ends: ends[0] - ends[1],
        ):
            if (start, end) == (name.start, name.end):
                break
            if (
                may_stand_at_edge(doc, start)
                and may_stand_at_edge(doc, end - 1)
                and self._index.named(doc[start:end].text)
            ):
                return replace(name, start=start, end=end)
        return name

    def _relabelled(self, doc: Doc, names: Sequence[Name], hints: Hints) -> list[Name]:
        ends, starts = _bounds(names)
        rulings = [
            self._label(doc, name, hints, is_in_list(doc, name.start, name.end, ends, starts))
            for name in names
        ]
        return [
            name.labelled(*ruling) for name, ruling in zip(names, rulings, strict=True) if ruling
        ]

    def _label(self, doc: Doc, name: Name, hints: Hints, in_list: bool) -> _Ruling | None:
        """Return the label of a name and the rule that gives it, or None where it is no name."""
        near = context_cues(doc, name.start, name.end, self._words)
        text = doc[name.start : name.end].text
        ill = near.illness or (text in hints.illnesses and not near.within)
        if text in hints.teams and not (near.within or near.noun):
            return "ORG", "team"
        if name.label in PLACES:
            bare = self._words.bare(text.lower()) and not (
                name.start and doc[name.start - 1].lower_ == "the"
            )
            return (
                None
                if ill or bare or not may_stand_at_edge(doc, name.start)
                else self._place_label(name, text, near, hints, in_list)
            )
        if ill or text in hints.surnames or (name.start and self._is_address(doc[name.start - 1])):
            return name.label, name.rule
        if name.label == "NORP" and normal(text) in self._demonyms:
            return name.label, name.rule
        return next(self._place_rulings(doc, name, near, hints, in_list), (name.label, name.rule))

    def _is_address(self, token: Token) -> bool:
        word = token.lower_.rstrip(".")
        return word in self._titles.honorifics or word in self._titles.offices

    def _place_label(
        self, name: Name, text: str, near: ContextCues, hints: Hints, in_list: bool
    ) -> _Ruling:
        if text in hints.surnames and not (near.within or near.noun):
            return "PERSON", "surname"
        spoken = near.within or near.toward or near.noun or in_list
        common = self._words.bare(text.lower()) or text.lower() in self._words.features
        known = spoken or common or self._index.named(text) or self._has_feature_noun(text)
        return (name.label, name.rule) if known else ("ORG", "no known place")

    def _place_rulings(
        self, doc: Doc, name: Name, near: ContextCues, hints: Hints, in_list: bool
    ) -> Iterator[_Ruling]:
        """Yield the reasons to take a name with another label for a place, strongest first."""
        text = doc[name.start : name.end].text
        places = self._index.named(text)
        lone = name.end - name.start == 1 and not text.isupper()
        spoken = near.within or near.noun or in_list or (near.toward and name.label != "PERSON")
        if places and spoken and is_well_known(places, hints.home):
            yield "GPE", "spoken of as a place"
        formed = name.label != "NORP" and self._has_feature_noun(text)
        if formed and (places or name.label == "FAC" or near.within or near.toward):
            yield "LOC", "named as land or water"
        if lone and name.label == "ORG" and any(_is_large_capital(place) for place in places):
            yield "GPE", "capital"
        near_home = any(place.usual and place.admin1 in hints.home for place in places)
        if (
            lone
            and name.label == "PERSON"
            and not _speaks_or_acts(doc, name, self._words)
            and near_home
        ):
            yield "GPE", "place of a state spoken of"
        if name.start and doc[name.start - 1].text == "," and self._index.abbreviated(text):
            yield "GPE", "state behind a comma"
        speaks = name.label == "PERSON" and _speaks(doc, name, self._words)
        if not speaks and self._is_famous(doc, (name.start, name.end), hints):
            yield "GPE", "well-known city"
        if near.of_noun or (
            near.within and name.end - name.start == 1 and name.label in {"PERSON", "PRODUCT"}
        ):
            yield (name.label, name.rule) if name.label == "NORP" else ("GPE", "unknown place")

    def _is_famous(self, doc: Doc, run: tuple[int, int], hints: Hints) -> bool:
        """Say whether the name is that of a famous city, and of nothing else in the article."""
        start, end = run
        text = doc[start:end].text
        if (
            text in hints.surnames
            or text in hints.given
            or text.lower() in self._words.doubtful
            or text.isupper()
        ):
            return False
        apart = not _touches(doc, start - 1, start) and not _touches(doc, end, end)
        return apart and self._index.famous(text) is not None

    def _has_feature_noun(self, text: str) -> bool:
        words = text.lower().split()
        return len(words) > 1 and (
            words[0] in self._words.features or words[-1] in self._words.features
        )

    def _with_missed_places(
        self, doc: Doc, index: int, names: Sequence[Name], hints: Hints
    ) -> list[Name]:
        taken = {token for name in names for token in range(name.start, name.end)}
        taken |= {
            at
            for span in doc.ents
            if span.label_ in _NO_NAMES
            for at in range(span.start, span.end)
        } - {
            at
            for at, word in enumerate(written(doc))
            if word.istitle() and self._index.famous(word)
        }
        ends, starts = _bounds(names)
        added: list[Name] = []
        done = 0
        for at, word in enumerate(written(doc)):
            if at < done or not word[0].isupper():
                continue
            end = next(
                (
                    end
                    for end in _run_ends(doc, at, taken)
                    if self._is_place(doc, (at, end), hints, (ends, starts))
                ),
                None,
            )
            if end:
                team = (
                    doc[at:end].text in hints.teams
                    and not context_cues(doc, at, end, self._words).within
                )
                added.append(
                    Name(index, at, end, "ORG" if team else "GPE", "team" if team else "place")
                )
                ends.add(end)
                done = end
        return sorted([*names, *added])

    def _is_place(
        self, doc: Doc, run: tuple[int, int], hints: Hints, bounds: tuple[set[int], set[int]]
    ) -> bool:
        start, end = run
        text = doc[start:end].text
        places = self._index.named(text)
        if not places or self._words.bare(text.lower()):
            return False
        near = context_cues(doc, start, end, self._words)
        if near.illness or text in hints.illnesses or text in hints.given or text in hints.surnames:
            return False
        if places[0].kind == "country" and places[0].usual:
            return True
        if is_well_known(places, hints.home) and (
            near.within or near.noun or is_in_list(doc, start, end, *bounds)
        ):
            return True
        return self._is_famous(doc, run, hints)

    def _with_one_label(self, article: Article, names: Sequence[Name], hints: Hints) -> list[Name]:
        """Give a name that is mostly a place the same label throughout the article."""
        votes: dict[str, Counter[bool]] = {}
        for name in names:
            votes.setdefault(article.text(name), Counter())[name.label in PLACES] += 1
        places = {
            text
            for text, count in votes.items()
            if text not in hints.surnames | hints.teams
            and count[True] >= count[False]
            and self._index.named(text)
        }
        return [
            name.labelled("GPE", "place elsewhere in the article")
            if name.label not in PLACES and article.text(name) in places
            else name
            for name in names
        ]


def _is_large_capital(place: Place) -> bool:
    return place.kind == "capital" and place.usual and place.population >= _CITY


def _speaks(doc: Doc, name: Name, words: PlaceWords) -> bool:
    """Say whether a verb of speech follows the name."""
    return name.end < len(doc) and doc[name.end].lower_ in words.speech


def _speaks_or_acts(doc: Doc, name: Name, words: PlaceWords) -> bool:
    """Say whether a verb of speech or of a deed follows the name."""
    return name.end < len(doc) and doc[name.end].lower_ in words.speech_or_deeds


def _touches(doc: Doc, at: int, edge: int) -> bool:
    """Say whether the token at a name's edge may belong to a longer name.

    It may if it is capitalised or tied by a hyphen.
    """
    if not 0 <= at < len(doc):
        return False
    token, tied = doc[at], edge > 0 and not doc[edge - 1].whitespace_
    if token.is_title or token.is_upper:
        return not (at < edge and (at == 0 or doc[at - 1].is_punct or token.is_stop))
    return token.text == "&" or (tied and token.text in {"-", "–", "/", "@"})


def _bounds(names: Sequence[Name]) -> tuple[set[int], set[int]]:
    return (
        {name.end for name in names if name.label in PLACES},
        {name.start for name in names if name.label in PLACES},
    )


def _run_ends(doc: Doc, start: int, taken: set[int]) -> Iterator[int]:
    """Yield the ends of runs of capital words from `start`, longest first."""
    if start in taken or not may_stand_at_edge(doc, start):
        return
    end = start + 1
    ends = [end]
    while (
        end < len(doc)
        and end - start < _LONGEST
        and end not in taken
        and may_stand_inside(doc, end)
    ):
        end += 1
        if may_stand_at_edge(doc, end - 1):
            ends.append(end)
    yield from reversed(ends)
