"""Units of consolidation when partitions go.

Nothing is written any more for what another worker may own.
"""

import secrets
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import UTC, datetime
from types import SimpleNamespace
from typing import Any

import orjson
import pytest

from schemas import Tick, encode
from tests.unit.consolidation.making import article, chain, when, who
from workers.settings import Settings
from workers.streams.dead_letters.limit import DeadLetterLimit
from workers.streams.failures.failure import Failure
from workers.streams.failures.worker_errors import SendError, StateError
from workers.streams.flow.sender import Sender
from workers.streams.messages.message import Original, Outgoing
from workers.streams.metrics.process_metrics import ProcessMetrics
from workers.streams.stages.consolidate import ConsolidateRunner
from workers.streams.stages.journal import Journal
from workers.streams.stages.rows import JOURNAL, ROW_ROOM, PartitionRows, row_key
from workers.streams.tracing.spans import UNRECORDED


class Sent:
    """Stands for the sender and the table: takes all, and remembers it."""

    def __init__(self, batch_limit: int = 1_000_000) -> None:
        self.batch_limit = batch_limit
        self.batches: list[dict[bytes, bytes | None]] = []
        self.stored: dict[bytes, bytes] = {}
        self.written: list[bytes] = []
        self.dropped: list[bytes] = []
        self.messages: list[Outgoing] = []

    async def put_at_once(self, _partition: int, rows: Mapping[bytes, bytes | None]) -> list[None]:
        size = sum(len(value or b"") for value in rows.values())
        if size > self.batch_limit:
            return []
        self.batches.append(dict(rows))
        for key, value in rows.items():
            if value is None:
                self.stored.pop(key, None)
            else:
                self.stored[key] = value
        return [None] * len(rows)

    async def put(self, _partition: int, key: bytes, value: bytes) -> None:
        self.written.append(key)
        self.stored[key] = value

    async def drop(self, _partition: int, key: bytes) -> None:
        self.dropped.append(key)
        self.stored.pop(key, None)

    def rows(self, _partition: int) -> list[tuple[bytes, bytes]]:
        return sorted(self.stored.items())

    def row(self, _partition: int, key: bytes) -> bytes | None:
        return self.stored.get(key)

    def about(self, partition: int) -> int:
        return len(self.rows(partition))

    async def send_outgoing(self, message: Outgoing) -> None:
        self.messages.append(message)

    async def settle(self, _futures: object) -> None:
        return


class Taken:
    """One message in work; `is_current` is asked before each."""

    def __init__(self, name: str, is_current: Callable[[], bool], **more: Any) -> None:
        visit = chain(0, "visit", who(f"Ada {name}"), times=(when("2024-03-01"),), **more)
        value = encode(
            article(
                name, visit, story=name, published="2024-03-01", received="2024-03-01T12:00:00Z"
            )
        )
        self.original = Original("mentions", 0, 0, b"en", value, [], None)
        self.is_current = is_current
        self.span = UNRECORDED
        self.subject = {"stage": "consolidate", "article_id": name}
        self.ends: list[str] = []

    async def finish(self) -> None:
        self.ends.append("finished")

    async def abandon(self) -> None:
        self.ends.append("abandoned")


def runner(sent: Any, **changed: Any) -> ConsolidateRunner:
    settings = Settings(**changed)
    made = ConsolidateRunner(
        settings=settings,
        intake=SimpleNamespace(),  # type: ignore[arg-type]  # not used by a unit
        sender=sent,
        table=sent,
        metrics=ProcessMetrics(),
        limit=DeadLetterLimit.of("consolidate", settings),
    )
    made.partitions[0] = made._empty()
    return made


