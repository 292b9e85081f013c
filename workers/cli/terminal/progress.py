"""Progress bars on standard error where that is a terminal; elsewhere nothing is drawn.

Nothing goes to standard output, which is for data.
"""

import logging
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TextIO, cast

from rich.console import Console
from rich.file_proxy import FileProxy
from rich.progress import (
    BarColumn,
    Progress,
    ProgressColumn,
    Task,
    TaskID,
    TextColumn,
    TimeRemainingColumn,
)
from rich.text import Text

SLOW = 10
"""Things a second below which the rate has a decimal."""


class Bar:
    """A progress bar, or nothing."""

    def __init__(self, progress: Progress | None = None, task: TaskID | None = None) -> None:
        """Keep the task of a started progress; without them, the bar is nothing."""
        self._progress = progress
        self._task = task

    def advance(self, size: float = 1.0) -> None:
        """Count one more thing, of that size in the unit of the total."""
        if self._progress is not None and self._task is not None:
            count = self._progress.tasks[0].fields["count"] + 1
            self._progress.update(self._task, advance=size, count=count)

    def to(self, done: float) -> None:
        """Set how much is done, in the unit of the total."""
        if self._progress is not None and self._task is not None:
            self._progress.update(self._task, completed=done, count=int(done))


class RateColumn(ProgressColumn):
    """Things a second, as of late."""

    def render(self, task: Task) -> Text:
        """Return `120/s`, and nothing as long as the rate is not known."""
        if not task.speed or not task.completed:
            return Text()
        rate = task.speed * task.fields["count"] / task.completed
        return Text(f"{rate:,.1f}/s" if rate < SLOW else f"{rate:,.0f}/s")


def on_terminal(console: Console) -> bool:
    """Whether the console is a terminal that can draw, whatever FORCE_COLOR says."""
    return bool(console.file.isatty()) and not console.is_dumb_terminal


@contextmanager
def counting(what: str, things: str, *, total: float | None) -> Iterator[Bar]:
    """A bar that counts things and tells their rate and the time that is left.

    Args:
        what: What is being done, such as `publishing`.
        things: What is counted, such as `articles`.
        total: The sum of the sizes; None where it is not known, and so the time left is not.
    """
    console = Console(stderr=True)
    if not on_terminal(console):
        yield Bar()
        return
    # Lines that the command prints on standard error meanwhile come above the bar.
    with _progress(console, timed=total is not None) as progress:
        yield Bar(progress, progress.add_task(what, total=total, count=0, things=things))


@contextmanager
def recovering() -> Iterator[Callable[[str, str, int, int], None]]:
    """What a worker calls while it recovers: with what it does, of which things, done, of how many.

    The bar is there until all are done. Meanwhile, lines of the log come above it.
    """
    console = Console(file=sys.stderr)
    if not on_terminal(console):
        yield lambda _what, _things, _done, _total: None
        return
    shown = _Recovery(console)
    try:
        yield shown
    finally:
        shown.end()


class _Recovery:
    """One bar after the other, each from its first step to its last."""

    def __init__(self, console: Console) -> None:
        self._console = console
        self._what = ""
        self._progress: Progress | None = None
        self._bar = Bar()
        self._streams: dict[logging.StreamHandler[TextIO], TextIO] = {}

    def __call__(self, what: str, things: str, done: int, total: int) -> None:
        if done >= total:
            self.end()
            return
        if self._progress is None or self._what != what:
            self.end()
            self._begin(what, things, total)
        self._bar.to(done)

    def end(self) -> None:
        """Take the bar away; harmless where there is none."""
        if self._progress is None:
            return
        self._progress.stop()
        self._progress = None
        for handler, stream in self._streams.items():
            handler.setStream(stream)
        self._streams.clear()

    def _begin(self, what: str, things: str, total: int) -> None:
        self._what = what
        for handler in logging.getLogger().handlers:
            if isinstance(handler, logging.StreamHandler) and handler.stream is sys.stderr:
                proxy = cast("TextIO", FileProxy(self._console, sys.stderr))
                self._streams[handler] = handler.stream
                handler.setStream(proxy)
        self._progress = _progress(self._console, timed=True)
        self._progress.start()
        task = self._progress.add_task(what, total=total, count=0, things=things)
        self._bar = Bar(self._progress, task)


def _progress(console: Console, *, timed: bool) -> Progress:
    columns: list[ProgressColumn] = [
        TextColumn("{task.description}", markup=False),
        BarColumn(),
        TextColumn("{task.fields[count]:,} {task.fields[things]}", markup=False),
        RateColumn(),
    ]
    if timed:
        columns += [TimeRemainingColumn(compact=True), TextColumn("left")]
    return Progress(*columns, console=console, transient=True, redirect_stdout=False)
