"""An operator's decisions on the embedded broker.

They come before their articles and after them, are taken back, and last through a crash.
"""

from collections.abc import Iterable

import orjson

from schemas import Decision, EventRecord, Tick
from schemas.event import MentionLine
from tests.stream.fakes import mentions
from tests.stream.harness import Fed, Stream, all_closed, visit
from tests.stream.test_consolidation_stream import comparable
from workers.consolidation import ConsolidationSettings, Consolidator
from workers.streams.publishing.decision_publisher import publish_decision

FED = [visit("a", "Anna Berg", day="2024-02-10"), visit("b", "Anna Berg", day="2024-02-10")]
OTHER = [visit("c", "Carlos Duarte", day="2024-03-10"), visit("d", "Esra Falk", day="2024-05-10")]


def naming(fed: Fed) -> tuple[MentionLine, ...]:
    told = mentions(orjson.loads(fed[1] or b""), received=None)
    trigger = told.chains[0].mentions[0]
    return (MentionLine(told.article.id, trigger.field, trigger.start, trigger.end, trigger.text),)


JOIN = Decision(
    "j", "en", "join", naming(OTHER[0]), naming(OTHER[1]), "ed", "one tour", "2024-06-01T00:00:00Z"
)
SPLIT = Decision(
    "s", "en", "split", naming(FED[0]), naming(FED[1]), "ed", "two visits", "2024-06-01T00:00:00Z"
)
REVOKED = Decision(
    "s", "en", "split", (), (), "ed", "one after all", "2024-06-02T00:00:00Z", 2, "revoked"
)


def groups(records: Iterable[EventRecord]) -> list[list[str]]:
    """The articles with mentions of each event that stands."""
    standing = [record for record in records if record.status in {"open", "closed"}]
    return sorted(sorted(line.article_id for line in record.mentions) for record in standing)


async def test_decisions_hold_before_and_after_their_articles_and_through_a_crash_until_revoked(
    stream: Stream,
) -> None:
    await publish_decision(stream.settings, JOIN)
    worker = stream.start("teller")
    await stream.feed([*FED, *OTHER])
    await stream.records(lambda records: groups(records.values()) == [["a", "b"], ["c", "d"]])
    await publish_decision(stream.settings, SPLIT)
    await stream.records(lambda records: groups(records.values()) == [["a"], ["b"], ["c", "d"]])
    stream.kill(worker)
    worker = stream.start("teller")
    await stream.feed([visit("e", "Carlos Duarte", day="2024-03-10")])
    await stream.records(
        lambda records: groups(records.values()) == [["a"], ["b"], ["c", "d", "e"]]
    )
    await publish_decision(stream.settings, REVOKED)
    await stream.end("en")
    records = await stream.records(all_closed(2))
    pure = Consolidator(ConsolidationSettings())
    pure.decide(JOIN)
    for _key, value in (*FED, *OTHER, visit("e", "Carlos Duarte", day="2024-03-10")):
        pure.apply(mentions(orjson.loads(value or b""), received=None))
    pure.tick(Tick("en", "9999-12-31T23:59:59Z", end=True))
    assert comparable(records.values()) == comparable(pure.records())
    assert [
        line.id
        for record in records.values()
        for line in record.decisions
        if record.status == "closed"
    ] == ["j"]
    assert stream.stop(worker) == 0, stream.tail()