async def test_a_unit_ends_with_the_message_under_way_when_its_partition_is_revoked(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    sent = Sent()
    revoked: list[bool] = []
    works = [Taken(name, lambda: not revoked) for name in ("a", "b", "c")]
    take = ConsolidateRunner._take

    def taking(*told: Any) -> None:
        take(*told)
        revoked.append(True)

    monkeypatch.setattr(ConsolidateRunner, "_take", taking)
    await runner(sent)._unit(0, works)  # type: ignore[arg-type]
    assert [work.ends for work in works] == [["finished"], ["abandoned"], ["abandoned"]]
    assert len(sent.messages) == 1


async def test_a_unit_of_a_partition_that_is_ours_is_done_whole() -> None:
    works = [Taken(name, lambda: True) for name in ("a", "b", "c")]
    await runner(Sent())._unit(0, works)  # type: ignore[arg-type]
    assert [work.ends for work in works] == [["finished"]] * 3


async def test_recovery_says_how_many_rows_are_taken_up_and_of_how_many() -> None:
    sent, heard = Sent(), []
    await runner(sent)._unit(0, [Taken("a", lambda: True)])  # type: ignore[list-item]
    count = len(sent.stored)
    made = runner(sent)
    made.recovering = lambda *told: heard.append(told)
    assert await made.recover({0})
    what = ("building the state", "rows")
    assert heard == [(*what, 0, count), (*what, count, count)]
    assert made.partitions[0].events_held() == 1


async def test_a_worker_that_has_failed_sends_nothing_more() -> None:
    failure = Failure(grace=60.0)
    sender = Sender(
        SimpleNamespace(failure=failure, producer=None), "consolidate", ProcessMetrics()
    )
    failure.error = StateError("its partitions are another's")
    with pytest.raises(SendError, match="stops"):
        await sender.send("events", b"key", b"value")


async def test_an_article_with_which_an_event_outgrows_a_message_is_refused_and_no_other() -> None:
    sent = Sent()
    made = runner(sent, max_message_bytes=ROW_ROOM + 4_000)
    large = Taken("b" * 2_000, lambda: True)
    works = [Taken("a", lambda: True), large, Taken("c", lambda: True)]
    await made._unit(0, works)  # type: ignore[arg-type]
    assert [work.ends for work in works] == [["finished"]] * 3
    topics = Counter(message.topic.rpartition(".")[2] for message in sent.messages)
    assert topics == {"events": 2, "dead-letters": 1}
    letter = next(message for message in sent.messages if message.topic.endswith("dead-letters"))
    assert letter.value == large.original.value
    assert (
        b"DATELINE_MAX_MESSAGE_BYTES" in dict(letter.headers)["__connect.errors.exception.message"]
    )


@pytest.mark.parametrize(
    ("mentions", "topics"),
    [
        ("events", {"dateline.events": 3}),
        ("all", {"dateline.events": 2, "dateline.all-mentions": 1}),
    ],
)
async def test_an_event_that_no_desk_logs_goes_to_its_own_topic_where_all_mentions_are_asked_for(
    mentions: str, topics: dict[str, int]
) -> None:
    sent = Sent()
    works = [
        Taken("a", lambda: True, level="main", salience=0.1),
        Taken("b", lambda: True, level="reported", salience=0.5),
        Taken("c", lambda: True, level="reported", salience=0.3),
    ]
    await runner(sent, mentions=mentions)._unit(0, works)  # type: ignore[arg-type]
    assert Counter(message.topic for message in sent.messages) == topics


async def test_a_unit_publishes_one_version_of_each_event_that_it_touches() -> None:
    sent = Sent()
    works = visits("a", "b", "c")
    await runner(sent)._unit(0, works)
    (record,) = [orjson.loads(message.value or b"") for message in sent.messages]
    assert (record["version"], [line["id"] for line in record["articles"]]) == (3, ["a", "b", "c"])
    assert {change["field"]: change["version"] for change in record["changes"]}["articles"] == 3


async def test_a_unit_whose_rows_and_journal_outgrow_a_message_is_written_ahead_in_parts() -> None:
    sent = Sent(batch_limit=20_000)
    works = [Taken(secrets.token_hex(700), lambda: True) for _ in range(20)]
    await runner(sent, max_message_bytes=ROW_ROOM + 20_000)._unit(0, works)  # type: ignore[arg-type]
    kinds = [orjson.loads(key)[0] for key in sent.written]
    head = sent.written.index(JOURNAL)
    assert head > 0
    assert set(kinds[: head + 1]) == {"journal"}
    assert "journal" not in kinds[head + 1 :]
    assert sorted(sent.dropped) == sorted(sent.written[: head + 1])
    assert sent.dropped[0] == JOURNAL


async def test_watermark_and_open_windows_of_a_shard_are_told_until_the_partition_goes() -> None:
    made = runner(Sent())
    works = [Taken(name, lambda: True) for name in ("a", "b")]
    await made._unit(0, works)  # type: ignore[arg-type]
    arrival, settings = datetime(2024, 3, 1, 12, tzinfo=UTC).timestamp(), made.settings
    hours = settings.future_skew_hours - settings.allowed_lateness_hours
    [(key, watermark)] = made.metrics.watermark.values.items()
    assert (key[0], watermark) == ("0", arrival + hours * 3_600)
    assert list(made.metrics.open_windows.values.values()) == [2]
    assert made.metrics.events.value(partition=0) == 2
    await made.release()
    assert made.metrics.watermark.values == made.metrics.open_windows.values == {}
    assert made.metrics.events.values == {}


class CutOff(Sent):
    """Fails at the first message."""

    fails = True

    async def send_outgoing(self, message: Outgoing) -> None:
        if self.fails:
            raise SendError("killed")
        await super().send_outgoing(message)


def visits(*names: str) -> list[Any]:
    """Articles of one event."""
    works = [Taken(name, lambda: True) for name in names]
    for work, name in zip(works, names, strict=True):
        visit = chain(0, "visit", who("Ada Abel"), times=(when("2024-03-01"),))
        told = article(
            name, visit, story="visit", published="2024-03-01", received="2024-03-01T12:00:00Z"
        )
        work.original = replace(work.original, value=encode(told))
    return works


async def test_rows_of_a_unit_and_its_journal_are_one_batch_that_holds_each_record_once() -> None:
    sent = Sent()
    await runner(sent)._unit(0, visits("a"))
    [batch], [message] = sent.batches, sent.messages
    assert {orjson.loads(key)[0] for key in batch} == {"article", "event", "clock", "journal"}
    assert sent.written == []
    assert [key for key, value in batch.items() if (message.value or b"-") in (value or b"")] == [
        message.row
    ]
    assert Journal.unpack(batch[JOURNAL] or b"", lambda _key: message.value).messages == [message]
    assert sent.dropped == [JOURNAL]


@pytest.mark.parametrize("batch_limit", [1_000_000, 0], ids=["in one batch", "ahead"])
async def test_a_unit_cut_off_before_its_messages_is_finished_with_the_same_bytes(
    batch_limit: int,
) -> None:
    whole, cut = Sent(batch_limit), CutOff(batch_limit)
    await runner(whole)._unit(0, visits("a"))
    with pytest.raises(SendError):
        await runner(cut)._unit(0, visits("a"))
    assert JOURNAL in cut.stored
    cut.fails = False
    assert await runner(cut).recover({0})
    assert cut.messages == whole.messages
    assert cut.stored == whole.stored


async def test_a_record_that_waits_is_stored_once_and_read_back_with_its_row() -> None:
    sent = Sent()
    made = runner(sent, coalesce_seconds=60.0)
    await made._unit(0, visits("a"))
    await made._unit(0, visits("b"))
    [(key, message)] = made.partitions[0].outbox.held.items()
    again = runner(sent)
    again.partitions[0].restore(rows_of(sent))
    assert again.partitions[0].outbox.held == {key: message}
    assert (message.value or b"-") not in sent.stored[row_key("held", *key)]


async def test_a_record_that_waits_holds_itself_once_the_row_of_its_event_is_dropped() -> None:
    sent = Sent()
    made = runner(sent, coalesce_seconds=60.0, retention_days=1.0)
    await made._unit(0, visits("a"))
    (tick,) = visits("tick")
    tick.original = replace(tick.original, value=encode(Tick("en", "2024-06-01T12:00:00Z")))
    await made._unit(0, [tick])
    assert made.partitions[0].events_held() == 0
    [(key, message)] = made.partitions[0].outbox.held.items()
    assert orjson.loads(message.value or b"")["status"] == "closed"
    again = runner(sent)
    again.partitions[0].restore(rows_of(sent))
    assert again.partitions[0].outbox.held == {key: replace(message, row=None)}


def rows_of(sent: Sent) -> PartitionRows:
    rows = PartitionRows()
    for key, value in sent.rows(0):
        rows.add(key, value)
    return rows
