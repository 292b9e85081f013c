"""Which cluster goes on under which event id.

A cluster keeps the id under which most of its members were told; the older event wins a tie. An event that no cluster keeps has been merged into
the cluster that holds most of what it told, or is retracted where none of its members is left.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from hashlib import sha256

from workers.consolidation.rows.state import Node, StoredEvent

Cluster = tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Naming:
    """Who goes on as what.

    Attributes:
        kept: Cluster -> id of the event it continues.
        new: Clusters that continue none, in order.
        merged: Event id -> the cluster that swallowed it.
        retracted: Ids of events without members.
    """

    kept: dict[Cluster, str]
    new: tuple[Cluster, ...]
    merged: dict[str, Cluster]
    retracted: tuple[str, ...]


def name_clusters(clusters: Iterable[Cluster], events: Mapping[str, StoredEvent]) -> Naming:
    """Name the clusters that a change has touched, given the live events that had members among the touched nodes."""
    ordered = sorted(clusters)
    teller = {node: event_id for event_id, event in events.items() for node in event.members}
    claims = []
    for cluster in ordered:
        held = [teller[node] for node in cluster if node in teller]
        claims += [
            (-held.count(event_id), events[event_id].born, event_id, cluster) for event_id in dict.fromkeys(held)
        ]
    kept: dict[Cluster, str] = {}
    heirs: dict[str, Cluster] = {}
    taken: set[str] = set()
    for _, _, event_id, cluster in sorted(claims):
        heirs.setdefault(event_id, cluster)
        if event_id not in taken and cluster not in kept:
            kept[cluster] = event_id
            taken.add(event_id)
    lost = sorted(event_id for event_id in events if event_id not in taken)
    return Naming(
        kept=kept,
        new=tuple(cluster for cluster in ordered if cluster not in kept),
        merged={event_id: heirs[event_id] for event_id in lost if event_id in heirs},
        retracted=tuple(event_id for event_id in lost if event_id not in heirs),
    )


def new_id(cluster: Cluster, version: str, is_taken: Callable[[str], bool]) -> str:
    """Return an id made from the cluster's first chain and its article's version, the next free one of its series."""
    article_id, index = cluster[0]
    turn = 0
    while True:
        digest = sha256(f"{article_id}\x1f{version}\x1f{index}\x1f{turn}".encode("utf-8", "surrogatepass")).hexdigest()[
            :20
        ]
        if not is_taken(digest):
            return digest
        turn += 1
