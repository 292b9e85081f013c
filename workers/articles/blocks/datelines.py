"""The dateline of a story: 'BRUSSELS (Reuters) -', 'LONDON, March 3 —', 'SALINA, Kan.'."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from workers.articles.dates.written_dates import WrittenDate, find_dates
from workers.articles.page_lexicon import boilerplate_lexicon, phrase_form
from workers.vocabulary import load_states

REACH = 120
COUNTRY_TOO = 2
LEAST_CAPITALS = 5
"""Shorter capitals before a colon are an organisation that speaks ('NATO: ...')."""
DASH = re.compile(r"\s?(?:--|[—–]|-(?= |$))-?\s?|:\s|(?<=\)):(?=\S)|(?<=/)\.\s")
UNMARKED = re.compile(r"(?<=[).])\s(?:[^\sA-Za-z0-9]{1,3}\s){0,2}(?=[A-Z“\"‘'])")
"""The end of an agency or abbreviation with the story right behind it, or behind signs in the place
of a dash that was lost on the way ('(AP) � The minister')."""
WORDS_IN_CAPITALS = r"[A-Z][A-Z.'’-]{1,30}(?:(?: & |[ /-])[A-Z][A-Z.'’]{0,30}){0,4}"
CAPITALS = re.compile(rf"^{WORDS_IN_CAPITALS}$")
TITLED = re.compile(
    r"^[A-Z][\w.'’-]*(?: (?:de|da|do|del|la|le|el|al|of|the|and|[A-Z][\w.'’-]*)){0,4}$"
)
AGENCY_ALONE = re.compile(r"\((?:[A-Z]{2,8}|Reuters|Bloomberg|Xinhua)\)\s(?=[A-Z“\"])")
"""An agency in brackets with the story right behind it: '(CNN) The minister'."""
CITY_ALONE = re.compile(rf"(?P<city>{WORDS_IN_CAPITALS})\s(?=(?:The|An?)\s[A-Za-z])")
"""A city with the story right behind it. A name may go on from a city ('LONDON Zoo'), but not with
an article."""
EMPTY = re.compile(r"\(\s{0,3}\)")
AGENCY_AT = re.compile(r"\((?:[A-Z][\w.&/’' -]{1,40}|[a-z]{2,5})\)|/[A-Z][\w -]{1,30}/")
BYLINE = "by "
SENTENCE_BEFORE = re.compile(r"[A-Z]{4}\.\s")
"""The end of a sentence within words in capitals; 'ST. GALLEN' has an abbreviation."""


@dataclass(frozen=True, slots=True)
class Dateline:
    """A dateline that ends at `end`, after its dash and the space behind it.

    `date` counts in the same slice.
    """

    end: int
    date: WrittenDate | None


@dataclass(frozen=True, slots=True)
class _Head:
    """The words before the mark that may end a dateline.

    Attributes:
        places: The names without agency and dates, the town first.
        agency: The agency, where one is given.
    """

    words: str
    places: tuple[str, ...]
    dates: tuple[WrittenDate, ...]
    agency: str | None

    @property
    def in_capitals(self) -> bool:
        """Whether the town stands in capitals."""
        return bool(self.places) and CAPITALS.match(self.places[0]) is not None

    @property
    def is_closed(self) -> bool:
        """Whether the head ends without a mark: by its agency, or by the short name of a state."""
        if self.agency is not None:
            return self.words.endswith(self.agency)
        return len(self.places) == COUNTRY_TOO and self.places[1].replace(".", "") in _short_names()


def dateline_of(paragraph: str) -> Dateline | None:
    """Return the dateline at the start of a paragraph.

    Before its dash stand an agency in brackets, a town in capitals, a town and a date, or a town
    and its country. Before a colon ('NEW DELHI: The minister') stands a town in capitals. Without a
    mark the dateline ends with the agency or the short name of the state behind a town in capitals
    ('SALINA, Kan. The storm'), or is an agency ('(CNN) The minister') or a well-known city alone
    ('DETROIT The firm'). A sentence begins behind all of them.
    """
    alone = AGENCY_ALONE.match(paragraph) or _city_alone(paragraph)
    if alone:
        return Dateline(alone.end(), None)
    for mark in _marks(paragraph[:REACH]):
        head, rest = _head(paragraph[: mark.start()]), paragraph[mark.end() :]
        if head is None or not (rest or head.dates):
            continue
        if _ends(head, mark, sentence=not rest[:1].islower()):
            return Dateline(mark.end(), head.dates[0] if head.dates else None)
    return None


def _city_alone(paragraph: str) -> re.Match[str] | None:
    found = CITY_ALONE.match(paragraph)
    known = found is not None and phrase_form(found["city"]) in boilerplate_lexicon().lone_cities
    return found if known else None


def _marks(opening: str) -> Iterator[re.Match[str]]:
    """Yield what may end a dateline: an agency or state, which stand before any dash, then a dash.

    Behind a dash that follows a sentence ('SALINA, Kan. The storm -') stands no story.
    """
    yield from UNMARKED.finditer(opening)
    yield from DASH.finditer(opening)


def _ends(head: _Head, mark: re.Match[str], *, sentence: bool) -> bool:
    """Return whether a mark ends a dateline."""
    if mark.re is UNMARKED:
        return head.in_capitals and head.is_closed
    if ":" in mark[0]:
        spoken = head.in_capitals and len(head.words) >= LEAST_CAPITALS
        return sentence and bool(head.places) and (head.agency is not None or spoken)
    return (
        head.agency is not None
        or head.in_capitals
        or bool(head.places and head.dates)
        or (len(head.places) == COUNTRY_TOO and sentence)
    )


def _head(words: str) -> _Head | None:
    """Return the parts of a dateline before its mark; None where it holds other words."""
    dates, agency = tuple(find_dates(words)), AGENCY_AT.search(words)
    rest = words.replace(agency[0], " ") if agency else words
    for found in dates:
        rest = rest.replace(words[found.start : found.end], " ")
    parts = (part.strip() for part in re.split(r"[,|]", EMPTY.sub(" ", rest)))
    places = tuple(part for part in parts if part.strip(" ."))
    if not words.strip() or not all(TITLED.match(p) or CAPITALS.match(p) for p in places):
        return None
    head = _Head(words, places, dates, agency[0] if agency else None)
    return None if places and _is_no_town(head) else head


def _is_no_town(head: _Head) -> bool:
    """Return whether the first name is a label, a byline or a body with its initials behind it.

    The end of a sentence within it says so, too.
    """
    town = head.places[0]
    initials = "".join(word[0] for word in town.split() if word[0].isupper())
    return (
        phrase_form(town) in boilerplate_lexicon().no_dateline
        or town.casefold().startswith(BYLINE)
        or SENTENCE_BEFORE.search(town) is not None
        or (len(initials) > 1 and head.agency == f"({initials})")
    )


@cache
def _short_names() -> frozenset[str]:
    """Return the short names of states that news style ends with a point, without the point."""
    return frozenset(
        short for states in load_states().values() for shorts in states.values() for short in shorts
    )
