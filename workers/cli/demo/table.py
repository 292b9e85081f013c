"""Events as a table, one line each."""

from collections.abc import Sequence

from rich import box
from rich.table import Table
from rich.text import Text

from schemas import EventRecord
from schemas.event import names_of
from workers.cli.terminal.display import by_weight, plain

WIDE = 110
"""Columns of a terminal from which there is room for who takes part, the version and the status."""
ALSO = 2
"""Names of a slot that are shown."""


def table(
    records: Sequence[EventRecord], *, heading: str, width: int, rows: int, changed: str | None
) -> Table:
    """Return the most widely told `rows` of the records in the order given, one line each.

    Args:
        records: The events.
        heading: What stands above the table.
        width: Columns of the terminal.
        rows: Most lines of events; further events are counted in one more.
        changed: Id of the event whose line stands out, if any.
    """
    wide = width >= WIDE
    result = _empty(heading, wide=wide)
    most = {record.event_id for record in by_weight(records)[:rows]}
    for record in records:
        if record.event_id in most:
            style = "bold" if record.event_id == changed else ""
            result.add_row(*map(Text, _cells(record, wide=wide)), style=style)
    if more := len(records) - len(most):
        result.add_row(Text(f"and {more} more", "dim"))
    return result


def _empty(heading: str, *, wide: bool) -> Table:
    result = Table(
        title=heading, title_justify="left", expand=True, box=box.SIMPLE_HEAD, pad_edge=False,
        show_edge=False,
    )  # fmt: skip
    result.add_column("event", ratio=7, no_wrap=True, overflow="ellipsis")
    if wide:
        result.add_column("who", ratio=3, no_wrap=True, overflow="ellipsis")
    result.add_column("where", ratio=2, no_wrap=True, overflow="ellipsis")
    result.add_column("when", width=21 if wide else 12, no_wrap=True, overflow="ellipsis")
    result.add_column("articles", justify="right", no_wrap=True)
    if wide:
        result.add_column("version", justify="right", no_wrap=True)
        result.add_column("status", width=6, no_wrap=True)
    return result


def _cells(record: EventRecord, *, wide: bool) -> list[str]:
    who = ", ".join(names_of(record.who)[:ALSO])
    where = ", ".join(where.name for where in record.where[:ALSO])
    when = record.when.edtf if record.when else ""
    articles = str(record.sources.articles)
    cells = (
        [record.title, who, where, when, articles, str(record.version), record.status]
        if wide
        else [record.title, where, _begin(when), articles]
    )
    return [plain(cell) for cell in cells]


def _begin(edtf: str) -> str:
    """Return the first day of an interval, with a mark that it goes on."""
    start, slash, _end = edtf.partition("/")
    return start + (slash and "/…")
