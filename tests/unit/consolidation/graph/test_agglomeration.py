"""Average link: what joins, and what never does."""

from collections.abc import Callable, Iterator
from itertools import combinations, product
from random import Random

from hypothesis import given
from hypothesis import strategies as st

from workers.consolidation.graph.agglomeration import EXCLUDED, Linkage, agglomerate

Edges = dict[str, dict[str, float]]


def graph(**scores: float) -> Edges:
    edges: Edges = {}
    for pair, score in scores.items():
        one, two = pair[0], pair[1]
        edges.setdefault(one, {})[two] = edges.setdefault(two, {})[one] = score
    return edges


def clusters(nodes: str, edges: Edges, leads: Callable[[str], bool] = str.isalpha) -> list[str]:
    return ["".join(group) for group in agglomerate(nodes, edges, Linkage(0.5), str, leads)]


def test_clusters_join_while_the_mean_of_all_pairs_reaches_the_threshold() -> None:
    assert clusters("abc", graph(ab=0.9, bc=0.8, ac=0.2)) == ["abc"]
    assert clusters("abc", graph(ab=0.9, bc=0.8, ac=0.1)) == ["ab", "c"]


def test_a_pair_without_a_score_counts_as_nothing() -> None:
    assert clusters("abc", graph(ab=0.9, bc=0.9)) == ["ab", "c"]


def test_two_that_facts_exclude_never_join_and_part_clusters_unless_most_pairs_speak_for_them() -> (
    None
):
    assert clusters("ab", graph(ab=EXCLUDED)) == ["a", "b"]
    assert clusters("abc", graph(ab=0.9, bc=0.9, ac=EXCLUDED)) == ["ab", "c"]
    assert clusters("abcd", graph(ab=0.9, bc=0.9, ac=0.9, cd=0.9, bd=0.9, ad=EXCLUDED)) == [
        "abc",
        "d",
    ]
    assert clusters(
        "abcde",
        graph(ab=0.9, bc=0.9, ac=0.9, ad=0.9, bd=0.9, cd=0.9, ae=1, be=1, ce=1, de=EXCLUDED),
    ) == ["abcde"]


def test_many_pairs_need_a_lower_mean_than_one() -> None:
    edges = graph(ab=0.9, cd=0.9, ac=0.45, ad=0.45, bc=0.45, bd=0.45)
    eased = [
        [
            "".join(group)
            for group in agglomerate("abcd", edges, Linkage(0.5, ease), str, str.isalpha)
        ]
        for ease in (0.0, 0.2)
    ]
    assert eased == [["ab", "cd"], ["abcd"]]


def test_two_nodes_of_one_owner_never_join() -> None:
    edges = graph(ab=0.9, bc=0.8, ac=0.7)
    owners = {"a": "x", "b": "y", "c": "x"}
    assert agglomerate("abc", edges, Linkage(0.5), owners.__getitem__, str.isalpha) == [
        ("a", "b"),
        ("c",),
    ]


def test_of_equal_links_the_pair_that_stands_first_is_joined_first() -> None:
    edges = graph(ab=0.6, bc=0.6)
    assert clusters("abc", edges) == ["ab", "c"]
    assert clusters("cba", edges) == ["cb", "a"]


def test_those_that_lead_join_first_and_no_other_brings_two_of_them_together() -> None:
    edges = graph(AB=0.6, Ac=0.9, Bc=0.9, AD=0.2, Dc=0.95)
    assert clusters("ABcD", edges, str.isupper) == ["AB", "cD"]
    assert clusters("AcD", edges, str.isupper) == ["A", "cD"]


Pair = tuple[float, list[str], list[str]]


def by_the_book(nodes: str, edges: Edges, linkage: Linkage, owners: dict[str, str]) -> list[str]:
    """Cluster by looking at all pairs of clusters in each step; capitals lead."""
    clusters = [[node] for node in nodes]
    for both_lead in (True, False):
        while pairs := list(closest(clusters, edges, linkage, owners, both_lead=both_lead)):
            _, first, second = max(pairs, key=lambda pair: pair[0])
            first += second
            clusters.remove(second)
    return ["".join(sorted(cluster, key=nodes.index)) for cluster in clusters]


def closest(
    clusters: list[list[str]],
    edges: Edges,
    linkage: Linkage,
    owners: dict[str, str],
    *,
    both_lead: bool,
) -> Iterator[Pair]:
    for first, second in combinations(clusters, 2):
        leading = any(map(str.isupper, first)) and any(map(str.isupper, second))
        one_owner = {owners[node] for node in first} & {owners[node] for node in second}
        scores = [edges.get(one, {}).get(other, 0.0) for one, other in product(first, second)]
        eased = linkage.ease * (1 - 1 / len(scores) ** 0.5)
        surplus = round(sum(scores) / len(scores) - linkage.threshold + eased, 9)
        if leading == both_lead and not one_owner and surplus >= 0:
            yield surplus, first, second


@given(st.randoms(use_true_random=False), st.integers(0, 12), st.sampled_from([0.0, 0.3]))
def test_clusters_are_those_of_a_search_through_all_pairs(
    chance: Random, size: int, ease: float
) -> None:
    nodes = "".join(chance.choice([letter, letter.upper()]) for letter in "abcdefghijkl"[:size])
    owners = {node: chance.choice("123456789") for node in nodes}
    scores = {
        one + other: chance.choice([EXCLUDED, chance.random(), 0.9])
        for one, other in combinations(nodes, 2)
        if chance.random() < 0.7
    }
    linkage = Linkage(0.4, ease)
    found = agglomerate(nodes, graph(**scores), linkage, owners.__getitem__, str.isupper)
    expected = by_the_book(nodes, graph(**scores), linkage, owners)
    assert ["".join(cluster) for cluster in found] == expected
