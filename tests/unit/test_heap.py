"""That the memory of what was loaded and is gone goes back to the system."""

import os
import sys

import pytest

from tests.kafka.resources import resident
from workers.heap import release


@pytest.mark.skipif(sys.platform != "linux", reason="resident memory is read from /proc")
def test_what_is_free_goes_back_even_below_what_is_held() -> None:
    release()
    before = resident(os.getpid())
    blocks = [bytes(2_000) for _ in range(50_000)]
    last = blocks.pop()
    assert resident(os.getpid()) > before + 80
    del blocks
    release()
    assert len(last) == 2_000
    assert resident(os.getpid()) < before + 20
