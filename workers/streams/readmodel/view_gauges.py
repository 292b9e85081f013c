"""The gauges of what the web view holds and of what the broker says about all processes."""

from workers.streams.metrics.instruments import Gauge, Instrument
from workers.streams.readmodel.stage_board import StageBoard
from workers.streams.readmodel.view import View
from workers.version import __version__


def view_instruments(view: View, board: StageBoard) -> list[Instrument]:
    """Return gauges of the groups on the broker (of every process) and of the view."""
    build = Gauge("dateline_build_info", "Always 1; the version is in the label.", ("version",))
    waiting = Gauge(
        "dateline_group_lag_messages",
        "Messages that a stage's group has still to do, as the broker tells.",
        ("stage",),
    )
    done = Gauge(
        "dateline_group_committed_messages",
        "Sum of a group's committed offsets, as the broker tells.",
        ("stage",),
    )
    members = Gauge(
        "dateline_group_members",
        "Consumers in a stage's group, as the broker tells.",
        ("stage",),
    )
    rate = Gauge(
        "dateline_group_rate_messages_per_second",
        "Messages that a stage's group commits each second, over the last minute.",
        ("stage",),
    )
    peak = Gauge(
        "dateline_group_lag_peak_messages",
        "Greatest lag of a stage's group in the last 15 minutes, as the broker tells.",
        ("stage",),
    )
    reasons = Gauge(
        "dateline_dead_letters_by_reason",
        "Dead letters in the topic, by stage and reason without its numbers and quoted values.",
        ("stage", "reason"),
    )
    refused = Gauge(
        "dateline_dead_letters_held",
        "Dead letters in the topic, by the stage that made them.",
        ("stage",),
    )
    events = Gauge(
        "dateline_view_events",
        "Events that the web view holds, by status.",
        ("status",),
    )
    articles = Gauge("dateline_view_articles", "Articles that the web view holds.")
    build.set(1, version=__version__)
    articles.set(view.sizes()[1])
    for status, number in view.statuses().items():
        events.set(number, status=status)
    for line in board.lines():
        waiting.set(line.waiting, stage=line.stage)
        done.set(line.done, stage=line.stage)
        refused.set(view.refused(line.stage), stage=line.stage)
        peak.set(max(part.most for part in board.lag(line.stage)), stage=line.stage)
        if line.rate is not None:
            rate.set(line.rate, stage=line.stage)
        if line.members is not None:
            members.set(line.members, stage=line.stage)
    for group in view.reasons.counts():
        reasons.set(group.count, stage=group.stage, reason=group.reason)
    return [build, waiting, done, rate, peak, members, refused, reasons, events, articles]
