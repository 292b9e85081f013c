"""What is kept packed is what was put in; of what is built from it, the last used is kept."""

import pytest

from tests.unit.consolidation.making import article, chain, who
from workers.consolidation.rows.packing import PackedArticles, Recent, pack, unpack


def test_bytes_come_back_as_they_were_and_take_less() -> None:
    data = b'{"name": "Ann Lee", "role": "actor"}' * 20
    assert unpack(pack(data)) == data
    assert len(pack(data)) < len(data) // 2


def test_packed_articles_are_a_mapping_of_what_was_put_in() -> None:
    first, second = (article(name, chain(0, "visit", who("Ann Lee"))) for name in "ab")
    packed = PackedArticles()
    packed["a"], packed["b"] = first, second
    assert dict(packed) == {"a": first, "b": second}
    assert ("a" in packed, "c" in packed) == (True, False)
    del packed["a"]
    assert list(packed) == ["b"]
    with pytest.raises(KeyError):
        packed["a"]


def test_the_value_unused_for_longest_is_built_again() -> None:
    built: list[str] = []

    def build(key: str) -> str:
        built.append(key)
        return key.upper()

    recent = Recent(build, 2)
    assert [recent[key] for key in "abac"] == ["A", "B", "A", "C"]
    assert [recent[key] for key in "acb"] == ["A", "C", "B"]
    assert built == ["a", "b", "c", "b"]


def test_a_value_that_was_put_is_not_built_and_one_that_was_dropped_is() -> None:
    recent = Recent(str.upper, 2)
    recent.put("a", "as it came")
    assert recent["a"] == "as it came"
    recent.drop("a")
    assert recent["a"] == "A"
