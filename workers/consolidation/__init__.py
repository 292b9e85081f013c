"""Stage 4, pure: article mentions in, event records out; time comes in with the messages.

The rooms, from the lowest. Each imports only rooms below it; import-linter checks this.

- `time`: what time it is in a shard, and which deadlines have passed.
- `rows`: what a shard keeps between two messages.
- `pairs`: which chains of two articles are compared, and with which features.
- `records`: what the record of one cluster says.
- `rulings`: what the decisions of operators ask of the clusters.
- `graph`: which chains are one event.
- `publishing`: which new versions of records follow from changed clusters.
- `explain`: why one event is one event. `consolidator`: the order of all of this, for one shard.

`data/` has the weights and the word lists, `workers.vocabulary` the lists that stage 3 reads too.
`training/links.py` fits the weights.
"""

from workers.consolidation.consolidator import Consolidator
from workers.consolidation.explain import Explanation
from workers.consolidation.rows.state import Changes, StoredEvent
from workers.consolidation.time.clock import Clock
from workers.consolidation.time.settings import ConsolidationSettings

__all__ = [
    "Changes",
    "Clock",
    "ConsolidationSettings",
    "Consolidator",
    "Explanation",
    "StoredEvent",
]
