"""Part `end-to-end`: from the first article published to the last record out.

Against bare spaCy with no broker, and against the programs that people would write.

In each round every contender has the same articles, one contender after the other, each in
processes of its own that start for it and end after it.
"""

import sys
from collections.abc import Sequence
from pathlib import Path

from benchmarks.suite.bench import WARM_UP, Bench, rate, suits
from benchmarks.suite.children import ChildError, child
from benchmarks.suite.contenders import PEERS, PROCESSES, Dateline, contenders
from benchmarks.suite.corpus import BenchArticle
from benchmarks.suite.venues import Venue

PART = "end-to-end"
PIPE = "nlp.pipe"
UNIT = "articles/s"


def run(bench: Bench) -> None:
    """Measure on each broker in turn."""
    bench.begin(PART)
    for place in bench.at_venues(PART):
        for turn, articles in zip(range(bench.rounds), bench.batches(), strict=False):
            _pipe(bench, place, articles, turn)
            _through_brokers(bench, place, articles, turn)


def _through_brokers(
    bench: Bench, place: Venue, articles: Sequence[BenchArticle], turn: int
) -> None:
    ours = f"Dateline, {place.name}"
    bench.results.compare(PART, f"{ours} / {PIPE}, n_process={PROCESSES}", ours, _pipe_name(place))
    for contender in contenders(bench.peers):
        if not suits(contender, place):
            continue
        name = f"{contender.name}, {place.name}"
        with bench.skipping(name):
            bench.results.add(
                PART, name, rate(contender, place, articles, bench.left), UNIT, turn=turn
            )
        if not isinstance(contender, Dateline):
            bench.results.compare(PART, f"Dateline / {name}", ours, name)


def _pipe_name(place: Venue) -> str:
    return f"{PIPE}, beside {place.name}"


def _pipe(bench: Bench, place: Venue, articles: Sequence[BenchArticle], turn: int) -> None:
    with bench.skipping(PIPE):
        seconds = pipe_seconds(articles[WARM_UP:], place.folder, bench.left)
        bench.results.add(
            PART, _pipe_name(place), (len(articles) - WARM_UP) / seconds, UNIT, turn=turn
        )


def pipe_seconds(articles: Sequence[BenchArticle], folder: Path, left: float) -> float:
    """Return how long `nlp.pipe` takes over the texts, loading not counted."""
    file = folder / "texts.jsonl"
    file.write_bytes(b"\n".join(article.value for article in articles) + b"\n")
    command = [sys.executable, "pipe.py", str(file), str(PROCESSES)]
    with child(command, folder / "pipe.log", environment={}, folder=PEERS) as one:
        one.process.wait(left)
        try:
            return float(one.log.read_text(encoding="utf-8").splitlines()[-1])
        except (IndexError, ValueError) as error:
            raise ChildError(
                f"{PIPE} gave no figure: {one.log.read_text(encoding='utf-8')[-500:]}"
            ) from error
