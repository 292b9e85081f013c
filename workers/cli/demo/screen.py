"""What the demo shows while it runs: a live table on a terminal, plain lines elsewhere."""

from collections.abc import Iterator
from contextlib import contextmanager

from rich.console import Console
from rich.live import Live
from rich.progress import BarColumn, Progress, TextColumn

from schemas import EventRecord
from workers.cli.display import by_weight, summary, table

ROWS = 14


class Screen:
    """Standard output, as a terminal or not."""

    def __init__(self) -> None:
        self.console = Console(highlight=False, soft_wrap=True)

    def say(self, line: str) -> None:
        """Print a line."""
        self.console.print(line, markup=False)

    @contextmanager
    def waiting(self, what: str, *, about: float) -> Iterator["Bar"]:
        """A bar that fills in about `about` seconds, on a terminal; elsewhere one line."""
        if not self.console.is_terminal:
            self.say(f"{what} ...")
            yield Bar()
            return
        columns = (
            TextColumn("{task.description}"),
            BarColumn(),
            TextColumn("{task.completed:.0f} s"),
        )
        with Progress(*columns, console=self.console, transient=True) as progress:
            yield Bar(progress, progress.add_task(what, total=about))

    @contextmanager
    def forming(self) -> Iterator["Forming"]:
        """The events, as they form."""
        if not self.console.is_terminal:
            yield Forming(self, None)
            return
        with Live(console=self.console, refresh_per_second=8, transient=True) as live:
            yield Forming(self, live)


class Bar:
    """A progress bar, or nothing."""

    def __init__(self, progress: Progress | None = None, task: object = None) -> None:
        self._progress = progress
        self._task = task

    def at(self, seconds: float) -> None:
        """Move it."""
        if self._progress is not None:
            self._progress.update(self._task, completed=seconds)  # type: ignore[arg-type]


class Forming:
    """Events in the making."""

    def __init__(self, screen: Screen, live: Live | None) -> None:
        self._screen = screen
        self._live = live

    def show(
        self, record: EventRecord, records: dict[str, EventRecord], *, through: int, expected: int
    ) -> None:
        """Show a new version of one event among all of them."""
        if self._live is None:
            self._screen.say(f"  {summary(record)}")
            return
        standing = [r for r in records.values() if r.status in ("open", "closed")]
        heading = f"{through} of {expected} articles read, {len(standing)} events"
        self._live.update(table(by_weight(standing)[:ROWS], heading=heading))
