"""Fake analyses for tests of the plumbing: no model, and articles that do harm when told to."""

import os
import time
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

import orjson

from schemas import ArticleMentions, encode
from tests.unit.consolidation.making import article, canceled, chain, when, who
from workers.settings import Settings
from workers.streams.messages.refusal import Refusal
from workers.streams.pool.outcomes import ArticleStage, Item, Outcome, Output


def echo(_settings: Settings) -> "Echo":
    return Echo()


def teller(_settings: Settings) -> "Teller":
    return Teller()


def cannot_load(_settings: Settings) -> "Echo":
    raise RuntimeError("no model")


@dataclass(frozen=True)
class Echo:
    """Passes values on; `DIE`, `HANG` and `BAD` in a value do what they say."""

    def warm(self) -> None:
        """There is nothing to load."""

    def run(self, stage: ArticleStage, items: Sequence[Item]) -> list[Outcome]:
        return [self.one(stage, item) for item in items]

    def one(self, stage: ArticleStage, item: Item) -> Outcome:
        value = item.value or b""
        if b"DIE" in value:
            os._exit(3)
        if b"FILL" in value:
            bytearray(8 * 1024**3)
        if b"HANG" in value:
            time.sleep(600)
        if b"BAD" in value:
            return Refusal(f"it is bad for {stage}", "line 1", "BadError")
        return Output(item.key or b"", value, (item.key or b"").decode(), 1, item.received_at)


@dataclass(frozen=True)
class Teller(Echo):
    """Reads `{"id", "shard", "who", "day", "version"}` as somebody's visit on a day being told."""

    def one(self, stage: ArticleStage, item: Item) -> Outcome:
        outcome = super().one(stage, item)
        if stage != "extract" or isinstance(outcome, Refusal):
            return outcome
        told = mentions(orjson.loads(outcome.value), received=item.received_at)
        return replace(
            outcome, key=told.shard.encode(), value=encode(told), events=len(told.chains)
        )


def mentions(told: dict[str, Any], *, received: str | None) -> ArticleMentions:
    day = told["day"]
    chains = (
        [] if told["who"] is None else [chain(0, "visit", who(told["who"]), times=(when(day),))]
    )
    made = article(
        told["id"],
        *chains,
        story=f"visit {told['who']} {day}",
        published=day,
        version=told.get("version", 1),
        received=received,
    )
    made = replace(made, shard=told.get("shard", "en"))
    return (
        replace(canceled(made), article=replace(made.article, status="canceled"))
        if told.get("canceled")
        else made
    )
