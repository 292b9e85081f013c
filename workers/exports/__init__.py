"""Events as files in the formats of other programs (docs/exports.md).

`formats/` has a module a format, `values/` what several formats say of an event, and `document.py`
what all have in common. To add a format, see `formats/`.
"""

from collections.abc import Mapping

from workers.exports.document import Edition, Exporter, ExportError
from workers.exports.formats import gdelt, geojson, icalendar, jsonl, parquet, polecat, rss, tabular

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
