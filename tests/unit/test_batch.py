import pytest

from tests.unit.events.test_shards import article
from workers import batch
from workers.articles import RawArticle
from workers.batch import Analysed


def test_a_fault_in_one_article_costs_that_one_only(monkeypatch: pytest.MonkeyPatch) -> None:
    def faulty(chunk: list[RawArticle], _limit: int) -> list[Analysed]:
        if any(raw.value == b"bad" for raw in chunk):
            raise IndexError("list index out of range")
        return [Analysed(raw.where, len(raw.value), article=article("en")) for raw in chunk]

    monkeypatch.setattr(batch, "_analyse_together", faulty)
    given = [RawArticle(b"", value, "here") for value in (b"good", b"bad", b"good")]
    done = batch._analyse_chunk(given, 1000)
    assert [one.invalid for one in done] == [
        None,
        "processing failed: IndexError: list index out of range",
        None,
    ]
