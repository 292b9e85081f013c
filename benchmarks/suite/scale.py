"""Part `scale`: one to three workers, and pools of one process and of two.

Start-up, memory of each process, messages and bytes on each topic.
"""

import asyncio
import time
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from urllib.error import URLError
from urllib.request import urlopen

from aiokafka import AIOKafkaConsumer

from benchmarks.suite.bench import START_SECONDS, WARM_UP, Bench, measured, suits, topics_of
from benchmarks.suite.children import Child
from benchmarks.suite.contenders import PROCESSES, Dateline, running
from benchmarks.suite.corpus import BenchArticle
from benchmarks.suite.venues import Venue
from tests.kafka.resources import children as children_of
from tests.kafka.resources import resident
from workers.settings import Settings
from workers.streams.kafka.connection import connection
from workers.streams.reading.topic_reader import records_to_end

PART = "scale"
READY_EVERY = 0.05
ONE = Dateline("one worker, pool of one", changed={"pool_processes": "1"})
SHAPES = (
    ONE,
    Dateline(f"one worker, pool of {PROCESSES}", changed={"pool_processes": str(PROCESSES)}),
    Dateline("two workers, pools of one", workers=2, changed={"pool_processes": "1"}),
    Dateline("three workers, pools of one", workers=3, changed={"pool_processes": "1"}),
)


@dataclass(frozen=True, slots=True)
class Observed:
    """One passage: seconds of start-up and passage, megabytes by process, topics.

    `sizes` are the bytes that programs see of a topic, `written` those that the broker has written.
    """

    ready: float
    seconds: float
    memory: dict[str, float]
    messages: Counter[str]
    sizes: Counter[str]
    written: Counter[str]


def run(bench: Bench) -> None:
    """Measure each shape in turn on each broker."""
    bench.begin(PART)
    for place in bench.at_venues(PART):
        for turn, articles in zip(range(bench.rounds), bench.batches(), strict=False):
            for shape in (shape for shape in SHAPES if suits(shape, place)):
                with bench.skipping(f"{PART}: {shape.name}, {place.name}"):
                    _tell(
                        bench,
                        place,
                        shape,
                        observed(shape, place, articles, bench.left),
                        turn=turn,
                        count=len(articles),
                    )


def observed(
    shape: Dateline, place: Venue, articles: Sequence[BenchArticle], left: float
) -> Observed:
    """Run one passage and look at its processes before they end, and at its topics."""
    with topics_of(place) as settings:
        began = time.monotonic()
        with running(shape, place, settings) as processes:
            ready = _until_ready(processes) - began
            seconds = asyncio.run(measured(shape, settings, processes, articles, left))
            memory = _memory(processes)
        messages, sizes = asyncio.run(_content(settings))
        written = Counter({_short(name, settings): n for name, n in place.written().items()})
    return Observed(ready, seconds, memory, messages, sizes, written)


def _tell(
    bench: Bench, place: Venue, shape: Dateline, seen: Observed, *, turn: int, count: int
) -> None:
    results, name = bench.results, f"{shape.name}, {place.name}"
    results.add(PART, name, (count - WARM_UP) / seen.seconds, "articles/s", turn=turn)
    results.add(PART, f"start-up, {name}", seen.ready, "s", "lower", turn=turn)
    for process, megabytes in seen.memory.items():
        results.add(PART, f"memory of {process}, {name}", megabytes, "MiB", "lower", turn=turn)
    if shape is not ONE:
        results.compare(PART, f"{name} / {ONE.name}", name, f"{ONE.name}, {place.name}")
        return
    size = "bytes an article"
    for topic, messages in seen.messages.items():
        told = [("", messages, "messages an article"), (" bytes", seen.sizes[topic], size)]
        if seen.written:
            told.append((" bytes written", seen.written[topic], size))
        for what, number, unit in told:
            named = f"{topic}{what}, {place.name}"
            results.add(PART, named, number / count, unit, "lower", turn=turn)


def _until_ready(processes: Sequence[Child]) -> float:
    """Wait until every worker says that it is ready; returns when the last did."""
    deadline = time.monotonic() + START_SECONDS
    for one in processes:
        while not _is_ready(one):
            one.check()
            if time.monotonic() > deadline:
                raise TimeoutError
            time.sleep(READY_EVERY)
    return time.monotonic()


def _is_ready(one: Child) -> bool:
    try:
        with urlopen(f"http://127.0.0.1:{one.port}/readyz", timeout=2) as answer:
            return bool(answer.status == 200)  # noqa: PLR2004 - HTTP OK
    except (URLError, OSError):
        return False


def _memory(processes: Sequence[Child]) -> dict[str, float]:
    """Return resident megabytes: the largest worker, the largest process of a pool, all."""
    workers = [resident(one.pid) for one in processes]
    pools = [resident(pid) for one in processes for pid in children_of(one.pid)]
    return {
        "a worker": max(workers),
        "a process of the pool": max(pools, default=0.0),
        "all": sum(workers + pools),
    }


async def _content(settings: Settings) -> tuple[Counter[str], Counter[str]]:
    """Return messages and bytes (key, value, headers) of each topic of a run.

    The changelog of the state is among them.
    """
    messages: Counter[str] = Counter()
    sizes: Counter[str] = Counter()
    for topic in await _topics(settings):
        name = _short(topic, settings)
        async for record in records_to_end(settings, topic):
            messages[name] += 1
            sizes[name] += len(record.key or b"") + len(record.value or b"")
            sizes[name] += sum(len(header) + len(value) for header, value in record.headers)
    return messages, sizes


def _short(topic: str, settings: Settings) -> str:
    return topic.removeprefix(f"{settings.topic_prefix}.").removeprefix(f"{settings.group_prefix}-")


async def _topics(settings: Settings) -> list[str]:
    async with AIOKafkaConsumer(**connection(settings)) as consumer:
        return sorted(
            name
            for name in await consumer.topics()
            if name.startswith((f"{settings.topic_prefix}.", f"{settings.group_prefix}-"))
        )
