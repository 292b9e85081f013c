"""Results of a run: figures, and ratios of two of them, round by round."""

import json
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import asdict, dataclass, field
from pathlib import Path
from statistics import median
from typing import Any, Literal

Better = Literal["higher", "lower", "neither"]


@dataclass(slots=True)
class Figure:
    """One thing that was measured, once a round; a round that failed has no value."""

    part: str
    name: str
    unit: str
    better: Better
    values: list[float] = field(default_factory=list)
    rounds: list[int] = field(default_factory=list)

    @property
    def median(self) -> float:
        """Median of the rounds."""
        return median(self.values)


@dataclass(frozen=True, slots=True)
class Ratio:
    """`name` is `of / to`, round by round: above 1 the first is more."""

    part: str
    name: str
    of: str
    to: str
    better: Better
    values: tuple[float, ...]

    @property
    def median(self) -> float:
        """Median of the ratios of the rounds.

        It is not the ratio of the medians: a machine's speed drifts from round to round.
        """
        return median(self.values)


@dataclass(slots=True)
class Results:
    """All of a run."""

    about: dict[str, Any]
    figures: list[Figure] = field(default_factory=list)
    wanted: list[tuple[str, str, str, str]] = field(default_factory=list)
    skipped: list[str] = field(default_factory=list)

    def add(
        self,
        part: str,
        name: str,
        value: float,
        unit: str,
        better: Better = "higher",
        *,
        turn: int = 0,
    ) -> None:
        """Note the value of one round, the `turn`-th."""
        known = next(
            (figure for figure in self.figures if (figure.part, figure.name) == (part, name)), None
        )
        if known is None:
            known = Figure(part, name, unit, better)
            self.figures.append(known)
        known.values.append(value)
        known.rounds.append(turn)
        print(f"{part}, round {turn + 1}: {name}: {value:,.4g} {unit}", flush=True)

    def compare(self, part: str, name: str, of: str, to: str) -> None:
        """Add the ratio of two figures to the table, over the rounds in which both have a value."""
        if (part, name, of, to) not in self.wanted:
            self.wanted.append((part, name, of, to))

    def skip(self, reason: str) -> None:
        """Note what was not measured, and why."""
        if reason not in self.skipped:
            self.skipped.append(reason)
            print(f"skipped: {reason}", flush=True)

    @property
    def ratios(self) -> list[Ratio]:
        """The ratios that can be told."""
        known = {(one.part, one.name): one for one in self.figures}
        found = []
        for part, name, of, to in self.wanted:
            if (part, of) in known and (part, to) in known:
                first, second = known[part, of], known[part, to]
                values = tuple(_by_round(first, second))
                found += [Ratio(part, name, of, to, first.better, values)] if values else []
        return found

    def write(self, path: Path) -> None:
        """Write all as JSON."""
        told = {
            **self.about,
            "figures": [{**asdict(one), "median": one.median} for one in self.figures],
            "ratios": [{**asdict(one), "median": one.median} for one in self.ratios],
            "skipped": self.skipped,
        }
        path.write_text(json.dumps(told, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")


def _by_round(first: Figure, second: Figure) -> Iterator[float]:
    others = dict(zip(second.rounds, second.values, strict=True))
    for turn, value in zip(first.rounds, first.values, strict=True):
        if others.get(turn):
            yield value / others[turn]


def table(results: Results) -> str:
    """Return the ratios and the figures as Markdown, part by part."""
    lines = ["| ratio | median | lowest | highest | rounds |", "|---|---|---|---|---|"]
    for ratio in results.ratios:
        low, high = min(ratio.values), max(ratio.values)
        lines.append(
            f"| {ratio.part}: {ratio.name} | {ratio.median:.2f} | {low:.2f} | {high:.2f} "
            f"| {len(ratio.values)} |"
        )
    by_part: dict[str, list[Figure]] = defaultdict(list)
    for figure in results.figures:
        by_part[figure.part].append(figure)
    for part, figures in by_part.items():
        lines += ["", f"| {part} | median | lowest | highest | unit |", "|---|---|---|---|---|"]
        for one in figures:
            lines.append(
                f"| {one.name} | {one.median:,.4g} | {min(one.values):,.4g} "
                f"| {max(one.values):,.4g} | {one.unit} |"
            )
    lines += ["", *(f"Not measured: {reason}." for reason in results.skipped)]
    return "\n".join(lines)
