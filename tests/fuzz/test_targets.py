"""The fuzzer's targets on Hypothesis' input and on what is valid.

They are quick here, and the same everywhere.
"""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.fuzz import targets
from tests.fuzz.targets import TARGETS
from workers.articles import InvalidArticle

ROOT = Path(__file__).parents[2]
EXAMPLES = [path.read_bytes() for path in sorted(ROOT.glob("schemas/examples/*/*/*.json"))]


@given(st.binary(max_size=400), st.sampled_from(sorted(TARGETS)))
@settings(max_examples=300, deadline=None)
def test_no_bytes_break_a_target(data: bytes, target: str) -> None:
    TARGETS[target](data)


@given(st.sampled_from(EXAMPLES), st.data(), st.sampled_from(sorted(TARGETS)))
@settings(max_examples=300, deadline=None)
def test_no_example_with_some_bytes_changed_breaks_a_target(
    example: bytes, data: st.DataObject, target: str
) -> None:
    at = data.draw(st.integers(0, len(example)))
    until = data.draw(st.integers(at, min(at + 20, len(example))))
    TARGETS[target](example[:at] + data.draw(st.binary(max_size=20)) + example[until:])


def test_an_error_that_is_not_declared_is_noticed(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_args: object, **_options: object) -> None:
        raise KeyError("text")

    monkeypatch.setattr(targets, "read_article", broken)
    with pytest.raises(KeyError):
        targets.article(b"\xff{}")
    assert not issubclass(KeyError, InvalidArticle)
