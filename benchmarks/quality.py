"""Measure quality with the scorers of the evaluation data, and write benchmarks/quality.json.

    python benchmarks/quality.py DATA [--only ecb,geo] [--keep FOLDER] [--write]

DATA is the folder with the sets and their scorers (`score_*.py`); the script keeps nothing of it.
Each set goes through `dateline extract`, as a user would run it. The script shows the figures
beside those in quality.json; `--write` replaces these. It exits with 1 where a figure fell by more
than its tolerance.
"""

import argparse
import json
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
RESULTS = HERE / "quality.json"
TOLERANCE = 0.01
"""A fall by more than this is a loss: of a figure between 0 and 1, or of a hundredth of a figure
between 0 and 100."""


@dataclass(frozen=True, slots=True)
class Measure:
    """One run of one scorer: the set it reads, its script, its arguments beside the files."""

    name: str
    folder: str
    script: str
    arguments: tuple[str, ...] = ()
    run: str = "together"
    """How the articles go through consolidation.

    `together`: the whole file through one consolidator; `alone`: each group of articles by itself;
    `all`: with every mention."""

    @property
    def events(self) -> str:
        """Name of the file that the run writes."""
        return f"{self.folder.replace('/', '-')}.{self.run}.events.jsonl"


MEASURES = (
    Measure("seeds", "seeds", "score_seeds.py"),
    Measure("desk", "desk", "score_desk.py"),
    Measure("reports_alone", "reports", "score_desk.py", run="alone"),
    Measure("reports_together", "reports", "score_desk.py"),
    Measure("mixed", "mixed", "score_mixed.py"),
    Measure("mixed_brief", "mixed", "score_mixed.py", run="brief"),
    Measure("ecb", "ecb", "score_ecb.py", run="all"),
    Measure("ecb_exact", "ecb", "score_ecb.py", ("--exact",), run="all"),
    Measure("plover", "plover", "score_plover.py"),
    Measure("fivew", "fivew", "score_fivew.py"),
    Measure("fivew_stories", "fivew", "score_stories.py"),
    Measure("headlines_stories", "headlines", "score_stories.py"),
    Measure("headlines_story_level", "headlines", "score_stories.py", ("--level", "story")),
    Measure("time", "time", "score_time.py"),
    Measure("geo", "geo", "score_geo.py"),
)


def main() -> int:
    arguments = parsed()
    known = json.loads(RESULTS.read_text(encoding="utf-8")) if RESULTS.exists() else {}
    results: dict[str, dict[str, float]] = {}
    chosen = [m for m in MEASURES if not arguments.only or m.folder in arguments.only.split(",")]
    with tempfile.TemporaryDirectory() as scratch:
        work = Path(arguments.keep or scratch)
        work.mkdir(parents=True, exist_ok=True)
        for measure in {m.events: m for m in chosen}.values():
            extract(arguments.data, measure, work)
        for measure in chosen:
            results[measure.name] = figures(scored(measure, arguments.data, work))
    lost = compared(results, known)
    if arguments.write:
        RESULTS.write_text(
            json.dumps(known | results, indent=1, sort_keys=True) + "\n", encoding="utf-8"
        )
    return 1 if lost else 0


def parsed() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("data", type=Path)
    parser.add_argument("--only", help="sets to measure, with commas (default: all)")
    parser.add_argument(
        "--keep", help="folder for the events and annotations (default: thrown away)"
    )
    parser.add_argument(
        "--write", action="store_true", help="write the figures to benchmarks/quality.json"
    )
    return parser.parse_args()


def articles_of(data: Path, measure: Measure, work: Path) -> Path:
    """Return the file with the set's articles; that of the seeds is made from their text files."""
    if measure.folder != "seeds":
        return (
            data / measure.folder / ("brief.jsonl" if measure.run == "brief" else "articles.jsonl")
        )
    made = work / "seeds.articles.jsonl"
    seeds = sorted((HERE.parent / "seeds").glob("*.txt"))
    rows = [
        json.dumps({"id": seed.stem, "text": seed.read_text(encoding="utf-8")}) for seed in seeds
    ]
    made.write_text("\n".join(rows) + "\n", encoding="utf-8")
    return made


def extract(data: Path, measure: Measure, work: Path) -> None:
    start = time.monotonic()
    articles, events = str(articles_of(data, measure, work)), str(work / measure.events)
    if measure.run == "alone":
        groups = str(data / measure.folder / "groups.json")
        command = [sys.executable, str(data / "run_alone.py"), articles, events, "--groups", groups]
    else:
        command = [
            sys.executable,
            "-m",
            "workers",
            "extract",
            articles,
            "--skip-invalid",
            "--out",
            events,
        ]
        command += ["--annotations", str(work / f"{measure.folder}.annotated.jsonl")]
        command += ["--mentions", "all"] if measure.run == "all" else []
    subprocess.run(command, check=True, cwd=HERE.parent)
    print(
        f"{measure.folder}, {measure.run}: extracted in {time.monotonic() - start:.1f} s",
        file=sys.stderr,
    )


def scored(measure: Measure, data: Path, work: Path) -> dict[str, Any]:
    command = [sys.executable, str(data / measure.script), "--json", *measure.arguments]
    if measure.name == "seeds":
        command += ["--expected", str(data / "seeds" / "expected.json")]
    else:
        gold = "gold" if measure.script == "score_desk.py" else "gold.jsonl"
        command += ["--gold", str(data / measure.folder / gold)]
    if measure.script in {"score_seeds.py", "score_desk.py"}:
        command += ["--articles", str(articles_of(data, measure, work))]
    if measure.name in {"time", "geo"}:
        command += ["--annotations", str(work / f"{measure.folder}.annotated.jsonl")]
    else:
        command += ["--events", str(work / measure.events)]
    output = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    result: dict[str, Any] = json.loads(output)
    return result


def figures(result: Any, path: str = "") -> dict[str, float]:
    """Flatten a scorer's JSON to its numbers: `coreference.conll_f1` -> 59.6."""
    if isinstance(result, bool):
        return {}
    if isinstance(result, int | float):
        return {path: round(result, 4)}
    if not isinstance(result, dict):
        return {}
    found: dict[str, float] = {}
    for key, value in result.items():
        found |= figures(value, f"{path}.{key}" if path else key)
    return found


def compared(results: dict[str, dict[str, float]], known: dict[str, dict[str, float]]) -> list[str]:
    """Print every figure beside the known one; return the scores, accuracies and shares that fell.

    The scores are the F1 scores.
    """
    lost = []
    for name, values in results.items():
        for figure, value in values.items():
            before = known.get(name, {}).get(figure)
            fell = (
                before is not None
                and value < before - TOLERANCE * (100 if before > 1 else 1)
                and is_score(figure)
            )
            print(
                f"{name:22} {figure:55} {value:10.4f}"
                + ("" if before is None else f"  was {before:.4f}")
                + ("  LOST" if fell else "")
            )
            if fell:
                lost.append(f"{name} {figure}")
    return lost


def is_score(figure: str) -> bool:
    return any(
        word in figure.lower()
        for word in ("f1", "score", "acc", "conll", "b3", "usable", "main_recall", "pair_r")
    )


if __name__ == "__main__":
    sys.exit(main())
