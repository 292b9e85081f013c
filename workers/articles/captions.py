"""Captions and credits of pictures."""

import re

MAX_CAPTION = 600
OPENING = re.compile(
    r"^(?:\(?(?:file|handout|undated) (?:photo|image|picture)|(?:photo|image|picture|caption|video)s?(?: caption| credit)?\s?[:|]|\(?(?:photo|image|picture)s? by\b|image source|image copyright|copyright image)",
    re.IGNORECASE,
)
CREDIT = re.compile(
    r"(?:\((?:photo|image|picture|credit|source)?s?[: ]{0,2}[^()]{0,60}(?:/[A-Z][^()]{1,40}|getty images|via ap|ap photo|afp|epa|shutterstock|reuters|file photo)[^()]{0,30}\)|\[?(?:AP Photo|REUTERS|AFP|EPA|Getty Images|Shutterstock)/[^\]]{2,60}\]?)\.?$|\bhide caption(?: \d{1,3} of \d{1,3})?$|\bGetty Images$",
    re.IGNORECASE,
)


def is_caption(line: str) -> bool:
    """Tell a caption by its opening label, or by the photographer's or agency's credit that closes it."""
    if len(line) > MAX_CAPTION:
        return False
    return OPENING.match(line) is not None or CREDIT.search(line[-160:]) is not None
