"""The headline within a title: without the site's name, its section, 'UPDATE 2-'."""

import re

from workers.articles.page_lexicon import folded

MAX_NAME_WORDS = 4
LEAST_HEADLINE_WORDS = 3
SUFFIX = re.compile(r"\s{1,4}[|»·]\s{0,4}|\s{1,4}[–—-]\s{1,4}")
BARS = "|»·"
AGENCY = re.compile(
    r"^(?:(?:UPDATE \d+|WRAPUP \d+|RPT|REFILE|CORRECTED|CORRECTION|RECAST|EXCLUSIVE"
    r"|BREAKING(?: NEWS)?|WATCH|VIDEO|PHOTOS|LIVE|LIVE UPDATES|JUST IN)"
    r"(?:\s?[-:|–—]\s?)(?=\S))+"
)
TAIL = re.compile(
    r"\s{0,4}[(\[](?:VIDEOS?|PHOTOS?|PICTURES|PICS|WATCH|LIVE|UPDATED?|EXCLUSIVE|GRAPHIC|POLL"
    r"|AUDIO)(?: ?[+&,] ?[A-Z]+)?[)\]]$"
)
NOT_LETTER = re.compile(r"[^a-z0-9]")
DOMAIN = re.compile(
    r"^(?:www\.)?[\w-]+(?:\.[\w-]+)*\.(?:com|org|net|info|news|tv|co|[a-z]{2})$", re.IGNORECASE
)
LEAST_LETTERS = 3


def headline_in(title: str, source: str | None, url: str | None) -> tuple[int, int]:
    """Return where the headline stands in a title.

    The site's name behind it and an agency's label before it are left out.

    Behind a bar a few words are the site's or section's name; behind a dash they are where source
    or address says the same.
    """
    start, end = len(title) - len(title.lstrip()), len(title.rstrip())
    while start < end and (cut := _suffix(title[start:end], source, url)):
        end = start + cut
    tail = TAIL.search(title[start:end])
    end = start + tail.start() if tail and tail.start() else end
    label = AGENCY.match(title[start:end])
    return (start + label.end() if label else start), end


def _suffix(title: str, source: str | None, url: str | None) -> int:
    """Return where the headline ends before the last name of a site; 0 where there is none."""
    parts = list(SUFFIX.finditer(title))
    if not parts:
        return 0
    head, name = title[: parts[-1].start()], title[parts[-1].end() :]
    if len(head.split()) < LEAST_HEADLINE_WORDS or len(name.split()) > MAX_NAME_WORDS:
        return 0
    is_bar = parts[-1][0].strip()[0] in BARS
    return len(head) if is_bar or _is_site(name, source, url) else 0


def _is_site(name: str, source: str | None, url: str | None) -> bool:
    letters = NOT_LETTER.sub("", name.casefold())
    host = (url or "").partition("://")[2].partition("/")[0].casefold()
    if len(letters) < LEAST_LETTERS:
        return False
    known = source is not None and folded(name) == folded(source)
    return known or DOMAIN.match(name.strip()) is not None or letters in NOT_LETTER.sub("", host)
