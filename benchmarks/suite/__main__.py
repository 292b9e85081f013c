"""`make bench`: one table of ratios from one run, and the same as JSON.

    python -m benchmarks.suite [--articles FILE ...] [--only PART,...] [--rounds 5] [--count 600]

Without --articles the articles are made up (`corpus.py`). Processes of all that is compared run in
turn on the same cores; the figures are medians of the rounds. Each part ends after --minutes; what
did not fit is told, as is what this machine cannot run.
"""

import argparse
import logging
import signal
import sys
import tempfile
from collections.abc import Callable, Iterable
from pathlib import Path

from benchmarks.suite import consolidating, end_to_end, latency, scale
from benchmarks.suite.bench import WARM_UP, Bench
from benchmarks.suite.contenders import PEERS_OF_TABLE
from benchmarks.suite.corpus import BenchArticle, from_file, made_up
from benchmarks.suite.machine import about
from benchmarks.suite.results import Results, table
from benchmarks.suite.venues import APACHE, EMBEDDED

PARTS: dict[str, Callable[[Bench], None]] = {
    end_to_end.PART: end_to_end.run,
    latency.PART: latency.run,
    consolidating.PART: consolidating.run,
    scale.PART: scale.run,
}
VENUES = {"embedded": EMBEDDED, "kafka": APACHE}


def main(arguments: list[str] | None = None) -> int:
    """Run the parts wanted; returns the exit status."""
    logging.getLogger("aiokafka").setLevel(logging.CRITICAL)
    # Told to end, we end what we started first.
    signal.signal(signal.SIGTERM, lambda _signal, _frame: sys.exit(143))
    chosen = parsed(arguments)
    with tempfile.TemporaryDirectory(prefix="dateline-bench-") as folder:
        bench = bench_of(chosen, Path(folder))
        try:
            for part in chosen.only:
                PARTS[part](bench)
        finally:
            bench.results.write(chosen.out)
    print(f"\n{table(bench.results)}\n\n{chosen.out}")
    return 0


def parsed(arguments: list[str] | None) -> argparse.Namespace:
    """Return the options."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument(
        "--articles", type=Path, nargs="+", default=[], help="JSON Lines files (default: made up)"
    )
    parser.add_argument(
        "--only", type=_several(PARTS), default=tuple(PARTS), help=f"of {', '.join(PARTS)}"
    )
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument(
        "--count", type=int, default=600, help="articles of one passage (default 600)"
    )
    parser.add_argument(
        "--minutes", type=float, default=30.0, help="most minutes of one part (default 30)"
    )
    parser.add_argument(
        "--brokers", type=_several(VENUES), default=tuple(VENUES), help="of embedded, kafka"
    )
    peers = {peer.folder_name: peer for peer in PEERS_OF_TABLE}
    parser.add_argument(
        "--peers", type=_several(peers), default=tuple(peers), help=f"of {', '.join(peers)}"
    )
    parser.add_argument(
        "--large", action="store_true", help="consolidation with a million events, too"
    )
    parser.add_argument("--out", type=Path, default=Path("benchmarks/results.json"))
    return parser.parse_args(arguments)


def bench_of(chosen: argparse.Namespace, folder: Path) -> Bench:
    """Put a run together."""
    peers = [peer for peer in PEERS_OF_TABLE if peer.folder_name in chosen.peers]
    options = {
        "articles": [path.name for path in chosen.articles] or "made up",
        "rounds": chosen.rounds,
    }
    options |= {"count": chosen.count, "minutes": chosen.minutes, "parts": list(chosen.only)}
    return Bench(
        results=Results(
            about(options, tuple(name for peer in peers for name in peer.requirements))
        ),
        articles=articles_of(chosen),
        folder=folder,
        rounds=chosen.rounds,
        count=chosen.count,
        seconds=60 * chosen.minutes,
        venues=tuple(VENUES[name] for name in chosen.brokers),
        large=chosen.large,
        peers=tuple(peers),
    )


def articles_of(chosen: argparse.Namespace) -> list[BenchArticle]:
    """Return the articles of the files, or as many made-up ones as the rounds take."""
    if not chosen.articles:
        return made_up((chosen.count + WARM_UP) * chosen.rounds * latency.BATCHES)
    return [article for path in chosen.articles for article in from_file(path)]


def _several(known: Iterable[str]) -> Callable[[str], tuple[str, ...]]:
    def read(value: str) -> tuple[str, ...]:
        chosen = tuple(filter(None, value.split(",")))
        if unknown := [name for name in chosen if name not in known]:
            raise argparse.ArgumentTypeError(
                f"{', '.join(unknown)}: choose from {', '.join(known)}"
            )
        return chosen

    return read


if __name__ == "__main__":
    sys.exit(main())
