"""Part `consolidation`: consolidation alone, with many events in state.

Articles and records a second, bytes a record, memory an event.

The articles are those of `benchmarks/consolidation.py`: stories of very different size, recent ones
taken up more often. Each size is reached by taking articles in, in a process of its own, and the
next articles are timed.
"""

import gc
import multiprocessing
import time
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass

from benchmarks.consolidation import Newsroom
from benchmarks.suite.bench import Bench
from benchmarks.suite.venues import Skipped
from schemas import encode
from tests.kafka.resources import resident
from workers.bootstrap import COLLECTION
from workers.consolidation import ConsolidationSettings, Consolidator
from workers.streams.stages.garbage_collection import PeriodicFreeze, freeze_survivors

PART = "consolidation"
SIZES = (10_000, 100_000)
LARGE = 1_000_000
MEASURED = 1_000
"""Articles that are timed at each size, in `ROUNDS` runs."""
ROUNDS = 5
LOOK_EVERY = 256
BYTES_PER_EVENT = 32_000
"""What an event in state takes at most, in memory: to tell beforehand what does not fit."""


@dataclass(frozen=True, slots=True)
class Sample:
    """What was measured at one size.

    `records` are the versions that the timed articles made, with their bytes as JSON.
    """

    events: int
    seconds: float
    records: int
    record_bytes: int
    memory_bytes: float


def run(bench: Bench, sizes: tuple[int, ...] = SIZES) -> None:
    """Measure at each size."""
    bench.begin(PART)
    wanted = (*sizes, LARGE) if bench.large else sizes
    for size in wanted:
        with bench.skipping(f"{PART}, {size:,} events"):
            _fits(size)
            context = multiprocessing.get_context("spawn")
            with ProcessPoolExecutor(1, mp_context=context) as process:
                samples = process.submit(measured, size, bench.left).result()
            _tell(bench, size, samples)
    for size in wanted[1:]:
        name = f"articles/s at {size:,} / at {wanted[0]:,} events"
        bench.results.compare(
            PART, name, f"articles/s, {size:,} events", f"articles/s, {wanted[0]:,} events"
        )


def _tell(bench: Bench, size: int, samples: list[Sample]) -> None:
    for turn, sample in enumerate(samples):
        told = (
            ("articles/s", MEASURED / ROUNDS / sample.seconds, "articles/s", "higher"),
            ("records/s", sample.records / sample.seconds, "records/s", "higher"),
            ("bytes a record", sample.record_bytes / max(1, sample.records), "bytes", "lower"),
            ("memory an event", sample.memory_bytes / max(1, sample.events), "bytes", "lower"),
        )
        for name, value, unit, better in told:
            bench.results.add(PART, f"{name}, {size:,} events", value, unit, better, turn=turn)  # type: ignore[arg-type]


def measured(size: int, left: float) -> list[Sample]:
    """Fill a consolidator up to `size` events and return what each run of further articles took.

    Raises:
        TimeoutError: It was not filled within `left` seconds.
    """
    gc.set_threshold(*COLLECTION)
    empty, room, deadline = _resident_bytes(), Newsroom(), time.monotonic() + left
    consolidator, freeze = Consolidator(ConsolidationSettings()), PeriodicFreeze()
    while room.articles % LOOK_EVERY or len(consolidator.published.rows) < size:
        consolidator.apply(room.article())
        freeze.took(1)
        if time.monotonic() > deadline:
            raise TimeoutError
    freeze_survivors()
    return list(_samples(consolidator, room, empty))


def _samples(consolidator: Consolidator, room: Newsroom, empty: float) -> Iterator[Sample]:
    for _ in range(ROUNDS):
        articles = [room.article() for _ in range(MEASURED // ROUNDS)]
        began = time.process_time()
        changes = [consolidator.apply(article) for article in articles]
        seconds = time.process_time() - began
        sizes = [len(encode(record)) for change in changes for record in change.records]
        events = len(consolidator.published.rows)
        yield Sample(events, seconds, len(sizes), sum(sizes), _resident_bytes() - empty)


def _resident_bytes() -> float:
    return resident(multiprocessing.current_process().pid or 0) * 1024 * 1024


def _fits(size: int) -> None:
    needed, there = size * BYTES_PER_EVENT / 2**30, _memory_gib()
    if needed > there:
        raise Skipped(f"needs about {needed:.0f} GiB of memory; this machine has {there:.0f} free")


def _memory_gib() -> float:
    with open("/proc/meminfo", encoding="ascii") as told:  # noqa: PTH123 - a file of the kernel
        line = next(line for line in told if line.startswith("MemAvailable"))
    return int(line.split()[1]) / 2**20
