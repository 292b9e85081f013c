"""What a row tells where a value is not known: when an event was first reported, and by whom."""

from dataclasses import dataclass

from schemas import EventRecord
from schemas.event import ArticleLine
from workers.edtf import NO_YEAR
from workers.streams.readmodel.view_records import ViewedEvent
from workers.web.presentation.wording import brief, counted, date_words

NAME = 60
"""Characters shown of a source or an article id."""
HASH = "sha256:"
"""What an id begins with that was made of the text, and says nothing to a reader."""


@dataclass(frozen=True, slots=True)
class Moment:
    """When an event is, in words; `note` says what the words are where they are not its date."""

    words: str
    note: str = ""


def moment(viewed: ViewedEvent) -> Moment:
    """Return when an event is: its date, if there is one.

    Otherwise the words say when the event was first reported, and the note says by whom. If no
    report is dated, they say when the record was first published. A date without a year has both
    in the note.
    """
    record = viewed.record
    reported = (
        f"reported {date_words(record.first_seen[:10])}"
        if record.first_seen is not None
        else f"first told {brief(viewed.versions[0].at)}"
    )
    by = f"by {tellers(record)}"
    if record.when is None:
        return Moment(reported, by)
    partial = NO_YEAR in record.when.edtf
    return Moment(date_words(record.when.edtf), f"{reported} {by}" if partial else "")


def tellers(record: EventRecord) -> str:
    """Return who reported it first, and how many others did: `Northern Wire and 2 others`."""
    first = min(
        record.articles,
        key=lambda line: (line.published_at is None, line.published_at or ""),
        default=None,
    )
    if first is None:
        return "no article any more"
    others = len({source_name(line) for line in record.articles} - {source_name(first)})
    name = source_name(first)
    if name.startswith(HASH):
        name = "an article without a source"
    return f"{name} and {counted(others, 'other')}" if others else name


def source_name(line: ArticleLine) -> str:
    """Return the source of an article; its id where it tells none."""
    return (line.source or line.id)[:NAME]
