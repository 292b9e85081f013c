"""The pages of the reference are what the code says."""

from pathlib import Path

import pytest

from tools.reference import PAGES

DOCS = Path(__file__).parents[2] / "docs"


@pytest.mark.parametrize("name", PAGES)
def test_a_page_is_current(name: str) -> None:
    """`make reference` writes the pages."""
    assert (DOCS / name).read_text(encoding="utf-8") == PAGES[name]()


def test_no_page_is_left_over() -> None:
    there = {f"reference/{path.name}" for path in (DOCS / "reference").iterdir()}
    assert there - {"reference/README.md"} == {name for name in PAGES if "/" in name}


def test_every_setting_has_a_meaning_in_words() -> None:
    rows = [
        line for line in PAGES["reference/settings.md"]().splitlines() if line.startswith("| `")
    ]
    assert rows
    assert [row for row in rows if not row.endswith(". |")] == []
