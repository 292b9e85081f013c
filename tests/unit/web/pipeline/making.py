"""A worker that has been at work, for tests of the page of the pipeline; all of it is invented."""

from dataclasses import replace

from tests.unit.web.making import NOW, filled, web_context
from workers.settings import STAGES
from workers.streams.dead_letters.operations import DeadLetter
from workers.streams.dead_letters.origin import DeadLetterOrigin
from workers.streams.metrics.process_metrics import ProcessMetrics
from workers.web import WebContext


def metrics() -> ProcessMetrics:
    """Metrics of a worker with all stages, two shards, a pool of three and one lost process."""
    told = ProcessMetrics()
    for number, stage in enumerate(STAGES):
        told.ready.set(number % 2, stage=stage)
        told.in_flight.set(17 + number, stage=stage)
        told.in_flight_bytes.set(1_234_567 * number, stage=stage)
        told.rebalances.add(3 + number, stage=stage)
    told.pool_processes.replace({"idle": 1, "busy": 2, "starting": 0, "ended": 0})
    told.pool_failures.add(stage="extract", reason="hung")
    told.pool_recycled.add(6)
    told.late.add(4, stage="consolidate")
    for number, shard in enumerate(("en", "Northern Wire")):
        told.open_windows.set(400 + number, partition=number, shard=shard)
    told.watermark.set(NOW.timestamp(), partition=0, shard="en")
    told.slowest.note("extract", [("wire/1", 2_000), ("paper-7", 1_000)], 90.5)
    return told


def letter(offset: int, reason: str, stage: str = "prepare") -> DeadLetter:
    """A dead letter."""
    origin = DeadLetterOrigin(stage, reason, "line 1", "dateline.articles", 0, offset)
    return DeadLetter(offset, NOW, origin, b"key", b"value", ())


def working_context(told: ProcessMetrics | None = None, *reasons: str) -> WebContext:
    """The context of that worker, with dead letters."""
    view = filled()
    for offset, reason in enumerate(
        reasons or ("with 3 words no article", "with 8 words no article", "not valid JSON")
    ):
        view.take_dead_letter(letter(offset, reason))
    worker = told or metrics()
    return replace(web_context(view, instruments=worker.all()), slowest=worker.slowest.ranked)
