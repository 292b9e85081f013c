"""What the heads need to be read right."""

from pathlib import Path

import numpy as np
import pytest

from workers.events.encoder.heads import Heads
from workers.events.readings import CODES


@pytest.mark.parametrize("codes", [CODES[1:], (*CODES[1:], CODES[0])])
def test_heads_that_were_trained_for_other_codes_are_refused(
    tmp_path: Path, codes: tuple[str, ...]
) -> None:
    np.savez(tmp_path / "heads.npz", codes=np.array(codes), tw=np.zeros((4, len(codes))))
    with pytest.raises(ValueError, match="trained for other type codes"):
        Heads(tmp_path)


def test_two_triggers_are_one_event_as_surely_in_either_order() -> None:
    vectors = np.random.default_rng(1).normal(size=(5, 96)).astype(np.float32)
    same = Heads().same(vectors)
    assert same.shape == (5, 5)
    assert np.allclose(same, same.T, atol=1e-4)
