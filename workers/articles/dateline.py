"""The dateline that opens a story: 'BRUSSELS (Reuters) -', 'LONDON, March 3 —', 'KYIV, Ukraine (AP) —', '(Reuters) -', 'OSLO, Aug. 3, 2023 /PRNewswire/ --'."""

import re
from dataclasses import dataclass

from workers.articles.lexicon import folded, furniture
from workers.articles.written import WrittenDate, find_dates

REACH = 120
DASH = re.compile(r"\s?(?:--|[—–]|-(?= ))-?\s?|:\s")
CAPITALS = re.compile(r"^[A-Z][A-Z.'’-]+(?:[ /-][A-Z][A-Z.'’]*){0,4}$")
TITLED = re.compile(r"^[A-Z][\w.'’-]*(?: (?:de|da|do|del|la|le|el|al|of|the|and|[A-Z][\w.'’-]*)){0,4}$")
AGENCY_AT = re.compile(r"\([A-Z][\w.&/’' -]{1,40}\)|/[A-Z][\w -]{1,30}/")


@dataclass(frozen=True, slots=True)
class Dateline:
    """The dateline ends at `end`, after its dash and the space behind it; `date` counts in the same slice."""

    end: int
    date: WrittenDate | None


def dateline_of(paragraph: str) -> Dateline | None:
    """Return the dateline at the start of a paragraph. It has an agency in brackets, a town in capitals, or a town and a date before its dash."""
    for dash in DASH.finditer(paragraph[:REACH]):
        head = paragraph[: dash.start()]
        if head.strip() and dash.end() < len(paragraph) and _is_dateline(head, colon=":" in dash[0]):
            dates = find_dates(head)
            return Dateline(dash.end(), dates[0] if dates else None)
    return None


def _is_dateline(head: str, *, colon: bool) -> bool:
    dates = find_dates(head)
    agency = AGENCY_AT.search(head)
    rest = head[: agency.start()] + " " + head[agency.end() :] if agency else head
    for found in dates:
        rest = rest.replace(head[found.start : found.end], " ")
    parts = [part.strip() for part in re.split(r"[,|]", rest) if part.strip()]
    if parts and folded(parts[0]) in furniture().no_dateline:
        return False
    if not all(TITLED.match(part) or CAPITALS.match(part) for part in parts):
        return False
    if colon:
        return bool(agency and parts)
    return agency is not None or bool(parts and (CAPITALS.match(parts[0]) or dates))
