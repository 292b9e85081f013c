"""Captions and credits of pictures."""

import re

MAX_CAPTION = 600
MAX_SEEN = 300
REACH = 160
OPENING = re.compile(
    r"(?:\(?(?:file|handout|undated) (?:photo|image|picture)|FILE ?[-–—:]|© ?[A-Z][A-Za-z .]{1,40}/"
    r"|(?:photo|image|picture|caption|video)s?(?: caption| credit)?\s?[:|]"
    r"|\(?(?:photo|image|picture)s? by\b"
    r"|image (?:source|copyright)|copyright image)",
    re.IGNORECASE,
)
AGENCIES = (
    r"(?:AP|AFP|EPA|Reuters|Getty(?: Images)?|Shutterstock|PA|Xinhua|TASS|Bloomberg|WireImage"
    r"|NurPhoto|Anadolu)"
)
CREDITED = (
    r"\((?:(?:photo|image|picture|credit|source)s?(?: credit)?(?: by\b|:)[^()]{1,80}"
    rf"|[^()/\d]{{2,60}}/[^()\d]{{2,60}}|(?:via )?{AGENCIES}(?: photo| images)?|file photo"
    rf"|[^()]{{2,60}} via {AGENCIES})\)"
)
NAME = r"[A-Z][\w.'’-]{1,24}"
BY_LINE = re.compile(
    rf"(?:^|[.!?…]\s|\s[–—-]\s|\s\|\s){NAME}(?: {NAME}){{1,3}} ?/ ?{NAME}(?: {NAME}){{0,3}}\.?$"
    r"|(?:^|[.!?…]\s|\s\|\s)(?:[Pp]hoto|[Pp]hotograph|[Pp]icture|[Ii]mage|[Cc]redit)s?"
    rf"(?: by|:| courtesy of) {NAME}(?: [\w/&.'’-]{{1,24}}){{0,5}}\.?$"
)
"""A photographer and an agency behind the caption's last sentence, or alone: 'Ana Prado/Lindau
Images', 'Photograph: Ana Prado'."""
SEEN = re.compile(
    r"\bin (?:this(?: (?:undated|file|handout|hand-out|archive|screen|still|combination"
    r"|satellite))+|an? (?:undated|file|handout|hand-out)(?: file| handout)?)"
    r" (?:photo|photograph|image|picture|grab|handout)\b",
    re.IGNORECASE,
)
BRACKETED = re.compile(rf"{CREDITED}\.?$", re.IGNORECASE)
CREDIT = re.compile(rf"{CREDITED}(?= )", re.IGNORECASE)
BARE = re.compile(r"(?:AP Photo|REUTERS|AFP|EPA|Getty Images|Shutterstock)/[^/.]{2,60}$")
COUNTED = re.compile(r"\bhide caption(?: \d{1,3} of \d{1,3})?$", re.IGNORECASE)


def is_caption(line: str) -> bool:
    """Return whether a line is a caption, by its opening label or its closing credit."""
    if len(line) > MAX_CAPTION:
        return False
    end = line[-REACH:]
    if OPENING.match(line) is not None or _is_credited(end):
        return True
    return len(line) <= MAX_SEEN and (
        BY_LINE.search(end) is not None or SEEN.search(line) is not None
    )


def _is_credited(end: str) -> bool:
    if end.endswith((")", ").")):
        return BRACKETED.search(end) is not None
    if "/" in end:
        return BARE.search(end) is not None or end.endswith("/Getty Images")
    return end.endswith("Getty Images") or COUNTED.search(end[-40:]) is not None
