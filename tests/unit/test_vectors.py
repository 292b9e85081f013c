"""Unit vectors as text."""

import numpy as np
import pytest

from workers.vectors import cosine, packed


def test_a_vector_keeps_its_cosines_as_text() -> None:
    rng = np.random.default_rng(0)
    one, two = (v / np.linalg.norm(v) for v in rng.normal(size=(2, 96)).astype(np.float32))
    text = packed(one)
    assert len(text) == 128
    assert cosine(text, packed(two)) == pytest.approx(float(one @ two), abs=0.02)
    assert cosine(text, text) == pytest.approx(1, abs=0.02)


def test_nothing_is_like_no_vector() -> None:
    assert cosine("", packed(np.eye(1, 96, dtype=np.float32)[0])) == 0
