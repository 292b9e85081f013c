"""The documentation is in the form that its readers were promised.

Its lines are short, and its glossary leads somewhere.
"""

import re
import xml.etree.ElementTree as ET
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
COLUMNS = 100
OTHERWISE = {"types.md"}
"""A page that a program writes."""
PAGES = sorted(
    page
    for page in [
        *ROOT.glob("*.md"),
        *(ROOT / "docs").glob("*.md"),
        *(ROOT / "docs" / "how-to").glob("*.md"),
        *(ROOT / "docs" / "adr").glob("*.md"),
        *(ROOT / ".github").rglob("*.md"),
        ROOT / "training" / "data" / "README.md",
    ]
    if page.name not in OTHERWISE
)
SVG = "{http://www.w3.org/2000/svg}"
ENTRY = re.compile(r"^- \*\*(?P<term>[^*]+)\*\*: (?P<meaning>.+)\. `(?P<where>[^`]+)`$")


def long_lines(text: str) -> Iterator[str]:
    """Lines of prose over the limit; tables and code are as wide as they need to be."""
    fenced = False
    for line in text.split("\n"):
        fenced ^= line.lstrip().startswith("```")
        prose = not fenced and not line.startswith(("|", "    ", "#"))
        if prose and len(line) > COLUMNS and " " in line.strip()[:COLUMNS]:
            yield line


def entries() -> list["re.Match[str] | None"]:
    text = (ROOT / "docs" / "glossary.md").read_text(encoding="utf-8")
    items = re.split(r"\n(?=- )", text.rstrip())[1:]
    return [ENTRY.match(" ".join(item.split())) for item in items]


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_prose_has_at_most_100_columns(page: Path) -> None:
    assert list(long_lines(page.read_text(encoding="utf-8"))) == []


def test_a_line_of_prose_that_is_too_long_is_found_and_a_table_or_code_is_not() -> None:
    wide = "word " * 25
    assert list(long_lines(f"{wide}\n| {wide} |\n    {wide}\n```\n{wide}\n```\nshort")) == [wide]


@pytest.mark.parametrize(
    "diagram", sorted((ROOT / "docs" / "img").glob("*.svg")), ids=lambda path: path.name
)
def test_a_diagram_is_told_in_words_and_loads_nothing(diagram: Path) -> None:
    text = diagram.read_text(encoding="utf-8")
    drawing = ET.fromstring(text)  # noqa: S314 - our own file
    for part in ("title", "desc"):
        words = drawing.findtext(f"{SVG}{part}")
        assert words
        assert len(words) > 20
    assert re.findall(r"(?:href|src)=|@import|url\((?!#)", text) == []


def test_every_term_of_the_glossary_has_one_sentence_and_a_place_that_exists() -> None:
    found = entries()
    assert len(found) > 50
    for entry in found:
        assert entry is not None
        assert ". " not in entry["meaning"], entry["term"]
        assert (ROOT / entry["where"]).exists(), entry["where"]


def test_the_glossary_is_in_alphabetical_order_and_has_each_term_once() -> None:
    terms = [entry["term"].casefold() for entry in entries() if entry is not None]
    assert terms == sorted(set(terms))
