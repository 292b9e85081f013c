"""Stage 3: from annotated articles to event mentions, chained within the article."""

from workers.events.extractor import Extractor

__all__ = ["Extractor"]
