"""A fake analysis for tests of the plumbing: no model, and articles that do harm when told to."""

import os
import time
from collections.abc import Sequence
from dataclasses import dataclass

from workers.settings import Settings
from workers.streams.outcomes import ArticleStage, Item, Outcome, Output, Refusal


def echo(_settings: Settings) -> "Echo":
    return Echo()


@dataclass(frozen=True)
class Echo:
    """Passes values on; `DIE`, `HANG`, `RAISE` and `BAD` in a value do what they say."""

    def run(self, stage: ArticleStage, items: Sequence[Item]) -> list[Outcome]:
        return [self._one(stage, item) for item in items]

    def _one(self, stage: ArticleStage, item: Item) -> Outcome:
        value = item.value or b""
        if b"DIE" in value:
            os._exit(3)
        if b"HANG" in value:
            time.sleep(600)
        if b"BAD" in value:
            return Refusal("it is bad", "line 1", "BadError")
        return Output(item.key or b"", value, (item.key or b"").decode(), 1, item.received_at)
