"""The event id of each cluster.

A cluster keeps the id that most of its members were published under; the older event wins a tie.
An event whose id no cluster keeps is merged into the cluster with most of its members, or retracted
if none of its members is left.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from hashlib import sha256
from itertools import count

from workers.consolidation.rows.state import Cluster, StoredEvent

ID_DIGITS = 20
"""Hexadecimal digits of an event id."""


@dataclass(frozen=True, slots=True)
class IdAssignment:
    """Which cluster continues which event.

    Attributes:
        kept: Cluster -> id of the event that it continues.
        new: Clusters that continue no event, in order.
        merged: Event id -> the cluster into which the event was merged.
        retracted: Ids of events without members.
    """

    kept: dict[Cluster, str]
    new: tuple[Cluster, ...]
    merged: dict[str, Cluster]
    retracted: tuple[str, ...]


def assign_ids(clusters: Iterable[Cluster], events: Mapping[str, StoredEvent]) -> IdAssignment:
    """Assign ids to changed clusters, given the live events of their members before the change."""
    ordered = sorted(clusters)
    event_of = {node: event_id for event_id, event in events.items() for node in event.members}
    claims = []
    for cluster in ordered:
        ids = [event_of[node] for node in cluster if node in event_of]
        counts = Counter(ids).items()
        claims += [(-count, events[key].born, key, cluster) for key, count in counts]
    kept: dict[Cluster, str] = {}
    heirs: dict[str, Cluster] = {}
    taken: set[str] = set()
    for _, _, event_id, cluster in sorted(claims):
        heirs.setdefault(event_id, cluster)
        if event_id not in taken and cluster not in kept:
            kept[cluster] = event_id
            taken.add(event_id)
    lost = sorted(event_id for event_id in events if event_id not in taken)
    return IdAssignment(
        kept=kept,
        new=tuple(cluster for cluster in ordered if cluster not in kept),
        merged={event_id: heirs[event_id] for event_id in lost if event_id in heirs},
        retracted=tuple(event_id for event_id in lost if event_id not in heirs),
    )


def new_id(cluster: Cluster, version: str, is_taken: Callable[[str], bool]) -> str:
    """Return the first free id of the series that the first chain and its article version give."""
    article_id, index = cluster[0]
    for turn in count():
        series = f"{article_id}\x1f{version}\x1f{index}\x1f{turn}"
        digest = sha256(series.encode("utf-8", "surrogatepass")).hexdigest()[:ID_DIGITS]
        if not is_taken(digest):
            break
    return digest
