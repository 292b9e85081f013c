"""The life of an event: how it ended or began, what each version changed, and who decided on it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from schemas.event import DecisionLine
from workers.consolidation import Explanation
from workers.consolidation.explain import FORCE_WORDS
from workers.streams.readmodel.view_records import Version, ViewedEvent

MERGED = "This event was merged into another, which goes on with its articles."
RETRACTED = "No article tells this event any more: those that did were cancelled or changed."
SPLIT = "This event came out of another, which was split."


@dataclass(frozen=True, slots=True)
class Step:
    """One version: as the view has seen it, and what it changed, in words of consolidation.

    `version` is None where the version was not published alone, or before the view began to read;
    `words` are empty where nothing but the kind of change is known.
    """

    number: int
    version: Version | None
    words: str


@dataclass(frozen=True, slots=True)
class Decided:
    """A decision that bears on the event, and how far it is in force, in words."""

    decision: DecisionLine
    force: str


def steps(versions: Iterable[Version], explanation: Explanation | None) -> list[Step]:
    """Return the versions that the view has seen or consolidation tells of, the latest first."""
    seen = {version.number: version for version in versions}
    words = _words(explanation.history if explanation is not None else ())
    return [
        Step(number, seen.get(number), words.get(number, ""))
        for number in sorted(seen.keys() | words.keys(), reverse=True)
    ]


def decisions(event: ViewedEvent, explanation: Explanation | None) -> list[Decided]:
    """Return the decisions of operators on an event, the earliest first.

    Without an explanation, they are those that the record names: all of them are in force.
    """
    if explanation is None:
        return [Decided(line, FORCE_WORDS["whole"]) for line in event.record.decisions]
    return [Decided(one.decision, one.force_words) for one in explanation.rulings]


def outcome(event: ViewedEvent, taken: Sequence[Step]) -> str:
    """Return in a sentence that an event was merged, retracted or split off; empty elsewhere."""
    if event.record.status in ("merged", "retracted"):
        return MERGED if event.record.status == "merged" else RETRACTED
    first = taken[-1]
    began = first.version.change if first.version is not None else first.words
    return SPLIT if first.number == 1 and began.startswith("split") else ""


def _words(history: Iterable[str]) -> dict[int, str]:
    """Return the words of each line of a history by the number that it begins with."""
    parts = (line.partition(": ") for line in history)
    return {int(number): words for number, _, words in parts if number.isdecimal()}
