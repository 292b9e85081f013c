"""The stages as the pages show them: the broker's knowledge of each, and the failures there."""

from dataclasses import dataclass

from workers.settings import STAGES
from workers.streams.kafka.groups import outputs_of, source_of
from workers.streams.readmodel.stage_board import StageBoard, StageLine
from workers.streams.readmodel.view import View

WHAT = {
    "prepare": "reads articles, dates them, recognises copies",
    "annotate": "finds people, organisations, places and times",
    "extract": "finds what happened, in each article",
    "consolidate": "joins what many articles tell into events",
}


@dataclass(frozen=True, slots=True)
class StageCard:
    """One stage.

    `line` is None until the broker has told of the stage; `state` is `unknown`, `absent` (no
    worker), `behind` or `idle`.
    """

    stage: str
    what: str
    source: str
    outputs: tuple[str, ...]
    line: StageLine | None
    refused: int
    state: str


def stage_cards(board: StageBoard, view: View) -> list[StageCard]:
    """Return all stages, in the order of an article's way."""
    lines = {line.stage: line for line in board.lines()}
    return [_card(stage, lines.get(stage), view.refused(stage)) for stage in STAGES]


def _card(stage: str, line: StageLine | None, refused: int) -> StageCard:
    outputs = tuple(topic.name for topic in outputs_of(stage))
    return StageCard(
        stage, WHAT[stage], source_of(stage).name, outputs, line, refused, _state(line)
    )


def _state(line: StageLine | None) -> str:
    if line is None:
        return "unknown"
    if line.members == 0:
        return "absent"
    return "behind" if line.waiting else "idle"
