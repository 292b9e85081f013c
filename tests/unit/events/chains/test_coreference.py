"""Which mentions of an article are grouped, given how likely each pair is one event."""

from random import Random

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from workers.events.chains.coreference import linked


def scores(size: int, **pairs: float) -> np.ndarray:
    """A matrix of -5 but for the pairs given (`_01=3.0`)."""
    found = np.full((size, size), -5.0, np.float32)
    for name, value in pairs.items():
        one, two = map(int, name[1:])
        found[one, two] = found[two, one] = value
    return found


def test_mentions_that_no_pair_joins_stay_alone() -> None:
    assert linked(scores(3)) == [[0], [1], [2]]


def test_a_likely_pair_is_one_event() -> None:
    assert linked(scores(3, _02=2.0)) == [[0, 2], [1]]


def test_a_third_mention_joins_where_the_mean_of_its_links_is_likely() -> None:
    assert linked(scores(3, _01=4.0, _12=3.0, _02=-1.0)) == [[0, 1, 2]]
    assert linked(scores(3, _01=4.0, _12=1.0, _02=-5.0)) == [[0, 1], [2]]


def test_one_mention_is_one_event() -> None:
    assert linked(scores(1)) == [[0]]


@given(st.integers(1, 8), st.randoms(use_true_random=False))
def test_every_mention_is_in_one_group(size: int, random: Random) -> None:
    values = np.array(
        [[random.uniform(-4, 4) for _ in range(size)] for _ in range(size)], np.float32
    )
    groups = linked(((values + values.T) / 2).astype(np.float32))
    assert sorted(number for group in groups for number in group) == list(range(size))
    assert groups == sorted(groups)
