"""A piece in which all scores are close enough joins at once, as it does step by step."""

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from workers.consolidation.graph import clustering
from workers.consolidation.graph.clustering import Linkage, agglomerate

LINKAGES = (Linkage(0.33), Linkage(0.22, 8.0))


def complete(size: int, scores: tuple[float, float], draw: random.Random) -> dict[int, dict[int, float]]:
    edges: dict[int, dict[int, float]] = {node: {} for node in range(size)}
    for one in range(size):
        for two in range(one):
            edges[one][two] = edges[two][one] = draw.uniform(*scores)
    return edges


@settings(max_examples=200, deadline=None)
@given(
    seed=st.integers(0, 10**6),
    size=st.integers(3, 16),
    lowest=st.floats(0.1, 0.6),
    spread=st.floats(0.0, 0.4),
    linkage=st.sampled_from(LINKAGES),
)
def test_a_piece_joins_at_once_only_where_it_joins_step_by_step(
    seed: int, size: int, lowest: float, spread: float, linkage: Linkage
) -> None:
    draw = random.Random(seed)
    edges = complete(size, (lowest, lowest + spread), draw)
    norms = [draw.choice((0.26, 0.7)) for _ in range(size)]
    found = agglomerate(range(size), edges, linkage, norms)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(clustering, "_are_all_close", lambda *_: False)
        assert agglomerate(range(size), edges, linkage, norms) == found


@pytest.mark.parametrize("linkage", LINKAGES)
def test_a_piece_of_close_scores_is_not_clustered_step_by_step(
    linkage: Linkage, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(clustering, "_Groups", None)
    assert agglomerate(range(5), complete(5, (0.7, 0.75), random.Random(1)), linkage, [0.7] * 5) == [[0, 1, 2, 3, 4]]


def test_a_piece_with_a_pair_that_has_no_score_is_clustered_step_by_step(monkeypatch: pytest.MonkeyPatch) -> None:
    edges = complete(4, (0.7, 0.75), random.Random(1))
    del edges[0][1], edges[1][0]
    monkeypatch.setattr(clustering, "_Groups", None)
    with pytest.raises(TypeError):
        agglomerate(range(4), edges, LINKAGES[0])
