"""The metrics of a process, each declared once with its meaning, labels and base unit.

A process has one `ProcessMetrics`, made in the composition root and passed in; the metrics page
renders it.
"""

from collections.abc import Callable
from dataclasses import dataclass, field, fields
from functools import partial

from workers.streams.metrics.instruments import Counter, Gauge, Histogram, Instrument, Labels
from workers.streams.metrics.slowest_articles import SlowestArticles

STAGE = ("stage",)
PLACE = ("stage", "topic", "partition")
SHARD = ("partition", "shard")


def _counter(name: str, meaning: str, labels: Labels) -> Callable[[], Counter]:
    return partial(Counter, name, meaning, labels)


def _gauge(name: str, meaning: str, labels: Labels = STAGE) -> Callable[[], Gauge]:
    return partial(Gauge, name, meaning, labels)


def _histogram(name: str, meaning: str, labels: Labels = STAGE) -> Callable[[], Histogram]:
    return partial(Histogram, name, meaning, labels)


@dataclass(frozen=True, slots=True)
class ProcessMetrics:
    """Every figure of a process."""

    received: Counter = field(
        default_factory=_counter(
            "dateline_messages_received_total", "Messages read, replays included.", PLACE
        )
    )
    acknowledged: Counter = field(
        default_factory=_counter(
            "dateline_messages_acknowledged_total", "Messages whose work is done and kept.", PLACE
        )
    )
    sent: Counter = field(
        default_factory=_counter(
            "dateline_messages_sent_total", "Messages that the broker took.", ("stage", "topic")
        )
    )
    dead_lettered: Counter = field(
        default_factory=_counter(
            "dateline_dead_letters_total",
            "Messages moved to the dead letters.",
            ("stage", "reason"),
        )
    )
    late: Counter = field(
        default_factory=_counter(
            "dateline_late_articles_total",
            "Articles whose event's state may have been dropped.",
            STAGE,
        )
    )
    without_event: Counter = field(
        default_factory=_counter(
            "dateline_articles_without_event_total", "Articles in which no event was found.", STAGE
        )
    )
    warnings: Counter = field(
        default_factory=_counter(
            "dateline_article_warnings_total",
            "Parts of articles that could not be read and were left out (a date), "
            "the article kept.",
            STAGE,
        )
    )
    changes: Counter = field(
        default_factory=_counter(
            "dateline_event_changes_total", "Event versions told, by kind of change.", ("change",)
        )
    )
    pool_failures: Counter = field(
        default_factory=_counter(
            "dateline_pool_failures_total",
            "Pool processes lost: `died` or `hung`.",
            ("stage", "reason"),
        )
    )
    pool_recycled: Counter = field(
        default_factory=_counter(
            "dateline_pool_recycled_total",
            "Pool processes replaced after their share of articles.",
            (),
        )
    )
    rebalances: Counter = field(
        default_factory=_counter(
            "dateline_rebalances_total",
            "Times that a stage got its partitions; the first time is the start.",
            STAGE,
        )
    )
    gaps: Counter = field(
        default_factory=_counter(
            "dateline_offset_gaps_total",
            "Jumps in offsets: `fault` was read again, `real` is compaction.",
            (*PLACE, "kind"),
        )
    )
    in_flight: Gauge = field(
        default_factory=_gauge(
            "dateline_in_flight_messages", "Messages read and not yet acknowledged."
        )
    )
    in_flight_bytes: Gauge = field(
        default_factory=_gauge("dateline_in_flight_bytes", "Bytes of the messages in flight.")
    )
    lag: Gauge = field(
        default_factory=_gauge(
            "dateline_lag_messages",
            "Messages between what is acknowledged and the end of the partition.",
            PLACE,
        )
    )
    ready: Gauge = field(
        default_factory=_gauge(
            "dateline_stage_ready",
            "1 when the stage has its partitions and its tables are recovered.",
        )
    )
    recovery_remaining: Gauge = field(
        default_factory=_gauge(
            "dateline_recovery_remaining_messages", "Changelog messages still to be read."
        )
    )
    pool_processes: Gauge = field(
        default_factory=_gauge(
            "dateline_pool_processes",
            "Processes of the pool by state: `starting`, `idle`, `busy`, or `ended`, "
            "which starts again with its next batch.",
            ("state",),
        )
    )
    watermark: Gauge = field(
        default_factory=_gauge(
            "dateline_watermark_timestamp_seconds",
            "The time before which a shard expects no more articles; "
            "of the shards of a partition with the most open windows.",
            SHARD,
        )
    )
    open_windows: Gauge = field(
        default_factory=_gauge(
            "dateline_open_windows",
            "Events of a shard whose window is open; "
            "of the shards of a partition with the most open windows.",
            SHARD,
        )
    )
    events: Gauge = field(
        default_factory=_gauge(
            "dateline_events_held", "Events in the tables of this process.", ("partition",)
        )
    )
    batch_articles: Histogram = field(
        default_factory=lambda: Histogram(
            "dateline_batch_articles",
            "Articles in a batch.",
            STAGE,
            (1, 2, 4, 8, 16, 32, 64, 128, 256),
        )
    )
    batch_seconds: Histogram = field(
        default_factory=_histogram(
            "dateline_batch_seconds", "Time of a batch in the pool, waiting included."
        )
    )
    unit_seconds: Histogram = field(
        default_factory=_histogram(
            "dateline_unit_seconds", "Time from receiving a message to its acknowledgement."
        )
    )
    slowest: SlowestArticles = field(default_factory=SlowestArticles)
    loop_lag_seconds: Histogram = field(
        default_factory=_histogram(
            "dateline_loop_lag_seconds", "How late the event loop runs what is due.", ()
        )
    )

    def all(self) -> tuple[Instrument, ...]:
        """Return every instrument, in the order of declaration."""
        return tuple(getattr(self, item.name) for item in fields(self))
