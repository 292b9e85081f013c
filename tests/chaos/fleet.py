"""Workers as processes, each with its own folder of state, and their supervisor.

The supervisor starts a worker again when it exits.
"""

import asyncio
import os
import signal
import subprocess
import sys
from contextlib import suppress
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path
from types import TracebackType
from typing import Self

import orjson

from workers.settings import Settings

ROOT = Path(__file__).parents[2]
LIGHT = "tests.chaos.light:analysis"
BACK_OFF = 1.0
STOP_SECONDS = 60.0


@dataclass
class Place:
    """One place of the fleet.

    It has settings, the process that holds it now, and how often a process in it has exited by
    itself.
    """

    settings: Settings
    log: Path
    process: "subprocess.Popen[bytes] | None" = None
    wanted: bool = False
    exits: list[int] = field(default_factory=list)

    @property
    def running(self) -> bool:
        return self.process is not None and self.process.poll() is None


class Fleet:
    """Workers on one set of topics, within `async with`: those that are wanted are kept running."""

    def __init__(self, settings: Settings, size: int, analysis: str = LIGHT) -> None:
        """`size` is the most workers there will be; none runs yet."""
        base = settings.state_dir
        self.settings = settings
        self.analysis = analysis
        self.places = [
            Place(
                replace(settings, state_dir=base / f"worker-{number}"),
                base / f"worker-{number}.log",
            )
            for number in range(size)
        ]
        self._supervisor: asyncio.Task[None] | None = None

    async def __aenter__(self) -> Self:
        self.settings.state_dir.mkdir(parents=True, exist_ok=True)
        self._supervisor = asyncio.create_task(self._supervise())
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if self._supervisor is not None:
            self._supervisor.cancel()
            with suppress(asyncio.CancelledError):
                await self._supervisor
        for place in self.places:
            self._end(place)
        if error is not None:
            sys.stderr.write(self.tail())

    def scale(self, count: int) -> None:
        """Want the first `count` workers; those that are too many are told to stop."""
        for number, place in enumerate(self.places):
            place.wanted = number < count
            if place.wanted and not place.running:
                self._start(place)
            elif not place.wanted and place.running and place.process is not None:
                place.process.send_signal(signal.SIGTERM)

    def kill(self, number: int) -> None:
        """End a worker as a power cut does; the supervisor starts it again."""
        place = self.places[number]
        if place.process is not None:
            place.process.kill()

    def freeze(self, number: int) -> None:
        """Stop a worker's clock, as a virtual machine that is moved does."""
        self._send(number, signal.SIGSTOP)

    def thaw(self, number: int) -> None:
        """Let it go on."""
        self._send(number, signal.SIGCONT)

    async def stop(self) -> list[int]:
        """Stop all workers in an orderly way; returns their exit statuses."""
        running = [
            place.process for place in self.places if place.running and place.process is not None
        ]
        self.scale(0)
        return [await asyncio.to_thread(process.wait, STOP_SECONDS) for process in running]

    @property
    def exits(self) -> list[int]:
        """Exit statuses of workers that exited by themselves."""
        return [status for place in self.places for status in place.exits]

    def tail(self, lines: int = 40) -> str:
        told = [
            f"--- {place.log.name}\n"
            + "\n".join(place.log.read_text(errors="replace").splitlines()[-lines:])
            for place in self.places
            if place.log.exists()
        ]
        return "\n".join(told) + "\n"

    async def _supervise(self) -> None:
        while True:
            for place in self.places:
                if place.wanted and not place.running:
                    status = place.process.poll() if place.process is not None else None
                    if status is not None and status != -signal.SIGKILL:
                        place.exits.append(status)
                    self._start(place)
            await asyncio.sleep(BACK_OFF)

    def _start(self, place: Place) -> None:
        default = asdict(Settings())
        changed = {
            name: value for name, value in asdict(place.settings).items() if value != default[name]
        }
        with place.log.open("ab") as log:
            place.process = subprocess.Popen(
                [
                    sys.executable,
                    "-m",
                    "tests.chaos.worker_process",
                    orjson.dumps(changed, default=str).decode(),
                    self.analysis,
                ],
                cwd=ROOT,
                stdout=log,
                stderr=log,
                env={**os.environ, "PYTHONPATH": str(ROOT)},
            )

    def _send(self, number: int, what: signal.Signals) -> None:
        place = self.places[number]
        if place.running and place.process is not None:
            place.process.send_signal(what)

    def _end(self, place: Place) -> None:
        if place.process is not None and place.process.poll() is None:
            place.process.kill()
        if place.process is not None:
            place.process.wait()
