"""`dateline demo`, run as a user runs it."""

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from seeds import SEEDS
from tests.records import by_content
from tests.terminal import Terminal

pytestmark = [pytest.mark.broker, pytest.mark.model, pytest.mark.slow]

ROOT = Path(__file__).parents[2]
DEMO = [sys.executable, "-m", "workers", "demo"]
IGNORING = ["sh", "-c", "trap '' INT; exec \"$@\"", "sh"]
"""Starts a command as a shell without job control starts what it runs in the background.

It starts with SIGINT ignored.
"""
TIMEOUT = 180


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> tuple[subprocess.CompletedProcess[str], Path]:
    folder = tmp_path_factory.mktemp("demo")
    done = subprocess.run(
        DEMO,
        cwd=folder,
        env=environment(),
        capture_output=True,
        text=True,
        timeout=TIMEOUT,
        check=False,
    )
    return done, folder


def environment() -> dict[str, str]:
    return {**os.environ, "PYTHONPATH": str(ROOT), "DATELINE_WEB_PORT": "0"}


def descendants(pid: int) -> set[int]:
    """Process ids under `pid`, as /proc tells them."""
    parents: dict[int, int] = {}
    for entry in Path("/proc").iterdir():
        if entry.name.isdecimal():
            try:
                parents[int(entry.name)] = int(
                    (entry / "stat").read_text().rsplit(")", 1)[1].split()[1]
                )
            except OSError:
                continue
    found, grown = {pid}, True
    while grown:
        more = {child for child, parent in parents.items() if parent in found} - found
        found, grown = found | more, bool(more)
    return found - {pid}


def test_it_exits_0_and_says_what_it_did(
    demo: tuple[subprocess.CompletedProcess[str], Path],
) -> None:
    done, _ = demo
    assert done.returncode == 0, done.stdout + done.stderr
    assert "web view: http://127.0.0.1:" in done.stdout
    assert "5 articles published" in done.stdout
    assert "where the time went" in done.stdout


def test_its_records_are_those_of_the_batch(
    demo: tuple[subprocess.CompletedProcess[str], Path], tmp_path: Path
) -> None:
    articles = tmp_path / "articles.jsonl"
    rows = [
        {"id": seed.stem, "text": seed.read_text(encoding="utf-8")}
        for seed in sorted(SEEDS.glob("*.txt"))
    ]
    articles.write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    batch = tmp_path / "batch.jsonl"
    command = [sys.executable, "-m", "workers", "extract", str(articles), "--out", str(batch)]
    subprocess.run(command, cwd=ROOT, check=True, timeout=TIMEOUT)
    assert by_content(demo[1] / "events.jsonl") == by_content(batch)


@pytest.mark.parametrize(
    "command", [DEMO, [*IGNORING, *DEMO, "--stay"]], ids=["started by hand", "in the background"]
)
def test_interrupted_it_leaves_no_process_behind(command: list[str], tmp_path: Path) -> None:
    process = subprocess.Popen(
        command,
        cwd=tmp_path,
        env=environment(),
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    deadline = time.monotonic() + TIMEOUT
    started: set[int] = set()
    while len(started) < 3 and time.monotonic() < deadline:
        time.sleep(0.01)
        started = descendants(process.pid)
    process.send_signal(signal.SIGINT)
    output, _ = process.communicate(timeout=60)
    assert process.returncode == 130, output
    assert started, output
    assert [pid for pid in started if Path(f"/proc/{pid}").exists()] == []
    assert "Traceback" not in output


@pytest.mark.parametrize("columns", [80, 120])
def test_on_a_terminal_events_form_in_place_one_line_each(columns: int, tmp_path: Path) -> None:
    # So many rows that the last table never leaves the screen.
    with Terminal(DEMO, columns=columns, rows=80, cwd=tmp_path) as terminal:
        tables = [_table(picture) for picture in terminal.pictures()]
        status = terminal.status
    assert status == 0, terminal.picture()
    drawn = [rows for rows in tables if rows]
    assert drawn, terminal.output
    assert all(len(row) <= columns for rows in drawn for row in rows)
    records = [json.loads(line) for line in (tmp_path / "events.jsonl").read_text().splitlines()]
    listed = [record["title"] for record in records if record["level"] != "background"]
    assert len(drawn[-1]) == len(listed)
    assert {row[:24] for row in drawn[-1]} == {title[:24] for title in listed}
    assert not any(line.lstrip().startswith("created") for line in terminal.output.splitlines())


def _table(picture: list[str]) -> list[str]:
    """The lines of the events on a screen that shows the whole table."""
    begin = next((n for n, line in enumerate(picture) if line.startswith("────")), len(picture))
    rows = picture[begin + 1 :]
    return rows[: rows.index("")] if "" in rows else []


def test_without_a_broker_it_says_why_and_fails(tmp_path: Path) -> None:
    broken = {**environment(), "CALF_TANSU_BIN": str(tmp_path / "missing")}
    done = subprocess.run(
        DEMO, cwd=tmp_path, env=broken, capture_output=True, text=True, timeout=TIMEOUT, check=False
    )
    assert done.returncode == 1
    assert "no embedded broker" in done.stderr
    assert "Traceback" not in done.stderr
