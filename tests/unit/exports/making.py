"""Events to export.

They are the strike of tests.unit.web.making, and variants of it that no format should stumble over.
"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime
from io import BytesIO

from schemas import EventRecord
from schemas.event import ArticleLine, Where, Who
from tests.unit.web.making import NOW, event
from workers.exports import EXPORTERS, Edition
from workers.queries import TimedRecord

EDITION = Edition("http://127.0.0.1:6066", datetime(2031, 5, 9, 8, 0, 1, tzinfo=UTC))
HOSTILE = (
    "=1+1,\"a\";b|c\t\\d\r\nEND:VCALENDAR\x00\x1b[2J<script>alert('x')</script>&amp;]]>\u2028\ufffe\U0001f680"
    + "ü" * 80
)


def strike() -> EventRecord:
    return event()


def visit() -> EventRecord:
    """Over several days and places, one of them a country."""
    return replace(
        event("e-visit", when="2023-08-14/2023-08-19", code="CONSULT", title="Minister visits"),
        modality="planned",
        where=(
            Where("Russia", 2017370, 54.2944, 61.8127, "RU", 3),
            Where("Belarus", 630336, 53.75, 27.5, "BY", 3),
            Where("Nowhere", None, None, None, None, 1),
        ),
        articles=(
            ArticleLine("echo/3", main=False, published_at=None, source=None, copy_of=None),
            ArticleLine(
                "https://news.example/a?b=1",
                main=True,
                published_at="2023-08-12",
                source="N",
                copy_of=None,
            ),
        ),
    )


def bare() -> EventRecord:
    """Without anything that may be absent."""
    record = event("e-bare", when=None)
    return replace(
        record,
        who=(),
        where=(),
        articles=(),
        evidence=(),
        conflicts=(),
        first_seen=None,
        last_seen=None,
    )


def hostile() -> EventRecord:
    record = event("e-hostile/ü", title=HOSTILE, when="2031-05-05?")
    who = (Who(HOSTILE, HOSTILE, "actor", "XX", 1), Who("b", "-2+3", "recipient", None, 1))
    where = (Where(HOSTILE, 1, -12.5, 170.25, "XX", 1),)
    return replace(record, who=who, where=where, what=replace(record.what, text=HOSTILE))


def all_events() -> list[EventRecord]:
    return [strike(), visit(), bare(), hostile()]


def exported(
    name: str, records: Sequence[EventRecord], told_at: datetime | None = NOW
) -> tuple[bytes, Sequence[str]]:
    """What a format writes, and what it remarks."""
    out = BytesIO()
    remarks = EXPORTERS[name]([TimedRecord(record, told_at) for record in records], out, EDITION)
    return out.getvalue(), remarks
