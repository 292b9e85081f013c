"""Compare two result files of `make bench`.

    python benchmarks/compare.py BEFORE.json AFTER.json

Prints every ratio and figure that both have, with the change of its median. `better` and `worse`
stand only where the rounds of the two files do not overlap: all of one lie above all of the other.
Exits 1 where a ratio is worse.
"""

import argparse
import json
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any


@dataclass(frozen=True, slots=True)
class Change:
    """One ratio or figure in both files."""

    kind: str
    name: str
    better: str
    before: tuple[float, ...]
    after: tuple[float, ...]
    medians: tuple[float, float]

    @property
    def verdict(self) -> str:
        """`better`, `worse`, or empty where the rounds overlap or neither direction is good."""
        rose, fell = min(self.after) > max(self.before), max(self.after) < min(self.before)
        if self.better == "neither" or not (rose or fell):
            return ""
        return "better" if rose == (self.better == "higher") else "worse"

    @property
    def line(self) -> str:
        """A line of the table."""
        before, after = self.medians
        share = f"{after / before - 1:+.1%}" if before else ""
        return f"{self.name:90} {before:12,.4g} {after:12,.4g} {share:>9}  {self.verdict}".rstrip()


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("before", type=Path)
    parser.add_argument("after", type=Path)
    options = parser.parse_args(arguments)
    before, after = (
        json.loads(path.read_text(encoding="utf-8")) for path in (options.before, options.after)
    )
    for note in differences(before, after):
        print(note)
    changes = [*compared("ratios", before, after), *compared("figures", before, after)]
    for change in changes:
        print(change.line)
    return int(any(change.kind == "ratios" and change.verdict == "worse" for change in changes))


def differences(before: dict[str, Any], after: dict[str, Any]) -> list[str]:
    """Return what differs and makes runs hard to compare: machine, versions, options."""
    found = []
    for part in ("machine", "versions", "options"):
        old, new = before.get(part, {}), after.get(part, {})
        changed = [
            name
            for name in sorted({*old, *new} - {"load", "commit"})
            if old.get(name) != new.get(name)
        ]
        found += [
            f"{part}, {name}: {old.get(name)} before, {new.get(name)} after" for name in changed
        ]
    return found


def compared(kind: str, before: dict[str, Any], after: dict[str, Any]) -> list[Change]:
    """Return what both files have of `kind` (`ratios` or `figures`), in the order of the second."""
    known = {(row["part"], row["name"]): row for row in before[kind]}
    pairs = [
        (known[row["part"], row["name"]], row)
        for row in after[kind]
        if (row["part"], row["name"]) in known
    ]
    return [
        Change(
            kind,
            f"{new['part']}: {new['name']}",
            new["better"],
            tuple(old["values"]),
            tuple(new["values"]),
            (old["median"], new["median"]),
        )
        for old, new in pairs
    ]


if __name__ == "__main__":
    sys.exit(main())
