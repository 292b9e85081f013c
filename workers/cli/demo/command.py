"""The demo from end to end: broker, topics, worker, articles, events."""

import asyncio
import os
import signal
import socket
import tempfile
from collections.abc import Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import NoReturn

from schemas import EventRecord, encode
from seeds import SEEDS
from workers.articles import RawArticle, read_path
from workers.cli.demo.screen import Screen
from workers.cli.demo.timings import Timings
from workers.cli.demo.worker_process import WorkerError, WorkerProcess
from workers.cli.failure import CommandError
from workers.cli.terminal.display import by_weight, lines
from workers.counting import counted
from workers.interrupts import take_interrupts
from workers.queries.event_filter import LISTED, LIVE
from workers.settings import Settings
from workers.streams.apache_broker.broker import ApacheBroker
from workers.streams.embedded_broker.broker import Broker, BrokerError, EmbeddedBroker
from workers.streams.kafka.topics import ensure_topics
from workers.streams.kafka.unusable import KafkaUnusableError
from workers.streams.publishing.article_publisher import publish
from workers.streams.reading.completion import UnfinishedError, follow_to_end
from workers.streams.tracing.exporting import tracing
from workers.streams.tracing.spans import UNTRACED, Tracing

FAILURES = (BrokerError, KafkaUnusableError, UnfinishedError, WorkerError, OSError)
EMBEDDED = {"session_timeout": "6", "replication": "1"}
"""The embedded broker makes the first member of a group wait for half the session timeout."""
PASS_TIMEOUT = 120.0
SHOWN_IN_FULL = 3


@dataclass(slots=True)
class Demo:
    """One run: what it shows, what it measures, what it starts."""

    settings: Settings
    folder: Path
    apache: bool = False
    tracing: Tracing = UNTRACED
    screen: Screen = field(default_factory=Screen)
    timings: Timings = field(default_factory=Timings)

    def run(self, out: Path, *, stay: bool) -> None:
        """Start everything, feed the seeds, and show and write the events.

        Whatever happens, everything that was started is stopped again.
        """
        with ExitStack() as stack:
            worker = self._start(stack)
            records = asyncio.run(self._consolidate(worker, _seed_articles(), close=not stay))
            self._show(records, out)
            if stay:
                self._stay(worker)
            with self.timings.timed("worker and broker stopped"):
                stack.close()
        self.screen.say("\nwhere the time went")
        for line in self.timings.lines():
            self.screen.say(line)

    def _start(self, stack: ExitStack) -> WorkerProcess:
        with self.timings.timed("broker started, topics created"):
            broker: Broker = ApacheBroker() if self.apache else EmbeddedBroker()
            stack.enter_context(broker)
            self.settings = replace(
                self.settings, broker=broker.address, web_port=_free_port(self.settings)
            )
            asyncio.run(ensure_topics(self.settings))
        with self.timings.timed("worker ready: models loaded, groups joined"):
            worker = stack.enter_context(
                WorkerProcess(self._worker_settings(), self.folder / "worker.log", web=self._web)
            )
            worker.start()
            with self.screen.waiting("starting the worker and loading the model", about=15) as bar:
                worker.wait_until_ready(bar.to)
        self.screen.say(f"web view: {self._web}/")
        return worker

    async def _consolidate(
        self, worker: WorkerProcess, articles: Sequence[RawArticle], *, close: bool
    ) -> list[EventRecord]:
        with self.timings.timed("articles published"):
            count = await publish(self.settings, articles, tracing=self.tracing)
        self.screen.say(
            f"{counted(count, 'article')} published to {self.settings.topic('articles')}"
        )
        expected = frozenset(article.key.decode() for article in articles)
        with self.timings.timed("articles through all stages, events consolidated"):
            return await self._follow(worker, expected, close=close)

    async def _follow(
        self, worker: WorkerProcess, expected: frozenset[str], *, close: bool
    ) -> list[EventRecord]:
        with self.screen.forming() as forming:
            async for progress, record in follow_to_end(
                self.settings, expected, close=close, patience=PASS_TIMEOUT
            ):
                worker.check()
                through = len(expected) - len(progress.missing)
                if record is not None:
                    forming.show(
                        record, progress.versions.records, through=through, expected=len(expected)
                    )
        if progress.dead:
            raise CommandError(f"in the dead letters: {', '.join(sorted(progress.dead))}")
        return [r for r in progress.versions.records.values() if r.status in LIVE]

    def _show(self, records: list[EventRecord], out: Path) -> None:
        ranked = by_weight(records)
        out.write_bytes(b"".join(encode(record) + b"\n" for record in ranked))
        main = [record for record in ranked if any(article.main for article in record.articles)]
        listed = [record for record in ranked if record.level in LISTED and record not in main]
        shown = [*main, *listed]
        self.screen.say(
            f"\n{len(shown)} events, {len(main)} of them the main event of an article\n"
        )
        for record in shown[: max(SHOWN_IN_FULL, len(main))]:
            for line in lines(record):
                self.screen.say(line)
            self.screen.say("")
        self.screen.say(f"all {len(records)} records, with events mentioned in passing: {out}")

    def _stay(self, worker: WorkerProcess) -> None:
        self.screen.say(
            f"\nup until Ctrl-C. Web view: {self._web}/   Broker: {self.settings.broker}"
        )
        self.screen.say(
            f"articles of your own:  dateline feed PATH --broker {self.settings.broker}"
        )
        self.screen.say(
            f"events as they come:   dateline events --follow --broker {self.settings.broker}"
        )
        try:
            while signal.sigtimedwait([], 1) is None:
                worker.check()
        except KeyboardInterrupt:
            self.screen.say("stopping ...")

    @property
    def _web(self) -> str:
        return f"http://{self.settings.web_host}:{self.settings.web_port}"

    def _worker_settings(self) -> dict[str, str]:
        own = {
            "broker": self.settings.broker,
            "web_port": str(self.settings.web_port),
            "state_dir": str(self.folder / "state"),
            "log_format": "text",
        }
        return {**EMBEDDED, **own}


def run(settings: Settings, out: Path, *, stay: bool, apache: bool = False) -> None:
    """Run the demo, with `apache` on Apache Kafka.

    Raises:
        CommandError: Something did not start, or the articles did not all come through.
    """
    take_interrupts()
    signal.signal(signal.SIGTERM, _interrupt)
    with tempfile.TemporaryDirectory(prefix="dateline-demo-") as folder:
        try:
            with tracing(os.environ) as traced:
                Demo(settings, Path(folder), apache, traced).run(out, stay=stay)
        except FAILURES as error:
            raise CommandError(f"the demo failed: {error}") from error


def _interrupt(_signal: int, _frame: object) -> NoReturn:
    raise KeyboardInterrupt


def _seed_articles() -> list[RawArticle]:
    return list(read_path(SEEDS, None))


def _free_port(settings: Settings) -> int:
    """Return the web port of the settings where it is free, else another one."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((settings.web_host, settings.web_port))
        except OSError:
            probe.bind((settings.web_host, 0))
        return int(probe.getsockname()[1])
