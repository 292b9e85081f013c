"""No page of the documentation names a command, option, setting, metric or file that is not."""

from pathlib import Path

import pytest

from tests.contract.naming import CHECKS, ROOT
from tools import reference

WRITTEN = {ROOT / "docs" / name for name in reference.PAGES}
"""Pages that a program writes, with another test that they are current."""
PAGES = sorted(
    {ROOT / "README.md", ROOT / "CONTRIBUTING.md", *(ROOT / "docs").rglob("*.md")} - WRITTEN
)


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
@pytest.mark.parametrize("kind", CHECKS)
def test_what_a_page_names_exists(kind: str, page: Path) -> None:
    assert CHECKS[kind](page.read_text(encoding="utf-8")) == set()


@pytest.mark.parametrize(
    ("kind", "text", "found"),
    [
        ("variables", "Set `DATELINE_WEB_PROT`, not DATELINE_WEB_PORT.", {"DATELINE_WEB_PROT"}),
        ("variables", "All of `DATELINE_KAFKA_USERNAME`, `DATELINE_CONFIG`", set()),
        ("metrics", "`dateline_lag_seconds` grows", {"dateline_lag_seconds"}),
        ("metrics", "`dateline_lag_messages`, `dateline_unit_seconds_bucket`", set()),
        ("make targets", "Run `make dmo`, then make tea.", {"dmo"}),
        ("make targets", "    make demo     # or `make run KAFKA=apache`", set()),
        ("files", "`workers/settngs.py`, `tests/*.py`", {"workers/settngs.py"}),
        ("files", "`workers/settings.py`, `workers/events/`, `schemas/NAME.py`", set()),
        ("commands", "`dateline feeds a.jsonl`", {"feeds a.jsonl"}),
        ("commands", "```bash\ndateline events --county NL\n```", {"events --county NL"}),
        ("commands", "    dateline dead-letters lsit", {"dead-letters lsit"}),
        (
            "commands",
            "`dateline events split E A --reason x`, `dateline events --near=-3,1,5`",
            set(),
        ),
        ("commands", "    .venv/bin/dateline worker --stages extract && dateline broker", set()),
        ("commands", "an article with a dateline in bold", set()),
    ],
)
def test_a_name_that_is_not_is_found(kind: str, text: str, found: set[str]) -> None:
    assert CHECKS[kind](text) == found
