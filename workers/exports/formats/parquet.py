"""Apache Parquet: one row an event, with the columns of CSV, typed, and the lists of the record."""

from collections.abc import Sequence
from typing import Any, BinaryIO

from schemas import EventRecord
from workers.exports.document import Edition, ExportError
from workers.exports.values.columns import COLUMNS, row
from workers.queries import TimedRecord

MISSING = (
    "parquet needs pyarrow, which is not installed: `pip install pyarrow` "
    "in Dateline's environment (`.venv/bin/pip` in a clone)"
)
ROWS = 10_000
"""Rows of a row group: what is held in memory at once."""


def write(events: Sequence[TimedRecord], out: BinaryIO, _edition: Edition) -> Sequence[str]:
    """Write the table, compressed with Zstandard.

    Raises:
        ExportError: pyarrow is not installed.
    """
    try:
        import pyarrow as pa  # noqa: PLC0415 - an extra that few need
        from pyarrow import parquet  # noqa: PLC0415
    except ImportError as error:
        raise ExportError(MISSING) from error
    schema = _schema(pa)
    with parquet.ParquetWriter(pa.PythonFile(out, mode="w"), schema, compression="zstd") as writer:
        for first in range(0, len(events), ROWS):
            rows = [_row(event) for event in events[first : first + ROWS]]
            writer.write_table(pa.Table.from_pylist(rows, schema=schema))
    return ()


def _row(event: TimedRecord) -> dict[str, Any]:
    return {
        **row(event),
        "evidence": _evidence(event.record),
        "conflicts": _conflicts(event.record),
    }


def _evidence(record: EventRecord) -> list[dict[str, Any]]:
    names = ("slot", "value", "article_id", "field", "start", "end", "quote")
    return [{name: getattr(item, name) for name in names} for item in record.evidence]


def _conflicts(record: EventRecord) -> list[dict[str, Any]]:
    return [
        {
            "slot": conflict.slot,
            "value": item.value,
            "support": item.support,
            "articles": item.articles,
        }
        for conflict in record.conflicts
        for item in conflict.values
    ]


def _schema(pa: Any) -> Any:
    text, integer = pa.string(), pa.int64()
    kinds = {"text": text, "integer": integer, "number": pa.float64(), "texts": pa.list_(text)}
    evidence = dict.fromkeys(("slot", "value", "article_id", "field", "quote"), text)
    evidence = {**evidence, "start": integer, "end": integer}
    conflict = {"slot": text, "value": text, "support": integer, "articles": pa.list_(text)}
    lists = [("evidence", evidence), ("conflicts", conflict)]
    return pa.schema(
        [
            *((column.name, kinds[column.kind]) for column in COLUMNS),
            *((name, pa.list_(pa.struct(list(fields.items())))) for name, fields in lists),
        ]
    )
