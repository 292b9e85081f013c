"""What stories have to say about clusters of chains."""

from workers.consolidation.graph.clustering import CANNOT, Linkage
from workers.consolidation.graph.refinement import ACROSS, loosen, refine
from workers.consolidation.state import Node

A, B, C, D = (("a", 0), ("b", 0), ("c", 0), ("d", 0))
STORIES = {"a": 1, "b": 1, "c": 2, "d": 2}
LINKAGE = Linkage(0.3)


def edges(scores: dict[tuple[Node, Node], float]) -> dict[Node, dict[Node, float]]:
    found: dict[Node, dict[Node, float]] = {node: {} for node in (A, B, C, D)}
    for (one, two), score in scores.items():
        found[one][two] = found[two][one] = score
    return found


def loosened(scores: dict[tuple[Node, Node], float]) -> list[tuple[Node, ...]]:
    return loosen((A, B, C, D), STORIES.__getitem__, edges(scores), LINKAGE)


def test_like_words_of_two_stories_are_two_events() -> None:
    weak = 0.3 + ACROSS / 2
    across = {(A, C): weak, (A, D): weak, (B, C): weak, (B, D): weak}
    assert loosened({(A, B): 0.8, (C, D): 0.8} | across) == [(A, B), (C, D)]


def test_what_two_stories_surely_both_tell_stays_one_event() -> None:
    sure = 0.3 + 2 * ACROSS
    across = {(A, C): sure, (A, D): sure, (B, C): sure, (B, D): sure}
    assert loosened({(A, B): 0.8, (C, D): 0.8} | across) == [(A, B, C, D)]


def test_chains_that_cannot_be_one_stay_apart() -> None:
    assert loosened({(A, B): CANNOT, (A, C): 0.9, (B, D): 0.9}) == [(A, C), (B, D)]


def test_a_cluster_of_one_story_is_left_as_it_is() -> None:
    assert loosen((A, B), STORIES.__getitem__, edges({}), LINKAGE) == [(A, B)]


def test_main_events_of_two_stories_part_and_take_the_chains_of_their_stories_along() -> None:
    assert refine((A, B, C, D), STORIES.__getitem__, {A, C}.__contains__) == ((A, B), (C, D))


def test_a_cluster_with_the_main_event_of_one_story_is_whole() -> None:
    assert refine((A, B, C, D), STORIES.__getitem__, {A}.__contains__) == ((A, B, C, D),)
