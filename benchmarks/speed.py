"""Compare the three article stages with spaCy's default pipeline over the same texts, on one core.

    python benchmarks/speed.py [ARTICLES.jsonl] [--rounds 5]

Without a file, the script reads the seed articles several times over. The stages and the pipeline
run in turn in one process with one BLAS thread. The figures are words a second of CPU time, and the
ratio of each round, since the speed of a machine drifts. The first round does not count: the
vocabulary of the pipeline and the memories of the stages are still empty. A ratio over 1 means that
prepare, annotate and extract together are faster than bare `nlp.pipe`.
"""

import argparse
import importlib
import json
import os
import statistics
import sys
import time
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

from workers.matrices import environment

SEEDS = Path(__file__).parent.parent / "seeds"
COPIES = 20


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("articles", nargs="?", type=Path)
    parser.add_argument("--rounds", type=int, default=5)
    arguments = parser.parse_args()
    os.environ.update(environment())  # before NumPy is loaded, as in a process of the pool
    texts = read(arguments.articles)
    words = sum(len(text.split()) for text in texts)
    bare, stages = default_pipeline(), our_stages()
    ratios = []
    for number in range(arguments.rounds + 1):
        theirs, ours = words / timed(bare, texts), words / timed(stages, texts)
        ratios += [ours / theirs] if number else []
        name = (
            f"round {number}" if number else "cold   "
        )  # both meet these words for the first time
        print(
            f"{name}: nlp.pipe {theirs:7.0f} words/s, three stages {ours:7.0f} words/s, "
            f"ratio {ours / theirs:.2f}"
        )
    print(
        f"{len(texts)} texts, {words} words; ratio: median {statistics.median(ratios):.2f}, "
        f"{min(ratios):.2f} to {max(ratios):.2f}"
    )
    return 0


def read(path: Path | None) -> list[str]:
    if path is None:
        return [seed.read_text(encoding="utf-8") for seed in sorted(SEEDS.glob("*.txt"))] * COPIES
    # Cut at line feeds alone: str.splitlines() also cuts at characters that a JSON string may
    # hold, such as U+2028.
    rows = [
        json.loads(line) for line in path.read_text(encoding="utf-8").split("\n") if line.strip()
    ]
    return [row["text"] for row in rows if row.get("text")]


def timed(work: Callable[[Sequence[str]], None], texts: Sequence[str]) -> float:
    """Return the seconds of CPU time that the work takes."""
    start = time.process_time()
    work(texts)
    return time.process_time() - start


def default_pipeline() -> Callable[[Sequence[str]], None]:
    from workers.nlp import ENGLISH  # noqa: PLC0415 - after the environment is set

    for name in ENGLISH:
        try:
            nlp = importlib.import_module(name).load()
            break
        except ImportError:
            continue
    return lambda texts: consume(nlp.pipe(texts))


def our_stages() -> Callable[[Sequence[str]], None]:
    from schemas import Article  # noqa: PLC0415
    from workers.nlp import load_english  # noqa: PLC0415
    from workers.stages import Stages  # noqa: PLC0415

    stages = Stages.over(load_english())

    def run(texts: Sequence[str]) -> None:
        prepared = [
            stages.prepare(Article(id=str(number), text=text)) for number, text in enumerate(texts)
        ]
        consume(stages.extract(stages.annotate(prepared)))

    return run


def consume(items: Iterable[object]) -> None:
    for _ in items:
        pass


if __name__ == "__main__":
    sys.exit(main())
