"""A graph clustered anew where it changed.

The result is the same as when clustered at once, at a cost that the size of a component does not
raise.
"""

import random
from collections.abc import Iterable
from hashlib import sha256

from hypothesis import given, settings
from hypothesis import strategies as st

from workers.consolidation.graph.agglomeration import EXCLUDED, Linkage
from workers.consolidation.graph.incremental import IncrementalClustering

Edges = dict[int, dict[int, float]]
SCORES = (EXCLUDED, 0.1, 0.25, 0.3, 0.41, 0.55, 0.7, 0.99)


def digest(node: int) -> str:
    return sha256(str(node).encode()).hexdigest()


def layer(limit: int) -> IncrementalClustering[int]:
    return IncrementalClustering(
        Linkage(0.33, 0.1),
        limit,
        order=digest,
        digest=digest,
        owner=str,
        leads=lambda node: node % 2 == 0,
    )


def graph(scores: dict[tuple[int, int], float], count: int) -> Edges:
    edges: Edges = {node: {} for node in range(count)}
    for (one, two), score in scores.items():
        if one != two:
            edges[one][two] = edges[two][one] = score
    return edges


def put(into: IncrementalClustering[int], nodes: Iterable[int], edges: Edges) -> None:
    nodes = list(nodes)
    into.edges.update((node, {}) for node in nodes)
    added = [(n, o, s) for n in nodes for o, s in edges[n].items() if o in into.edges]
    for node, other, score in added:
        into.edges[node][other] = into.edges[other][node] = score
    into.change(nodes, added)


def cut(out_of: IncrementalClustering[int], pairs: Iterable[tuple[int, int]]) -> None:
    removed = [(one, two, out_of.edges[one].pop(two)) for one, two in pairs]
    for one, two, _ in removed:
        del out_of.edges[two][one]
    out_of.change((), removed)


def take_out(out_of: IncrementalClustering[int], node: int) -> None:
    removed = [(node, other, score) for other, score in out_of.edges.pop(node).items()]
    for _, other, _ in removed:
        del out_of.edges[other][node]
    out_of.change((node,), removed)


def grown(order: list[int], edges: Edges, limit: int) -> IncrementalClustering[int]:
    found = layer(limit)
    for node in order:
        put(found, [node], edges)
    return found


graphs = st.dictionaries(
    st.tuples(st.integers(0, 9), st.integers(0, 9)), st.sampled_from(SCORES), max_size=30
)


@settings(deadline=None)
@given(scores=graphs, order=st.permutations(list(range(10))), limit=st.integers(1, 6))
def test_nodes_put_in_one_by_one_in_any_order_fall_into_the_clusters_of_all_put_in_at_once(
    scores: dict[tuple[int, int], float], order: list[int], limit: int
) -> None:
    edges, at_once = graph(scores, 10), layer(limit)
    put(at_once, edges, edges)
    assert grown(order, edges, limit).clusters == at_once.clusters


@settings(deadline=None)
@given(scores=graphs, gone=st.sets(st.integers(0, 9)), limit=st.integers(1, 6))
def test_taking_nodes_out_leaves_what_never_having_seen_them_would_have_left(
    scores: dict[tuple[int, int], float], gone: set[int], limit: int
) -> None:
    edges = graph(scores, 10)
    whole = grown(list(range(10)), edges, limit)
    for node in gone:
        take_out(whole, node)
    assert (
        whole.clusters
        == grown([node for node in range(10) if node not in gone], edges, limit).clusters
    )


@settings(deadline=None)
@given(data=st.data(), scores=graphs, limit=st.integers(1, 6))
def test_cutting_edges_leaves_what_never_having_had_them_would_have_left(
    data: st.DataObject, scores: dict[tuple[int, int], float], limit: int
) -> None:
    edges = graph(scores, 10)
    whole = grown(list(range(10)), edges, limit)
    pairs = sorted({(min(pair), max(pair)) for pair in scores if pair[0] != pair[1]})
    gone = data.draw(st.sets(st.sampled_from(pairs))) if pairs else set()
    cut(whole, gone)
    for one, two in gone:
        del edges[one][two], edges[two][one]
    assert whole.clusters == grown(list(range(10)), edges, limit).clusters


def test_a_component_of_ten_thousand_mentions_is_clustered_in_pieces_within_the_limit() -> None:
    count, limit = 10_000, 60
    draw = random.Random(3)
    pairs = [(node, draw.randrange(count)) for node in range(count) for _ in range(3)]
    edges = graph({pair: draw.uniform(0.34, 1.0) for pair in pairs}, count)
    war = layer(limit)
    put(war, range(count - 1), edges)
    put(war, [count - 1], edges)
    assert max(len(piece) for piece in war.components.values()) <= limit
    at_once = layer(limit)
    put(at_once, edges, edges)
    assert war.clusters == at_once.clusters


def test_what_one_search_finds_too_large_is_not_searched_again_from_each_of_its_nodes() -> None:
    count, limit = 81, 80
    looked: list[int] = []

    class Watched(dict[int, dict[int, float]]):
        def get(self, node: int, *_: object) -> dict[int, float]:
            looked.append(node)
            return self[node]

    edges = {
        one: {two: 0.99 for two in (one - 1, one + 1) if 0 <= two < count} for one in range(count)
    }
    war = IncrementalClustering(
        Linkage(0.33, 0.1),
        limit,
        order=digest,
        digest=digest,
        owner=str,
        leads=lambda node: node % 2 == 0,
        edges=Watched(),
    )
    for node in range(count - 1):
        put(war, [node], edges)
    assert len(war.components[0]) == limit
    looked.clear()
    put(war, [count - 1], edges)
    assert len(war.components[0]) < limit
    assert len(looked) < 2 * count * count
