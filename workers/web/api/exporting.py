"""`/api/events/export`: the wanted events in the formats of other programs (docs/exports.md)."""

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from io import BytesIO

from aiohttp import web

from workers.exports import EXPORTERS, Edition, ExportError
from workers.queries import EventFilter, QueryError, TimedRecord, read_filter, values
from workers.queries.parameters import one
from workers.streams.readmodel.view import View
from workers.web.api.resources import not_understood, parameters_of
from workers.web.context import CONTEXT
from workers.web.problems import problem

MEDIA: Mapping[str, str] = {
    "jsonl": "application/jsonl",
    "csv": "text/csv",
    "geojson": "application/geo+json",
    "ics": "text/calendar",
    "rss": "application/rss+xml",
    "parquet": "application/vnd.apache.parquet",
    "gdelt": "text/tab-separated-values",
    "polecat": "text/tab-separated-values",
}
"""The media type of each format."""
MOST = 5_000
OWN = ("format", "limit")
REMARK = "Dateline-Remark"
"""The header that says which events a format had to leave out."""


@dataclass(frozen=True, slots=True)
class ExportRequest:
    """What the parameters of an export ask for."""

    wanted: EventFilter
    format: str
    limit: int

    @classmethod
    def of(cls, parameters: Mapping[str, Sequence[str]]) -> "ExportRequest":
        """Read the parameters.

        Raises:
            QueryError: One of them cannot be read.
        """
        wanted = read_filter({name: texts for name, texts in parameters.items() if name not in OWN})
        format_ = (
            one(parameters, "format", lambda text: values.choice(text, tuple(EXPORTERS))) or "jsonl"
        )
        limit = one(parameters, "limit", lambda text: values.count(text, most=MOST)) or MOST
        return cls(wanted, format_, limit)


async def export(request: web.Request) -> web.StreamResponse:
    """Answer with a file of the latest events of the view that are wanted, last told first."""
    try:
        asked = ExportRequest.of(parameters_of(request))
    except QueryError as error:
        return not_understood(error)
    found = _found(request.app[CONTEXT].view, asked)
    edition = Edition(str(request.url.origin()), datetime.now(UTC))
    out = BytesIO()
    try:
        # In a thread, since thousands of events take a while.
        remarks = await asyncio.to_thread(EXPORTERS[asked.format], found, out, edition)
    except ExportError as error:
        return problem(501, str(error))
    return _file(asked.format, out.getvalue(), remarks)


def _found(view: View, asked: ExportRequest) -> list[TimedRecord]:
    matches = asked.wanted.matcher()
    found = [
        TimedRecord(viewed.record, viewed.at)
        for viewed in view.all()
        if matches(viewed.facts, viewed.at)
    ]
    return found[::-1][: asked.limit]


def _file(format_: str, data: bytes, remarks: Sequence[str]) -> web.Response:
    headers = {
        "Content-Type": MEDIA[format_]
        + ("; charset=utf-8" if MEDIA[format_].startswith("text/") else ""),
        "Content-Disposition": f'attachment; filename="events.{format_}"',
    }
    if remarks:
        headers[REMARK] = " ".join(remarks).encode("ascii", "replace").decode().replace("\n", " ")
    return web.Response(body=data, headers=headers)
