"""A matrix gives the clusters that sums in dictionaries give, whatever ties there are."""

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from workers.consolidation.graph import clustering
from workers.consolidation.graph.clustering import CANNOT, Linkage, agglomerate

LINKAGES = (Linkage(0.33), Linkage(0.97, 8.0))
SCORES = (CANNOT, -0.3, 0.0, 0.1, 0.3, 0.33, 0.5, 0.5, 0.9)


def edges_of(size: int, density: float, draw: random.Random) -> dict[int, dict[int, float]]:
    edges: dict[int, dict[int, float]] = {node: {} for node in range(size)}
    for one in range(size):
        for two in range(one):
            if draw.random() < density:
                edges[one][two] = edges[two][one] = draw.choice((*SCORES, round(draw.random(), 3)))
    return edges


@settings(max_examples=150, deadline=None)
@given(
    seed=st.integers(0, 10**6), size=st.integers(2, 24), density=st.floats(0.1, 1.0), linkage=st.sampled_from(LINKAGES)
)
def test_a_matrix_gives_the_same_clusters(seed: int, size: int, density: float, linkage: Linkage) -> None:
    draw = random.Random(seed)
    edges = edges_of(size, density, draw)
    norms = [draw.choice((0.26, 0.7)) for _ in range(size)]
    expected = agglomerate(range(size), edges, linkage, norms)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(clustering, "LEAST", 0)
        patch.setattr(clustering, "DENSE", 0)
        assert agglomerate(range(size), edges, linkage, norms) == expected


def test_a_large_piece_is_clustered_on_a_matrix(monkeypatch: pytest.MonkeyPatch) -> None:
    edges = edges_of(80, 0.9, random.Random(1))
    expected = agglomerate(range(80), edges, LINKAGES[0])
    monkeypatch.setattr(clustering, "_Groups", None)
    assert agglomerate(range(80), edges, LINKAGES[0]) == expected
    assert 1 < len(expected) < 80
