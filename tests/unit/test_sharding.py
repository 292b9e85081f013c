"""Which articles meet in one event: those of a language, or those of a source."""

from dataclasses import replace

from tests.unit.consolidation.making import article
from workers.stages import sharded

TOLD = article("a", story="visit", published="2024-03-01")
FROM_DESK = replace(TOLD, article=replace(TOLD.article, source="desk-1"))


def test_by_language_the_source_has_no_say() -> None:
    assert sharded(FROM_DESK, "language").shard == TOLD.shard


def test_by_source_an_article_goes_to_the_shard_of_its_source() -> None:
    assert sharded(FROM_DESK, "source").shard == "desk-1"


def test_by_source_an_article_without_one_goes_to_the_shard_of_its_language() -> None:
    without = replace(TOLD, article=replace(TOLD.article, source=None))
    assert sharded(without, "source").shard == TOLD.shard
