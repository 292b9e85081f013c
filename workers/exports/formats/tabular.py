"""CSV (RFC 4180): one event a row, with a header."""

import csv
from collections.abc import Sequence
from io import TextIOWrapper
from typing import BinaryIO

from workers.exports.document import Edition
from workers.exports.values.columns import COLUMNS, Value, row
from workers.exports.values.text import printable
from workers.queries import TimedRecord

SEPARATOR = " | "
"""Between the values of a list; a bar within a value is written `/`."""
FORMULA = ("=", "+", "-", "@", "\t", "\r")


def write(events: Sequence[TimedRecord], out: BinaryIO, _edition: Edition) -> Sequence[str]:
    """Write the rows in UTF-8, lines ended by CR LF."""
    text = TextIOWrapper(out, encoding="utf-8", newline="", write_through=True)
    try:
        writer = csv.writer(text)
        writer.writerow(column.name for column in COLUMNS)
        writer.writerows([cell(value) for value in row(event).values()] for event in events)
    finally:
        text.detach()
    return ()


def cell(value: Value) -> str:
    """Return a value as a cell: text without control characters.

    A text that a spreadsheet would take for a formula gets an apostrophe before it.
    """
    if value is None:
        return ""
    if isinstance(value, int | float):
        return str(value)
    text = printable(
        value
        if isinstance(value, str)
        else SEPARATOR.join(part.replace("|", "/") for part in value)
    )
    return f"'{text}" if text.startswith(FORMULA) else text
