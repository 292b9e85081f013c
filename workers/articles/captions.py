"""Captions and credits of pictures."""

import re

MAX_CAPTION = 600
REACH = 160
OPENING = re.compile(
    r"(?:\(?(?:file|handout|undated) (?:photo|image|picture)|FILE ?[-–—:]|© ?[A-Z][A-Za-z .]{1,40}/"
    r"|(?:photo|image|picture|caption|video)s?(?: caption| credit)?\s?[:|]|\(?(?:photo|image|picture)s? by\b"
    r"|image (?:source|copyright)|copyright image)",
    re.IGNORECASE,
)
AGENCIES = r"(?:AP|AFP|EPA|Reuters|Getty(?: Images)?|Shutterstock|PA|Xinhua|TASS|Bloomberg|WireImage|NurPhoto|Anadolu)"
CREDITED = (
    r"\((?:(?:photo|image|picture|credit|source)s?(?: credit)?(?: by\b|:)[^()]{1,80}"
    rf"|[^()/\d]{{2,60}}/[^()\d]{{2,60}}|(?:via )?{AGENCIES}(?: photo| images)?|file photo|[^()]{{2,60}} via {AGENCIES})\)"
)
BRACKETED = re.compile(rf"{CREDITED}\.?$", re.IGNORECASE)
CREDIT = re.compile(rf"{CREDITED}(?= )", re.IGNORECASE)
BARE = re.compile(r"(?:AP Photo|REUTERS|AFP|EPA|Getty Images|Shutterstock)/[^/.]{2,60}$")
COUNTED = re.compile(r"\bhide caption(?: \d{1,3} of \d{1,3})?$", re.IGNORECASE)


def is_caption(line: str) -> bool:
    """Tell a caption by its opening label, or by the photographer's or agency's credit that closes it."""
    if len(line) > MAX_CAPTION:
        return False
    end = line[-REACH:]
    return OPENING.match(line) is not None or _is_credited(end)


def _is_credited(end: str) -> bool:
    if end.endswith((")", ").")):
        return BRACKETED.search(end) is not None
    if "/" in end:
        return BARE.search(end) is not None or end.endswith("/Getty Images")
    return end.endswith("Getty Images") or COUNTED.search(end[-40:]) is not None
