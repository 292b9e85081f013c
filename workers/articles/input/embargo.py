"""Embargoes: the time before which no version of an item may be published.

NewsML-G2 and ninjs name it (`embargoed`). Whoever publishes an article or a record of it asks here
first.
"""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, timezone

from workers.articles.input.article_reader import kind_of
from workers.articles.input.formats.json_tree import JsonTree, parse
from workers.articles.input.formats.newsml_g2 import embargo_in_newsml
from workers.articles.input.formats.ninjs import embargo_in_ninjs, is_ninjs
from workers.articles.invalid_article import InvalidArticle

NAME = b"embargoed"
LAST_ZONE = timezone(timedelta(hours=-12))
"""The zone of a time that names none: there it is reached last, so nothing comes too early."""
REFUSED = "under embargo: send it again when that has ended"


@dataclass(frozen=True, slots=True)
class Embargo:
    """An embargo; `until` is None where its end is not known."""

    until: datetime | None

    def holds(self, now: datetime) -> bool:
        """Whether it is in force."""
        return self.until is None or now < self.until

    def __str__(self) -> str:
        return f"under embargo until {self.end}"

    @property
    def end(self) -> str:
        """The end in words."""
        if self.until is None:
            return "further notice"
        return self.until.astimezone(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")


def embargo_of(value: bytes) -> Embargo | None:
    """Return the embargo of an article as bytes, in force or not.

    None where it names none, is cancelled, or cannot be read: reading it will say why.
    """
    if NAME not in value:
        return None
    try:
        given = _given(value.decode("utf-8").removeprefix("\ufeff"))
    except (InvalidArticle, UnicodeDecodeError):
        return None
    return None if given is None else Embargo(_moment(given))


def check_embargo(value: bytes, now: datetime) -> None:
    """Do nothing where an article may be published.

    Raises:
        InvalidArticle: It is under embargo at `now`.
    """
    embargo = embargo_of(value)
    if embargo is not None and embargo.holds(now):
        raise InvalidArticle(REFUSED, f"embargoed: {embargo.end}")


def _given(text: str) -> str | None:
    kind = kind_of(text)
    if kind == "newsml":
        return embargo_in_newsml(text)
    value = parse(text) if kind == "json" else None
    tree = JsonTree(value) if isinstance(value, dict) else None
    return embargo_in_ninjs(tree) if tree is not None and is_ninjs(tree) else None


def _moment(given: str) -> datetime | None:
    """Return the end of an embargo; None where it is empty, or no time that can be read."""
    try:
        found = datetime.fromisoformat(given.strip())
    except ValueError:
        return None
    return found if found.tzinfo else found.replace(tzinfo=LAST_ZONE)
