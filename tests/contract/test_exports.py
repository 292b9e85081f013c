"""The examples in docs/exports.md are what the commands print, and its tables list all there is."""

import json
import re
from pathlib import Path

import pytest

from workers.cli.main import main
from workers.queries import PARAMETERS

ROOT = Path(__file__).parents[2]
TEXT = (ROOT / "docs" / "exports.md").read_text(encoding="utf-8")
RECORD = ROOT / "schemas" / "examples" / "event-record" / "valid" / "open.json"
CHANGING = re.compile(
    r"DTSTAMP:.*|<lastBuildDate>.*</lastBuildDate>|(?<=Dateline )\d+\.\d+\.\d+\w*"
)
"""When a document was written, and by which version."""


def settled(text: str) -> list[str]:
    return [CHANGING.sub("", line).rstrip() for line in text.strip().splitlines()]


def example(name: str) -> str:
    found = re.search(rf"--format {name}\n\n```\w+\n(.*?)\n```", TEXT, re.DOTALL)
    assert found, f"no example of {name}"
    return found[1]


@pytest.mark.parametrize("name", ["csv", "geojson", "ics", "rss", "gdelt", "polecat"])
def test_an_example_is_what_its_command_prints(
    name: str, tmp_path: Path, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    events = tmp_path / "EVENTS.jsonl"
    events.write_text(json.dumps(json.loads(RECORD.read_text(encoding="utf-8"))), encoding="utf-8")
    assert main(["events", "--events", str(events), "--format", name]) == 0
    printed = capfdbinary.readouterr().out.decode()
    assert settled(example(name)) == settled(printed)


def test_another_text_is_not_taken_for_the_example() -> None:
    assert settled(example("ics")) != settled(example("ics").replace("Rotterdam", "Antwerp"))


def test_every_parameter_is_listed() -> None:
    for parameter in PARAMETERS:
        meaning = parameter.help.replace("docs/types.md", "[types](types.md)")
        assert f"| `{parameter.name}` | `{parameter.shape}` | {meaning} |" in TEXT, parameter.name
