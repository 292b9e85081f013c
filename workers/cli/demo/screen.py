"""What the demo shows while it runs: a live table on a terminal, plain lines elsewhere."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field

from rich.console import Console
from rich.live import Live
from rich.progress import BarColumn, Progress, TextColumn

from schemas import EventRecord
from workers.cli.demo.table import table
from workers.cli.terminal.display import fitted, summary
from workers.cli.terminal.progress import Bar, on_terminal
from workers.counting import counted
from workers.queries.event_filter import LISTED, LIVE

ROWS = 16
"""Most events in the table."""
AROUND = 6
"""Rows of the terminal that the table leaves free: its heading, and what was said before."""


class Screen:
    """Standard output, as a terminal or not."""

    def __init__(self) -> None:
        self.console = Console(highlight=False, soft_wrap=True)
        self.drawn = on_terminal(self.console)

    def say(self, line: str) -> None:
        """Print a line; on a terminal it is broken between words."""
        for part in fitted(line, self.console.width) if self.drawn else (line,):
            self.console.print(part, markup=False)

    @contextmanager
    def waiting(self, what: str, *, about: float) -> Iterator[Bar]:
        """A bar that fills in about `about` seconds, on a terminal; elsewhere one line."""
        if not self.drawn:
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
        """The events as they form; on a terminal, the table of all of them stays."""
        if not self.drawn:
            yield Forming(self, None)
            return
        with Live(console=self.console, refresh_per_second=8) as live:
            forming = Forming(self, live)
            yield forming
            forming.draw(changed=None)


@dataclass(slots=True)
class Forming:
    """Events in the making: one line each, in the order in which they were first told.

    Events that articles only mention in passing are counted and not shown, as in `dateline events`.
    """

    screen: Screen
    live: Live | None
    records: Mapping[str, EventRecord] = field(default_factory=dict)
    through: int = 0
    expected: int = 0

    def show(
        self,
        record: EventRecord,
        records: Mapping[str, EventRecord],
        *,
        through: int,
        expected: int,
    ) -> None:
        """Show a new version of one event among all of them, by event id as they came.

        `through` of `expected` articles have come through the stages.
        """
        self.records, self.through, self.expected = records, through, expected
        if self.live is not None:
            self.draw(changed=record.event_id)
        elif record.level in LISTED:
            self.screen.say(f"  {summary(record)}")

    def draw(self, *, changed: str | None) -> None:
        """Draw all events; the line of the changed one stands out."""
        if self.live is None:
            return
        standing = [record for record in self.records.values() if record.status in LIVE]
        listed = [record for record in standing if record.level in LISTED]
        heading = (
            f"{self.through} of {counted(self.expected, 'article')} read: "
            f"{counted(len(listed), 'event')}, "
            f"and {len(standing) - len(listed)} only mentioned in passing"
        )
        width, height = self.screen.console.size
        rows = max(1, min(ROWS, height - AROUND))
        self.live.update(table(listed, heading=heading, width=width, rows=rows, changed=changed))
