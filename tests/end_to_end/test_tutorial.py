"""The tutorial does what it says: each of its commands is run, and prints what the page shows."""

import json
import re
from pathlib import Path
from urllib.request import urlopen

import pytest

from tests.end_to_end.tutorial import PAGE, ROOT, Step, steps, walking

CODE = re.compile(r"^```(?!text)(?P<info>\w.*)$", re.MULTILINE)


@pytest.mark.broker
@pytest.mark.model
@pytest.mark.slow
@pytest.mark.skipif(not (ROOT / ".git").exists(), reason="no git history to clone from")
def test_every_command_of_the_tutorial_prints_what_the_page_says(tmp_path: Path) -> None:
    with walking(tmp_path) as walk:
        for step in steps():
            walk.take(step)
        web = walk.stand_ins["127.0.0.1:6066"]
        with urlopen(f"http://{web}/events", timeout=30) as answer:
            page = answer.read().decode()
    for marker in ("Rotterdam: 1 event", "Bergen: 2 events", "Lisbon: 2 events"):
        assert f'data-key="marker {marker}"' in page
    exported = json.loads((tmp_path / "dateline" / "events.geojson").read_text(encoding="utf-8"))
    assert len(exported["features"]) == 5


def test_no_command_of_the_page_is_left_out() -> None:
    blocks = CODE.findall(PAGE.read_text(encoding="utf-8"))
    assert len(blocks) == len(steps()) > 8


@pytest.mark.parametrize(
    ("printed", "output", "same"),
    [
        ("one\n...\nfour\n", "one\ntwo\nthree\nfour\n", True),
        ("one\n...\nfour\n", "one\nfour\n", True),
        ("at ... o'clock\n", "at nine o'clock\n", True),
        ("at ... o'clock\n", "at nine\no'clock\n", False),
        ("one\n", "one\ntwo\n", False),
        ("one.\n", "one!\n", False),
    ],
)
def test_dots_stand_for_anything_and_nothing_else_does(
    printed: str, output: str, same: bool
) -> None:
    assert Step("Terminal 1", busy=False, commands="", printed=printed).matches(output) is same
