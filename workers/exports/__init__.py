"""Events as files in the formats of other programs (docs/exports.md)."""

from collections.abc import Mapping

from workers.exports import gdelt, geojson, icalendar, jsonl, parquet, polecat, rss, tabular
from workers.exports.document import Edition, Exporter, ExportError

EXPORTERS: Mapping[str, Exporter] = {
    "jsonl": jsonl.write,
    "csv": tabular.write,
    "geojson": geojson.write,
    "ics": icalendar.write,
    "rss": rss.write,
    "parquet": parquet.write,
    "gdelt": gdelt.write,
    "polecat": polecat.write,
}
BINARY = frozenset({"parquet"})
"""Formats that a terminal cannot show."""

__all__ = ["BINARY", "EXPORTERS", "Edition", "ExportError", "Exporter"]
