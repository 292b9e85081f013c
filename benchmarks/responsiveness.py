"""Measure how a busy worker answers, and how soon it replaces a killed analysis process.

    python benchmarks/responsiveness.py [--seconds 60] [--processes 2]

The script starts the embedded broker and one worker with the real analysis, and feeds the seed
articles many times over under other ids, so that every core is at work. While the worker is busy,
the script asks `/livez` twenty times a second and kills one process of the worker's pool.

It prints the 99th percentile of `/livez` and that of the event loop's lag, as the worker itself
measured it in that time (the upper bound of a histogram's bucket). Beside the lag stands the lag of
a process that does nothing else, which shows how late the machine itself is. The script also prints
the time from the kill until the next process has loaded, and what became of the articles.
"""

import argparse
import asyncio
import os
import re
import signal
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from threading import Event, Thread

import orjson

from seeds import SEEDS
from workers.articles import RawArticle, read_path
from workers.cli.demo.worker_process import WorkerProcess
from workers.settings import Settings
from workers.streams.embedded_broker.broker import EmbeddedBroker
from workers.streams.kafka.topics import ensure_topics
from workers.streams.publishing.article_publisher import publish

PORT = 6166
ASK_EVERY = 0.05
COPIES = 2_000
SHARE = 0.99
BUCKET = re.compile(r'^dateline_loop_lag_seconds_bucket\{le="([^"]+)"\} (\d+)', re.MULTILINE)
IDLE = """
import time
try:
    while True:
        due = time.monotonic() + 0.25
        time.sleep(0.25)
        print(time.monotonic() - due)
except KeyboardInterrupt:
    pass
"""
LOADED = 150.0
"""MiB that a process of the pool holds once its pipeline is loaded."""


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--seconds", type=float, default=60.0)
    parser.add_argument("--processes", type=int, default=2)
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="dateline-busy-") as folder, EmbeddedBroker() as broker:
        settings = Settings(broker=broker.address)
        asyncio.run(ensure_topics(settings))
        told = {
            "broker": broker.address,
            "web_port": str(PORT),
            "state_dir": f"{folder}/state",
            "session_timeout": "6",
            "pool_processes": str(arguments.processes),
        }
        with WorkerProcess(
            told, Path(folder) / "worker.log", web=f"http://127.0.0.1:{PORT}"
        ) as worker:
            worker.start()
            worker.wait_until_ready()
            observe(worker, settings, arguments.seconds)
    return 0


def observe(worker: WorkerProcess, settings: Settings, seconds: float) -> None:
    asyncio.run(publish(settings, articles()))
    pid = worker_pid(worker)
    before, begun = buckets(), times(pid)
    asked: list[float] = []
    done = Event()
    asking = Thread(target=ask, args=(asked, done))
    asking.start()
    idle = subprocess.Popen([sys.executable, "-c", IDLE], stdout=subprocess.PIPE, text=True)
    began = time.monotonic()
    time.sleep(seconds / 2)
    replaced = kill_one(pid)
    time.sleep(max(0.0, seconds - (time.monotonic() - began)))
    used = times(pid) - begun
    done.set()
    asking.join()
    idle.send_signal(signal.SIGINT)
    bare = [float(line) for line in idle.communicate()[0].split()]
    worker.check()
    passed = time.monotonic() - began
    print(
        f"{passed:.0f} s, {used / passed:.2f} of {os.cpu_count()} cores "
        "used by the worker and its pool"
    )
    print(
        f"/livez: p99 {percentile(asked) * 1000:.0f} ms, "
        f"median {statistics.median(asked) * 1000:.1f} ms, "
        f"worst {max(asked) * 1000:.0f} ms of {len(asked)}"
    )
    print(
        f"event loop's lag: p99 under {lag(before, buckets()) * 1000:.0f} ms; "
        f"of a process that does nothing else: p99 {percentile(bare) * 1000:.0f} ms"
    )
    print(f"load of the machine: {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores")
    print(f"a killed process of the pool was replaced, its pipeline loaded, after {replaced:.1f} s")
    for name in (
        "dateline_pool_failures_total",
        "dateline_dead_letters_total",
        "dateline_messages_acknowledged_total",
    ):
        print(
            "\n".join(line for line in metrics().splitlines() if line.startswith(name))
            or f"{name} 0"
        )


def articles() -> Iterator[RawArticle]:
    for number in range(COPIES):
        for raw in read_path(SEEDS):
            article = orjson.loads(raw.value)
            identity = f"{number}-{article['id']}"
            words = f"{article['text']}\n\nThis was copy {number}."
            yield RawArticle(
                identity.encode(), orjson.dumps({"id": identity, "text": words}), identity
            )


def ask(asked: list[float], done: Event) -> None:
    while not done.wait(ASK_EVERY):
        began = time.perf_counter()
        with urllib.request.urlopen(f"http://127.0.0.1:{PORT}/livez", timeout=10) as answer:
            answer.read()
        asked.append(time.perf_counter() - began)


def kill_one(pid: int) -> float:
    """Kill a process of the pool; return the seconds until as many as before have a pipeline."""
    before = pool(pid)
    os.kill(before[0], signal.SIGKILL)
    began = time.monotonic()
    while time.monotonic() - began < 60:  # noqa: PLR2004 - a minute is no longer a replacement
        loaded = [child for child in pool(pid) if child != before[0] and resident(child) > LOADED]
        if len(loaded) >= len(before):
            return time.monotonic() - began
        time.sleep(0.05)
    return float("inf")


def worker_pid(worker: WorkerProcess) -> int:
    process = worker._process  # noqa: SLF001 - the demo's helper has no name for it
    assert process is not None  # noqa: S101 - it runs
    return process.pid


def pool(pid: int) -> list[int]:
    children = Path(f"/proc/{pid}/task").glob("*/children")
    pids = [int(child) for task in children for child in task.read_text(encoding="ascii").split()]
    return [child for child in pids if b"workers.streams.pool.process" in command(child)]


def command(pid: int) -> bytes:
    with suppress(OSError):
        return Path(f"/proc/{pid}/cmdline").read_bytes()
    return b""


def resident(pid: int) -> float:
    with suppress(OSError, ValueError, IndexError):
        return (
            int(Path(f"/proc/{pid}/statm").read_text(encoding="ascii").split()[1])
            * os.sysconf("SC_PAGE_SIZE")
            / 2**20
        )
    return 0.0


def times(pid: int) -> float:
    """CPU seconds of the worker and its children, the dead included."""
    ticks = 0
    for one in (pid, *pool(pid)):
        with suppress(OSError):
            fields = (
                Path(f"/proc/{one}/stat").read_text(encoding="ascii").rpartition(")")[2].split()
            )
            ticks += sum(map(int, fields[11:15]))
    return ticks / os.sysconf("SC_CLK_TCK")


def metrics() -> str:
    with urllib.request.urlopen(f"http://127.0.0.1:{PORT}/metrics", timeout=10) as answer:
        return str(answer.read().decode())


def buckets() -> dict[float, int]:
    return {
        float(bound.replace("+Inf", "inf")): int(count)
        for bound, count in BUCKET.findall(metrics())
    }


def lag(before: dict[float, int], after: dict[float, int]) -> float:
    counts = {bound: after[bound] - before.get(bound, 0) for bound in after}
    total = max(counts.values())
    return min(bound for bound, count in counts.items() if count >= SHARE * total)


def percentile(values: list[float]) -> float:
    return sorted(values)[int(SHARE * (len(values) - 1))]


if __name__ == "__main__":
    sys.exit(main())
