"""Progress bars: on a terminal on standard error, and nowhere else."""

import subprocess
import sys
from pathlib import Path

from tests.terminal import ROOT, Terminal

COUNTING = """
import sys, time
from workers.cli.terminal.progress import counting
with counting("extracting", "articles", total={total}) as bar:
    for number in range(12):
        print(number, flush=True)
        if number == 5:
            print("line 5 is no article", file=sys.stderr)
        bar.advance({size})
        time.sleep(0.15)
"""
RECOVERING = """
import logging, time
from workers.cli.terminal.progress import recovering
logging.basicConfig(level="INFO", format="%(message)s")
with recovering() as heard:
    heard("reading the changelog", "messages", 0, 3000)
    logging.info("a line of the log")
    time.sleep(0.5)
    heard("reading the changelog", "messages", 2000, 3000)
    time.sleep(0.5)
    heard("reading the changelog", "messages", 3000, 3000)
    logging.info("all is read")
    heard("building the state", "partitions", 0, 0)
"""


def piped(program: str, out: Path) -> tuple[str, ...]:
    """The program with its standard output in a file, and its standard error on the terminal."""
    return ("sh", "-c", 'exec "$0" -c "$1" > "$2"', sys.executable, program, str(out))


def test_a_bar_tells_how_many_how_fast_and_how_long_yet(tmp_path: Path) -> None:
    program = COUNTING.format(total=120, size=10)
    with Terminal(piped(program, tmp_path / "out")) as terminal:
        shown = terminal.until("5 articles")
        assert any("extracting" in line and "/s" in line and "left" in line for line in shown)
        last = terminal.end()
    assert [line for line in last if line] == ["line 5 is no article"], "the bar goes when it ends"


def test_standard_output_holds_the_data_alone(tmp_path: Path) -> None:
    out = tmp_path / "out"
    with Terminal(piped(COUNTING.format(total=12, size=1), out)) as terminal:
        terminal.end()
        assert "extracting" in terminal.output
    assert out.read_text(encoding="utf-8").split() == [str(number) for number in range(12)]


def test_without_a_total_no_time_is_promised(tmp_path: Path) -> None:
    with Terminal(piped(COUNTING.format(total=None, size=1), tmp_path / "out")) as terminal:
        terminal.end()
        assert "articles" in terminal.output
        assert "left" not in terminal.output


def test_without_a_terminal_nothing_is_drawn_whatever_the_environment_asks_for() -> None:
    for program, said in (
        (COUNTING.format(total=12, size=1), "line 5 is no article\n"),
        (RECOVERING, "a line of the log\nall is read\n"),
    ):
        done = subprocess.run(
            [sys.executable, "-c", program],
            cwd=ROOT,
            env={"FORCE_COLOR": "1", "TERM": "xterm-256color"},
            capture_output=True,
            text=True,
            check=True,
        )
        assert done.stderr == said


def test_recovery_is_shown_below_the_log_and_leaves_the_log_alone() -> None:
    with Terminal((sys.executable, "-c", RECOVERING)) as terminal:
        shown = terminal.until("2,000 messages")
        assert shown[0] == "a line of the log"
        assert shown[1].startswith("reading the changelog")
        assert [line for line in terminal.end() if line] == ["a line of the log", "all is read"]
        assert "building" not in terminal.output
