"""The dateline of a story: 'BRUSSELS (Reuters) -', 'LONDON, March 3 —', '(Reuters) -'."""

import re
from dataclasses import dataclass

from workers.articles.dates.written_dates import WrittenDate, find_dates
from workers.articles.page_lexicon import boilerplate_lexicon, phrase_form

REACH = 120
COUNTRY_TOO = 2
LEAST_CAPITALS = 5
"""Shorter capitals before a colon are an organisation that speaks ('NATO: ...')."""
DASH = re.compile(r"\s?(?:--|[—–]|-(?= |$))-?\s?|:\s|(?<=\)):(?=\S)|(?<=/)\.\s")
CAPITALS = re.compile(r"^[A-Z][A-Z.'’-]+(?:(?: & |[ /-])[A-Z][A-Z.'’]*){0,4}$")
TITLED = re.compile(
    r"^[A-Z][\w.'’-]*(?: (?:de|da|do|del|la|le|el|al|of|the|and|[A-Z][\w.'’-]*)){0,4}$"
)
AGENCY_ALONE = re.compile(r"\((?:[A-Z]{2,8}|Reuters|Bloomberg|Xinhua)\)\s(?=[A-Z“\"])")
"""An agency in brackets with the story right behind it: '(CNN) The minister'."""
EMPTY = re.compile(r"\(\s{0,3}\)")
AGENCY_AT = re.compile(r"\((?:[A-Z][\w.&/’' -]{1,40}|[a-z]{2,5})\)|/[A-Z][\w -]{1,30}/")


@dataclass(frozen=True, slots=True)
class Dateline:
    """A dateline that ends at `end`, after its dash and the space behind it.

    `date` counts in the same slice.
    """

    end: int
    date: WrittenDate | None


def dateline_of(paragraph: str) -> Dateline | None:
    """Return the dateline at the start of a paragraph.

    Before its dash stand an agency in brackets, a town in capitals, a town and a date, or a town
    and its country. Before a colon ('NEW DELHI: The minister') stands a town in capitals. An agency
    in brackets may stand alone ('(CNN) The minister'). A sentence begins behind all of them.
    """
    alone = AGENCY_ALONE.match(paragraph)
    if alone:
        return Dateline(alone.end(), None)
    for dash in DASH.finditer(paragraph[:REACH]):
        head, rest = paragraph[: dash.start()], paragraph[dash.end() :]
        dates = find_dates(head)
        if not head.strip() or not (rest or dates):
            continue
        if _is_dateline(head, colon=":" in dash[0], sentence=not rest[:1].islower()):
            return Dateline(dash.end(), dates[0] if dates else None)
    return None


def _is_dateline(head: str, *, colon: bool, sentence: bool) -> bool:
    dates, agency = find_dates(head), AGENCY_AT.search(head)
    places = _places(head, dates, agency)
    if places is None or (places and phrase_form(places[0]) in boilerplate_lexicon().no_dateline):
        return False
    capitals = bool(places) and CAPITALS.match(places[0]) is not None
    if colon:
        return (
            sentence
            and bool(places)
            and (agency is not None or (capitals and len(head) >= LEAST_CAPITALS))
        )
    return (
        agency is not None
        or capitals
        or bool(places and dates)
        or (len(places) == COUNTRY_TOO and sentence)
    )


def _places(head: str, dates: list[WrittenDate], agency: re.Match[str] | None) -> list[str] | None:
    """The names in a dateline without its agency and dates; None where it holds other words."""
    rest = head.replace(agency[0], " ") if agency else head
    for found in dates:
        rest = rest.replace(head[found.start : found.end], " ")
    rest = EMPTY.sub(" ", rest)
    parts = [part.strip() for part in re.split(r"[,|]", rest) if part.strip(" .")]
    return parts if all(TITLED.match(part) or CAPITALS.match(part) for part in parts) else None
