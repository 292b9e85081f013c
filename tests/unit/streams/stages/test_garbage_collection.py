"""What consolidation holds is set aside from Python's collector; what it does not hold is not."""

import gc
from collections.abc import Iterator
from weakref import ref

import pytest

from workers.streams.stages.garbage_collection import EVERY, PeriodicFreeze


class Node:
    """Points to itself: only the collector frees it."""

    def __init__(self) -> None:
        self.itself = self


@pytest.fixture(autouse=True)
def _thawed() -> Iterator[None]:
    yield
    gc.unfreeze()


def test_what_is_held_is_set_aside_once_in_a_while() -> None:
    gc.unfreeze()
    freeze = PeriodicFreeze()
    freeze.took(EVERY - 1)
    assert gc.get_freeze_count() == 0
    freeze.took(1)
    assert gc.get_freeze_count() > 0
    assert freeze.taken == 0


def test_cycles_that_came_up_of_late_are_freed_first() -> None:
    gone = ref(Node())
    PeriodicFreeze().took(EVERY)
    assert gone() is None
