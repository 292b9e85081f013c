"""The events of the demo as they form, on terminals of several sizes and without one."""

import subprocess
import sys

import pytest

from tests.terminal import ROOT, Terminal

FORMING = """
import time
from dataclasses import replace
from schemas.event import Sources
from tests.unit.web.making import event
from workers.cli.demo.screen import Screen

TITLES = ["Dockers walk out", "Mayor visits the port", "Ferries stop"]
records = {}
def told(record):
    records[record.event_id] = record
    forming.show(record, records, through=2, expected=3)
    time.sleep(0.3)

screen = Screen()
screen.say("three articles published")
with screen.forming() as forming:
    for number, title in enumerate(TITLES):
        told(event(f"e-{number}", title=title))
    told(replace(event("e-aside", title="An aside"), level="background"))
    told(replace(event("e-1", title=TITLES[1], version=4), sources=Sources(9, 9)))
    told(event("e-2", title=TITLES[2], status="retracted", change="retracted"))
    for number in range(3, EVENTS):
        told(event(f"e-{number}", title=f"Event {number}"))
screen.say("done")
"""


def program(events: int = 3) -> tuple[str, ...]:
    return (sys.executable, "-c", FORMING.replace("EVENTS", str(events)))


@pytest.mark.parametrize("columns", [80, 120])
def test_each_event_keeps_its_line_and_the_line_is_brought_up_to_date(columns: int) -> None:
    with Terminal(program(), columns=columns) as terminal:
        full = terminal.until("Ferries stop")
        assert [line.split("  ")[0] for line in full[4:7]] == [
            "Dockers walk out",
            "Mayor visits the port",
            "Ferries stop",
        ]
        assert full[1].startswith("2 of 3 articles read: 3 events, and 0 only mentioned")
        last = [line for line in terminal.end() if line]
    assert last[0] == "three articles published"
    assert last[1].startswith("2 of 3 articles read: 2 events, and 1 only mentioned in passing")
    assert [line.split("  ")[0] for line in last[4:6]] == [
        "Dockers walk out",
        "Mayor visits the port",
    ]
    assert " 9" in last[5]
    assert last[6:] == ["done"]
    assert ("who" in last[2].split()) == (columns == 120)
    assert "An aside" not in terminal.output


def test_a_small_terminal_counts_the_events_that_it_has_no_lines_for() -> None:
    with Terminal(program(events=12), rows=12) as terminal:
        last = [line for line in terminal.end() if line]
    events = [line for line in last if line.startswith(("Event", "Dockers", "Mayor"))]
    assert any(line.startswith("Mayor") for line in events), "the most widely told one"
    assert len(events) == 6
    assert any(line.startswith("and 5 more") for line in last)


def test_without_a_terminal_each_version_is_a_plain_line() -> None:
    done = subprocess.run(
        program(),
        cwd=ROOT,
        env={"FORCE_COLOR": "1", "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=True,
    )
    lines = done.stdout.splitlines()
    assert lines[0] == "three articles published"
    assert [line.split()[0] for line in lines[1:-1]] == ["updated"] * 4 + ["retracted"]
    assert "\x1b" not in done.stdout
