"""The gauges of what the web view holds and of what the broker says about all processes."""

from workers.streams.metrics.instruments import Gauge, Instrument
from workers.streams.readmodel.stage_board import StageBoard
from workers.streams.readmodel.view import View
from workers.version import __version__

STAGE = ("stage",)
BUILD = ("dateline_build_info", "Always 1; the version is in the label.", ("version",))
GROUPS = (
    (
        "dateline_group_lag_messages",
        "Messages that a stage's group has still to do, as the broker tells.",
    ),
    (
        "dateline_group_committed_messages",
        "Sum of a group's committed offsets, as the broker tells.",
    ),
    (
        "dateline_group_rate_messages_per_second",
        "Messages that a stage's group commits each second, over the last minute.",
    ),
    (
        "dateline_group_lag_peak_messages",
        "Greatest lag of a stage's group in the last 15 minutes, as the broker tells.",
    ),
    ("dateline_group_members", "Consumers in a stage's group, as the broker tells."),
)
"""Names and meanings of the gauges of a group, all by stage."""
REFUSED = (
    "dateline_dead_letters_held",
    "Dead letters in the topic, by the stage that made them.",
    STAGE,
)
REASONS = (
    "dateline_dead_letters_by_reason",
    "Dead letters in the topic, by stage and reason without its numbers and quoted values.",
    ("stage", "reason"),
)
EVENTS = ("dateline_view_events", "Events that the web view holds, by status.", ("status",))
ARTICLES = ("dateline_view_articles", "Articles that the web view holds.")


def view_instruments(view: View, board: StageBoard) -> list[Instrument]:
    """Return gauges of the groups on the broker (of every process) and of the view."""
    build = Gauge(*BUILD)
    build.set(1, version=__version__)
    return [build, *_of_groups(board), *_of_letters(view, board), *_of_view(view)]


def _of_groups(board: StageBoard) -> list[Gauge]:
    gauges = [Gauge(name, meaning, STAGE) for name, meaning in GROUPS]
    lag, done, rate, peak, members = gauges
    for line in board.lines():
        lag.set(line.waiting, stage=line.stage)
        done.set(line.done, stage=line.stage)
        peak.set(max(part.most for part in board.lag(line.stage)), stage=line.stage)
        if line.rate is not None:
            rate.set(line.rate, stage=line.stage)
        if line.members is not None:
            members.set(line.members, stage=line.stage)
    return gauges


def _of_letters(view: View, board: StageBoard) -> list[Gauge]:
    refused, reasons = Gauge(*REFUSED), Gauge(*REASONS)
    for line in board.lines():
        refused.set(view.refused(line.stage), stage=line.stage)
    for group in view.reasons.counts():
        reasons.set(group.count, stage=group.stage, reason=group.reason)
    return [refused, reasons]


def _of_view(view: View) -> list[Gauge]:
    events, articles = Gauge(*EVENTS), Gauge(*ARTICLES)
    for status, number in view.statuses().items():
        events.set(number, status=status)
    articles.set(view.sizes()[1])
    return [events, articles]
