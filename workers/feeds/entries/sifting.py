"""Which entries of a document are new or changed, and what their articles are called.

An entry is known by its guid within its feed, and by its link in all feeds. The link is compared
without its fragment and without the parameters that count clicks. A link that several entries of a
document share (the address of a home page, of a live blog) does not tell the entries apart, and
does not count.

An entry has changed where its title, its text or its date of update has changed. A new date of
publication is no change: some feeds write the time of the request there.
"""

from collections import Counter
from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass

from courlan import normalize_url

from workers.articles.input.identity import MAX_ID, id_of_content, id_of_url
from workers.feeds.reading.document import Document, Entry
from workers.feeds.state import PublishedArticle

GLOBAL = ("urn:", "tag:")
"""How guids begin that are unique in the world."""


@dataclass(frozen=True, slots=True)
class Fresh:
    """An entry to be published as `told`."""

    entry: Entry
    article: PublishedArticle


@dataclass(frozen=True, slots=True)
class Sifted:
    """A document's entries: what is to be published, oldest first, and how many others there are.

    Attributes:
        held: Ids of the articles that the document holds and this feed tells.
        elsewhere: Entries that another feed has told before.
        empty: Entries with neither text nor title.
    """

    fresh: tuple[Fresh, ...]
    held: tuple[str, ...]
    known: int = 0
    elsewhere: int = 0
    empty: int = 0


def sift(
    document: Document,
    feed: str,
    known: Callable[[str], PublishedArticle | None],
    now: float,
    others: Collection[str] = (),
    *,
    linked: bool = False,
) -> Sifted:
    """Compare a document with what was published.

    `feed` is the feed's URL, `known` looks a guid or link up, `now` is Unix time. Entries that one
    of the `others` (URLs of feeds) has told are left to that feed; entries of a feed that is
    followed no more pass to this feed. With `linked`, an entry that has only a link counts: its
    page has the rest.
    """
    shared = {link for link, count in Counter(_links(document.entries)).items() if count > 1}
    dated = _tells_updates(document.entries)
    fresh: list[Fresh] = []
    held: dict[str, None] = {}
    counts: Counter[str] = Counter()
    for entry in document.entries:
        if not entry.title.strip() and not entry.text.strip() and not (linked and entry.link):
            counts["empty"] += 1
            continue
        names = _names(entry, feed, shared)
        before = next(filter(None, map(known, names)), None)
        if before and before.feed != feed and before.feed in others:
            counts["elsewhere"] += 1
            continue
        identity = before.id if before else _identity(entry, feed, shared)
        if identity in held or (before and not _changed(entry, before, dated=dated)):
            counts["known"] += 1
        else:
            article = PublishedArticle(
                identity, feed, _version(before, now), _digest(entry), entry.updated, names
            )
            fresh.append(Fresh(entry, article))
        held[identity] = None
    return Sifted(tuple(reversed(fresh)), tuple(held), **counts)


def _links(entries: Iterable[Entry]) -> Iterable[str]:
    """The link of each entry, entries that are there twice counted once."""
    links = {(entry.guid or entry.title, plain_link(entry.link)) for entry in entries if entry.link}
    return (link for _, link in links)


def _tells_updates(entries: tuple[Entry, ...]) -> bool:
    """Whether the dates of update tell anything.

    Where all are the same, they are the document's dates.
    """
    dates = {entry.updated for entry in entries}
    return len(dates) > 1 or len(entries) == 1


def _names(entry: Entry, feed: str, shared: set[str]) -> tuple[str, ...]:
    names = [f"guid {feed} {_short(entry.guid)}"] if entry.guid else []
    if entry.link and (link := plain_link(entry.link)) not in shared:
        names.append(f"link {_short(link)}")
    return tuple(names)


def _identity(entry: Entry, feed: str, shared: set[str]) -> str:
    """Return the id of a new article: its link, else its guid, else its content's hash."""
    if entry.link and (link := plain_link(entry.link)) not in shared:
        return id_of_url(link)
    if (
        entry.guid
        and entry.guid.lower().startswith(GLOBAL)
        and len(entry.guid) <= MAX_ID
        and entry.guid.isprintable()
    ):
        return entry.guid
    content = f"{feed}\0{entry.guid}" if entry.guid else f"{entry.title}\0{entry.text}"
    return id_of_content(content.encode("utf-8", "replace"))


def plain_link(link: str) -> str:
    """Return a link without its fragment and without the parameters that count clicks.

    courlan knows these parameters.
    """
    bare = link.partition("#")[0]
    try:
        return normalize_url(bare) or bare
    except ValueError:
        return bare


def _changed(entry: Entry, before: PublishedArticle, *, dated: bool) -> bool:
    return before.digest != _digest(entry) or (dated and before.updated != entry.updated)


def _digest(entry: Entry) -> str:
    return id_of_content(f"{entry.title}\0{entry.text}".encode("utf-8", "replace"))


def _version(before: PublishedArticle | None, now: float) -> int:
    """Return 1 for an article that is new, else the second of this poll.

    So a version is higher than the versions before it, even where the state was lost.
    """
    return max(before.version + 1, int(now)) if before else 1


def _short(name: str) -> str:
    return name if len(name) <= MAX_ID else id_of_content(name.encode("utf-8", "replace"))
