"""The pages of `docs/reference`, and `docs/types.md`, written from the code and the schemas.

`python -m tools.reference` writes them. A test fails where they differ from what this package
writes.
"""

from collections.abc import Callable

from tools.reference.commands import commands_page
from tools.reference.metrics import metrics_page
from tools.reference.records import records_page
from tools.reference.settings import settings_page
from tools.reference.topics import topics_page
from workers.events.types.catalogue import types_page

PAGES: dict[str, Callable[[], str]] = {
    "reference/commands.md": commands_page,
    "reference/metrics.md": metrics_page,
    "reference/records.md": records_page,
    "reference/settings.md": settings_page,
    "reference/topics.md": topics_page,
    "types.md": types_page,
}
"""Path of a page below `docs`, and what writes it: the same text for the same code."""
