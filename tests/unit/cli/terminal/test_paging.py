"""`dateline events` on a terminal: fitted to its width, page by page."""

import subprocess
from dataclasses import replace
from pathlib import Path

import pytest

from schemas import encode
from tests.terminal import DATELINE, ROOT, Terminal
from tests.unit.web.making import event
from workers.cli.terminal.display import fitted

TITLE = "Dockers of the eastern quays walk out over pay and the harbour master resigns on Monday"


@pytest.fixture
def events(tmp_path: Path) -> tuple[str, ...]:
    path = tmp_path / "events.jsonl"
    records = [
        replace(event(f"e-{number:02}"), title=f"{number:02} {TITLE}") for number in range(9)
    ]
    path.write_bytes(b"".join(encode(record) + b"\n" for record in records))
    return (*DATELINE, "events", "--events", str(path))


def test_many_events_come_page_by_page_until_one_quits(events: tuple[str, ...]) -> None:
    with Terminal(events) as terminal:
        first = terminal.until(":")
        assert first[0].startswith("00 Dockers")
        terminal.type(" ")
        assert not terminal.until("02 Dockers")[0].startswith("00 Dockers")
        terminal.type("q")
        terminal.end()
        assert terminal.status == 0


def test_what_fits_on_the_screen_is_printed_and_done(events: tuple[str, ...]) -> None:
    with Terminal((*events, "--limit", "1"), rows=40) as terminal:
        last = terminal.end()
        assert last[0].startswith("00 Dockers")
        assert terminal.status == 0


@pytest.mark.parametrize(
    ("words", "environment"),
    [(("--no-pager",), {}), ((), {"PAGER": ""}), ((), {"PAGER": "cat"})],
    ids=["--no-pager", "an empty PAGER", "cat"],
)
def test_without_a_pager_all_is_printed_at_once(
    events: tuple[str, ...], words: tuple[str, ...], environment: dict[str, str]
) -> None:
    with Terminal((*events, *words), rows=200, environment=environment) as terminal:
        last = terminal.end()
        assert sum("Dockers of the eastern" in line for line in last) == 9
        assert terminal.status == 0


def test_pager_names_the_program_that_pages(events: tuple[str, ...]) -> None:
    with Terminal(events, rows=200, environment={"PAGER": "sed s/^/PAGED:/"}) as terminal:
        last = terminal.end()
        assert last[0].startswith("PAGED:00 Dockers")


@pytest.mark.parametrize("columns", [40, 80, 120])
def test_lines_are_broken_between_words_below_their_slot(
    events: tuple[str, ...], columns: int
) -> None:
    command = (*events, "--limit", "1", "--no-pager")
    with Terminal(command, columns=columns, rows=60) as terminal:
        shown = [line for line in terminal.end() if line]
    piped = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout
    assert " ".join(" ".join(shown).split()) == " ".join(piped.split())
    assert len(shown) >= len(piped.splitlines()) - 1


def test_a_pipe_gets_every_line_as_it_is(events: tuple[str, ...]) -> None:
    done = subprocess.run(events, cwd=ROOT, capture_output=True, text=True, check=True)
    titles = [line for line in done.stdout.splitlines() if "Dockers of the eastern" in line]
    assert titles == [f"{number:02} {TITLE}" for number in range(9)]


def test_a_line_that_is_too_long_hangs_below_its_values() -> None:
    assert fitted("  who     Ada Abel actor, Bo Berg recipient, Cy Coe other", 40) == [
        "  who     Ada Abel actor, Bo Berg",
        "          recipient, Cy Coe other",
    ]
    assert fitted("Ada Abel meets Bo Berg in Coeville today", 30) == [
        "Ada Abel meets Bo Berg in",
        "    Coeville today",
    ]
    assert fitted("  short", 30) == ["  short"]
