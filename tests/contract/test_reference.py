"""The pages of `docs/reference` are what the code says."""

from pathlib import Path

import pytest

from tools.reference import PAGES

FOLDER = Path(__file__).parents[2] / "docs" / "reference"


@pytest.mark.parametrize("name", PAGES)
def test_a_page_is_current(name: str) -> None:
    """`make reference` writes the pages."""
    assert (FOLDER / name).read_text(encoding="utf-8") == PAGES[name]()


def test_no_page_is_left_over() -> None:
    written_by_hand = {"README.md"}
    assert {path.name for path in FOLDER.iterdir()} - written_by_hand == set(PAGES)


def test_every_setting_has_a_meaning_in_words() -> None:
    rows = [line for line in PAGES["settings.md"]().splitlines() if line.startswith("| `")]
    assert rows
    assert [row for row in rows if not row.endswith(". |")] == []
