"""Stage 4, pure: article mentions to event records, by a graph of mentions, its clusters, and windows over time that is passed in."""

from workers.consolidation.clock import Clock
from workers.consolidation.consolidator import Consolidator
from workers.consolidation.explain import Explanation
from workers.consolidation.settings import ConsolidationSettings
from workers.consolidation.state import Changes, StoredEvent

__all__ = ["Changes", "Clock", "ConsolidationSettings", "Consolidator", "Explanation", "StoredEvent"]
