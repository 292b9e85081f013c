"""Draw the charts of the README from a result file of `make bench`.

    python benchmarks/charts.py RESULTS.json [FOLDER]

One SVG a chart, in plain elements that any browser draws, light and dark: horizontal bars of
medians, with a line from the lowest round to the highest.
"""

import argparse
import json
import sys
from dataclasses import dataclass
from html import escape
from pathlib import Path
from typing import Any

BAR, GAP, LEFT, WIDTH, RIGHT, TOP = 20, 12, 250, 380, 110, 44
STYLE = (
    "text{font:13px system-ui,sans-serif;fill:#1f2328}.title{font-weight:600;font-size:15px}"
    ".bar{fill:#8c959f}.ours{fill:#0969da}.range{stroke:#1f2328;stroke-width:1.5}"
    "@media(prefers-color-scheme:dark){text{fill:#e6edf3}.bar{fill:#6e7681}.ours{fill:#4493f8}"
    ".range{stroke:#e6edf3}}"
)


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar: its label, the median, and the lowest and highest round."""

    label: str
    median: float
    low: float
    high: float

    @property
    def is_ours(self) -> bool:
        """Whether it stands out."""
        return self.label.startswith("Dateline")


@dataclass(frozen=True, slots=True)
class Chart:
    """A title with its unit, the bars from top to bottom, and the name of the file."""

    file: str
    title: str
    bars: tuple[Bar, ...]


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("results", type=Path)
    parser.add_argument("folder", type=Path, nargs="?", default=Path("docs/charts"))
    options = parser.parse_args(arguments)
    options.folder.mkdir(parents=True, exist_ok=True)
    for chart in charts(json.loads(options.results.read_text(encoding="utf-8"))):
        path = options.folder / f"{chart.file}.svg"
        path.write_text(drawn(chart), encoding="utf-8")
        print(path)
    return 0


def charts(results: dict[str, Any]) -> list[Chart]:
    """Return the charts for which the results have at least one bar."""
    rows = results["figures"]
    kafka = ", Apache Kafka"
    made = [
        Chart("end-to-end", "Articles a second, Apache Kafka", _bars(rows, "end-to-end", kafka)),
        Chart(
            "end-to-end-embedded",
            "Articles a second, embedded broker",
            _bars(rows, "end-to-end", "embedded broker"),
        ),
        Chart(
            "latency",
            "Seconds from published to first record",
            _bars(rows, "latency", "p50", "p99", where=kafka),
        ),
        Chart(
            "consolidation",
            "Articles a second, consolidation alone",
            _bars(rows, "consolidation", "articles/s"),
        ),
        Chart(
            "scale", "Articles a second by workers", _bars(rows, "scale", kafka, unit="articles/s")
        ),
    ]
    return [chart for chart in made if chart.bars]


def _bars(
    rows: list[dict[str, Any]], part: str, *words: str, where: str = "", unit: str = ""
) -> tuple[Bar, ...]:
    """Return the figures of a part whose names hold one of the words, and `where`."""
    chosen = [
        row
        for row in rows
        if row["part"] == part and where in row["name"] and (not unit or row["unit"] == unit)
    ]
    chosen = [
        row for row in chosen if any(word.removeprefix(", ") in row["name"] for word in words)
    ]
    return tuple(
        Bar(_label(row["name"]), row["median"], min(row["values"]), max(row["values"]))
        for row in chosen
    )


def _label(name: str) -> str:
    for broker in (
        ", Apache Kafka",
        ", embedded broker",
        ", beside Apache Kafka",
        ", beside embedded broker",
    ):
        name = name.replace(broker, "")
    return name


def drawn(chart: Chart) -> str:
    """Return a chart as SVG. Bars begin at zero."""
    most = max((bar.high for bar in chart.bars), default=0.0) or 1.0
    height = TOP + len(chart.bars) * (BAR + GAP)
    width = LEFT + WIDTH + RIGHT
    lines = [
        (
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}"'
            f' width="{width}" height="{height}" role="img" aria-label="{escape(chart.title)}">'
        ),
        f"<style>{STYLE}</style>",
        f'<text class="title" x="0" y="20">{escape(chart.title)}</text>',
    ]
    for number, bar in enumerate(chart.bars):
        lines += _row(bar, TOP + number * (BAR + GAP), WIDTH / most)
    return "\n".join([*lines, "</svg>"]) + "\n"


def _row(bar: Bar, top: int, scale: float) -> list[str]:
    middle, end = top + BAR / 2, LEFT + bar.high * scale
    kind = "bar ours" if bar.is_ours else "bar"
    return [
        (
            f'<text x="{LEFT - 10}" y="{middle + 4.5:.1f}" text-anchor="end">'
            f"{escape(bar.label)}</text>"
        ),
        (
            f'<rect class="{kind}" x="{LEFT}" y="{top}"'
            f' width="{bar.median * scale:.1f}" height="{BAR}"/>'
        ),
        (
            f'<line class="range" x1="{LEFT + bar.low * scale:.1f}" y1="{middle}"'
            f' x2="{end:.1f}" y2="{middle}"/>'
        ),
        f'<text x="{end + 8:.1f}" y="{middle + 4.5:.1f}">{bar.median:,.3g}</text>',
    ]


if __name__ == "__main__":
    sys.exit(main())
