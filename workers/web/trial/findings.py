"""What the stages found in a text, as marks in it and as event records."""

from collections.abc import Iterator

from schemas import AnnotatedArticle, EventRecord, Tick
from schemas.annotated import Entity
from schemas.spans import Field
from workers.consolidation import ConsolidationSettings, Consolidator
from workers.settings import Settings
from workers.streams.pool.trial import Findings
from workers.web.presentation.marking import Mark

LABELS = {
    **dict.fromkeys(("PERSON", "ORG", "NORP", "ROLE"), "who"),
    **dict.fromkeys(("GPE", "LOC", "FAC"), "where"),
    "TIMEX": "when",
}
"""The mark of each label of an entity; `type` marks names of other kinds."""
LEGEND = {
    "who": "people and bodies",
    "where": "places",
    "when": "times",
    "what": "event words",
    "type": "other names",
}
END = "9999-12-31T23:59:59Z"


def records_of(findings: Findings, settings: Settings) -> list[EventRecord]:
    """Return the events that the text tells, the main event first.

    The events are as they would be published if the text were the only article.
    """
    consolidator = Consolidator(ConsolidationSettings.from_settings(settings))
    consolidator.apply(findings.mentions)
    consolidator.tick(Tick(shard=findings.mentions.shard, at=END, end=True))
    return sorted(
        consolidator.records(),
        key=lambda record: (record.level != "main", -record.salience, record.event_id),
    )


def marks_of(findings: Findings) -> dict[Field, list[Mark]]:
    """Return the marks of all names, times and event words, by field."""
    marks: dict[Field, list[Mark]] = {"title": [], "text": []}
    for entity in findings.article.entities:
        marks[entity.field].append(_name_mark(entity))
    for chain in findings.mentions.chains:
        for trigger in chain.mentions:
            marks[trigger.field].append(Mark(trigger.start, trigger.end, "what", chain.what.quote))
    return marks


def blank_lines_cut(article: AnnotatedArticle) -> tuple[int, int]:
    """Return the span of the text without the white space at its ends."""
    text = article.article.text
    start = len(text) - len(text.lstrip())
    return start, max(start, len(text.rstrip()))


def legend(marks: dict[Field, list[Mark]]) -> Iterator[tuple[str, str]]:
    """Yield each kind of mark that is used, with what it marks."""
    used = {mark.slot for found in marks.values() for mark in found}
    yield from ((slot, words) for slot, words in LEGEND.items() if slot in used)


def _name_mark(entity: Entity) -> Mark:
    slot = "who" if entity.actor else LABELS.get(entity.label, "type")
    value = entity.name or (entity.time.edtf or entity.time.value if entity.time else "")
    return Mark(entity.start, entity.end, slot, value)
