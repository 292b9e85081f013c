"""The pages of `docs/reference`, written from the code and the schemas.

`python -m tools.reference` writes them. A test fails where they differ from what this package
writes.
"""

from collections.abc import Callable

from tools.reference.commands import commands_page
from tools.reference.metrics import metrics_page
from tools.reference.records import records_page
from tools.reference.settings import settings_page
from tools.reference.topics import topics_page

PAGES: dict[str, Callable[[], str]] = {
    "commands.md": commands_page,
    "metrics.md": metrics_page,
    "records.md": records_page,
    "settings.md": settings_page,
    "topics.md": topics_page,
}
"""Name of a page, and what writes it: the same text for the same code."""
