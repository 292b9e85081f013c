"""Figures as Prometheus text (exposition format 0.0.4): base units, each name with its meaning and kind, once."""

from collections.abc import Iterable

from workers.streams.figures.instruments import Gauge, Instrument, Sample
from workers.streams.figures.stage_board import StageBoard
from workers.streams.figures.view import View
from workers.version import __version__

CONTENT_TYPE = "text/plain; version=0.0.4; charset=utf-8"


class DuplicateNameError(ValueError):
    """Two instruments carry the same name."""


def render(instruments: Iterable[Instrument]) -> str:
    """Return the instruments as Prometheus text.

    Raises:
        DuplicateNameError: A name comes twice.
    """
    seen: set[str] = set()
    lines: list[str] = []
    for instrument in instruments:
        if instrument.name in seen:
            raise DuplicateNameError(f"{instrument.name} is declared twice")
        seen.add(instrument.name)
        lines += [
            f"# HELP {instrument.name} {_escaped(instrument.meaning)}",
            f"# TYPE {instrument.name} {instrument.kind}",
        ]
        lines += [_line(instrument.name, sample) for sample in instrument.samples()]
    return "\n".join(lines) + "\n"


def view_instruments(view: View, board: StageBoard) -> list[Instrument]:
    """Return what the web view knows, as gauges: the groups on the broker (of every process), and what the view holds."""
    build = Gauge("dateline_build_info", "Always 1; the version is in the label.", ("version",))
    waiting = Gauge(
        "dateline_group_lag_messages", "Messages that a stage's group has still to do, as the broker tells.", ("stage",)
    )
    done = Gauge(
        "dateline_group_committed_messages", "Sum of a group's committed offsets, as the broker tells.", ("stage",)
    )
    members = Gauge("dateline_group_members", "Consumers in a stage's group, as the broker tells.", ("stage",))
    refused = Gauge("dateline_dead_letters_held", "Dead letters in the topic, by the stage that made them.", ("stage",))
    events = Gauge("dateline_view_events", "Events that the web view holds, by status.", ("status",))
    articles = Gauge("dateline_view_articles", "Articles that the web view holds.")
    build.set(1, version=__version__)
    articles.set(view.sizes()[1])
    for status, number in view.statuses().items():
        events.set(number, status=status)
    for line in board.lines():
        waiting.set(line.waiting, stage=line.stage)
        done.set(line.done, stage=line.stage)
        refused.set(view.refused(line.stage), stage=line.stage)
        if line.members is not None:
            members.set(line.members, stage=line.stage)
    return [build, waiting, done, members, refused, events, articles]


def _line(name: str, sample: Sample) -> str:
    labels = ",".join(f'{label}="{_escaped(value, quotes=True)}"' for label, value in sample.labels)
    return (
        f"{name}{sample.suffix}{{{labels}}} {_number(sample.value)}"
        if labels
        else f"{name}{sample.suffix} {_number(sample.value)}"
    )


def _number(value: float) -> str:
    return str(int(value)) if float(value).is_integer() else repr(float(value))


def _escaped(text: str, *, quotes: bool = False) -> str:
    safe = text.replace("\\", "\\\\").replace("\n", "\\n")
    return safe.replace('"', '\\"') if quotes else safe
