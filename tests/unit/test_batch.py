import pytest

from tests.unit.events.test_shards import article
from workers import batch
from workers.batch import Analysed, Line


def test_a_fault_in_one_article_costs_that_one_only(monkeypatch: pytest.MonkeyPatch) -> None:
    def faulty(chunk: list[Line], _limit: int) -> list[Analysed]:
        if any(line.data == b"bad" for line in chunk):
            raise IndexError("list index out of range")
        return [Analysed(line.number, article=article("en")) for line in chunk]

    monkeypatch.setattr(batch, "_analyse_together", faulty)
    done = batch._analyse_chunk([Line(1, b"good"), Line(2, b"bad"), Line(3, b"good")], 1000)
    assert [line.invalid for line in done] == [
        None,
        "processing failed: IndexError: list index out of range",
        None,
    ]


def test_empty_lines_keep_the_numbers_of_the_others() -> None:
    assert [line.number for line in batch.read_lines(b"{}\n\n  \n{}\n")] == [1, 4]
