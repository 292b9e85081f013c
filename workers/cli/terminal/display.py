"""Event records for people to read in a terminal.

Text from articles is shown without the characters that steer a terminal.
"""

import re
import textwrap
import unicodedata
from collections.abc import Iterable, Iterator

from schemas import EventRecord
from schemas.event import Evidence, with_roles
from workers.counting import counted

FILLERS_SHOWN = 6
TITLE_WIDTH = 100
LABEL = re.compile(r"\A *(?:[a-z]+ {2,})?")
"""What a line of a record begins with: spaces, and the name of a slot in a column of its own."""
NARROWEST = 30
"""Columns below which a line is left to the terminal."""


def plain(text: str, width: int | None = None) -> str:
    """Return `text` on one line, cut to `width` characters.

    Control, format and surrogate characters are left out.
    """
    kept = "".join(
        " " if c.isspace() else c
        for c in text
        if c.isspace() or not unicodedata.category(c).startswith("C")
    )
    line = " ".join(kept.split())
    return line if width is None or len(line) <= width else line[: width - 1] + "…"


def fitted(line: str, width: int) -> list[str]:
    """Return a line as lines of at most `width` columns, broken between words.

    What goes on stands below the values of its slot, or four columns in.
    """
    if len(line) <= width or width < NARROWEST:
        return [line]
    label = LABEL.match(line)
    indent = len(label[0]) if label else 0
    hanging = indent if label and label[0].strip() else indent + 4
    return textwrap.wrap(line, width, subsequent_indent=" " * hanging, break_on_hyphens=False)


def lines(record: EventRecord) -> Iterator[str]:
    """Yield the lines of one record, slot by slot.

    Each value stands with the number of independent sources behind it, and the first of each slot
    with words of an article.
    """
    kind = record.type.code + (f"/{record.type.mode}" if record.type.mode else "")
    yield f"{plain(record.title, TITLE_WIDTH)}"
    yield (
        f"  {record.event_id}  version {record.version}, {record.status}; {kind}, {record.modality}"
    )
    yield from _slot(
        "who",
        (
            f"{_in(w.name, w.country)} {' and '.join(roles)} ×{w.support}"
            for w, roles in with_roles(record.who)
        ),
    )
    yield from _slot("where", (f"{_in(w.name, w.country)} ×{w.support}" for w in record.where))
    yield from _when(record)
    for conflict in record.conflicts:
        values = "; ".join(f"{plain(v.value, 60)} ×{v.support}" for v in conflict.values)
        yield f"  but     {conflict.slot}: {values}"
    yield (
        f"  told by {counted(record.sources.articles, 'article')}, "
        f"{record.sources.independent} independent: "
        f"{', '.join(plain(article.id) for article in record.articles)}"
    )
    for evidence in _quotes(record):
        yield (
            f"            {evidence.slot}: “{plain(evidence.quote, 70)}” "
            f"in {plain(evidence.article_id)}"
        )


def _in(name: str, country: str | None) -> str:
    return f"{name} ({country})" if country else name


def _when(record: EventRecord) -> Iterator[str]:
    if record.when:
        yield f"  when    {record.when.edtf} ×{record.when.support}"
        for step in record.when.reasoning:
            yield f"            {plain(step)}"


def summary(record: EventRecord) -> str:
    """Return one line for a log: what changed, and on how many articles the event stands now."""
    where = ", ".join(place.name for place in record.where[:2])
    when = record.when.edtf if record.when else ""
    slots = "; ".join(plain(part, 40) for part in (where, when) if part)
    return (
        f"{record.change:9} v{record.version} {plain(record.title, 70)} [{slots}] "
        f"{counted(record.sources.articles, 'article')}"
    )


def by_weight(records: Iterable[EventRecord]) -> list[EventRecord]:
    """Return the most widely told records first.

    Of these, the events that are an article's main event stand before others.
    """
    return sorted(
        records,
        key=lambda r: (
            -sum(a.main for a in r.articles),
            -r.sources.independent,
            r.title,
            r.event_id,
        ),
    )


def _quotes(record: EventRecord) -> Iterator[Evidence]:
    """Yield the fullest words for the best supported value of each slot."""
    best = {
        "who": record.who[0].name if record.who else None,
        "where": record.where[0].name if record.where else None,
        "when": record.when.edtf if record.when else None,
        "what": record.what.text,
    }
    for slot, value in best.items():
        quoted = [evidence for evidence in record.evidence if evidence.slot == slot]
        chosen = [one for one in quoted if value in (one.value, one.quote)] or quoted
        if chosen:
            yield max(chosen, key=lambda evidence: len(evidence.quote))


def _slot(name: str, values: Iterable[str]) -> Iterator[str]:
    shown = [plain(value, 60) for value in values]
    if shown:
        more = f" and {len(shown) - FILLERS_SHOWN} more" if len(shown) > FILLERS_SHOWN else ""
        yield f"  {name:7} {', '.join(shown[:FILLERS_SHOWN])}{more}"
