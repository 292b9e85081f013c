"""The final records of a run without faults.

It is the same analysis and the same consolidation, with no broker and nothing that could fail.
"""

from collections.abc import Iterable
from typing import Any

import orjson

from schemas import Tick, decode, encode
from schemas.mentions import ArticleMentions
from tests.chaos.articles import Sent
from tests.chaos.light import LightAnalysis
from tests.chaos.traffic import END
from workers.consolidation import ConsolidationSettings, Consolidator
from workers.settings import Settings
from workers.streams.pool.outcomes import ARTICLE_STAGES, Analysis, Item, Output

RECEIVED = "2026-01-01T00:00:00Z"


def undisturbed(
    messages: Iterable[Sent], settings: Settings | None = None, analysis: Analysis | None = None
) -> list[dict[str, Any]]:
    """Return the records as JSON objects; articles that are refused are left out.

    The analysis is the light one unless told.
    """
    taken = settings or Settings()
    shards: dict[str, Consolidator] = {}
    for told in mentions_of(messages, analysis):
        shard = shards.setdefault(
            told.shard, Consolidator(ConsolidationSettings.from_settings(taken))
        )
        shard.apply(told)
    for name, shard in shards.items():
        shard.tick(Tick(shard=name, at=END, end=True))
    return [orjson.loads(encode(record)) for shard in shards.values() for record in shard.records()]


def mentions_of(
    messages: Iterable[Sent], analysis: Analysis | None = None
) -> list[ArticleMentions]:
    """Return what the stages before consolidation make of the articles."""
    reading = analysis or LightAnalysis(Settings().max_text_length)
    items = [Item(message.value, message.message_key, RECEIVED) for message in messages]
    for stage in ARTICLE_STAGES:
        outcomes = reading.run(stage, items)
        items = [Item(done.value, done.key, None) for done in outcomes if isinstance(done, Output)]
    return [decode(ArticleMentions, item.value or b"") for item in items]
