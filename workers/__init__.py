"""Dateline: news articles in, consolidated event records out.

The stages are a library too, with no Kafka anywhere:

    from workers import extract
    events = extract([{"id": "1", "text": "..."}])
"""

from collections.abc import Iterable, Mapping
from typing import Any

from schemas import Article, EventRecord
from workers.version import __version__

__all__ = ["__version__", "extract"]


def extract(articles: Iterable[Article | Mapping[str, Any]]) -> list[EventRecord]:
    """Return the final state of the events that the articles tell; see `workers.batch.extract`."""
    from workers.batch import extract as run  # noqa: PLC0415 - importing the package must not load spaCy

    return run(articles)
