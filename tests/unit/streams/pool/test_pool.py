import asyncio
import os
import signal
from collections.abc import Iterator

import pytest

from workers.settings import Settings
from workers.streams.failures.worker_errors import PoolError
from workers.streams.messages.refusal import Refusal
from workers.streams.metrics.process_metrics import ProcessMetrics
from workers.streams.pool.outcomes import Item, Output
from workers.streams.pool.pool import Pool


def items(*values: bytes) -> list[Item]:
    return [Item(value, str(number).encode(), None) for number, value in enumerate(values)]


@pytest.fixture
def metrics() -> ProcessMetrics:
    return ProcessMetrics()


@pytest.fixture
def pool(metrics: ProcessMetrics) -> Iterator[Pool]:
    pool = Pool(
        Settings(pool_processes=1, batch_timeout=2.0, articles_per_process=10),
        "tests.stream.fakes:echo",
        metrics,
    )
    yield pool
    pool.close()


async def test_each_item_has_its_outcome_in_order(pool: Pool) -> None:
    outcomes = await pool.run("prepare", items(b"one", b"BAD", b"three"))
    assert [type(outcome) for outcome in outcomes] == [Output, Refusal, Output]
    assert isinstance(outcomes[2], Output)
    assert outcomes[2].value == b"three"


async def test_of_a_batch_that_kills_its_process_only_the_killer_is_refused(
    pool: Pool, metrics: ProcessMetrics
) -> None:
    outcomes = await pool.run("prepare", items(b"one", b"DIE", b"three"))
    assert [type(outcome) for outcome in outcomes] == [Output, Refusal, Output]
    refusal = outcomes[1]
    assert isinstance(refusal, Refusal)
    assert (refusal.error, refusal.attempts) == ("ProcessDied", 3)
    assert "exit status 3" in refusal.reason
    assert metrics.pool_failures.value(stage="prepare", reason="died") == 3


async def test_of_a_batch_in_which_one_takes_all_memory_only_that_one_is_refused(
    pool: Pool,
) -> None:
    outcomes = await pool.run("prepare", items(b"one", b"FILL", b"three"))
    assert [type(outcome) for outcome in outcomes] == [Output, Refusal, Output]


async def test_of_a_batch_that_hangs_only_the_one_that_hangs_is_refused(
    pool: Pool, metrics: ProcessMetrics
) -> None:
    outcomes = await pool.run("annotate", items(b"one", b"HANG"))
    assert [type(outcome) for outcome in outcomes] == [Output, Refusal]
    assert metrics.pool_failures.value(stage="annotate", reason="hung") == 3


async def test_the_log_names_the_article_that_was_tried_alone(
    pool: Pool, caplog: pytest.LogCaptureFixture
) -> None:
    about = {"stage": "prepare", "article_id": "a1", "trace_id": "0af7"}
    await pool.run("prepare", [Item(b"DIE", b"a1", None, about), Item(b"x", b"a2", None)])
    told = [vars(record) for record in caplog.records]
    named = [line["article_id"] for line in told if "article_id" in line]
    assert named == ["a1", "a1"]
    assert all(line["stage"] == "prepare" for line in told)


async def test_a_process_killed_from_outside_costs_nothing(pool: Pool) -> None:
    await pool.start()
    os.kill(pool.pids()[0], signal.SIGKILL)
    outcomes = await pool.run("extract", items(b"one", b"two"))
    assert [type(outcome) for outcome in outcomes] == [Output, Output]


async def test_a_process_is_replaced_after_its_share_of_articles(
    pool: Pool, metrics: ProcessMetrics
) -> None:
    await pool.run("prepare", items(*[b"x"] * 10))
    before = pool.pids()
    await pool.run("prepare", items(b"x"))
    assert pool.pids() != before
    assert metrics.pool_recycled.value() == 1


async def test_a_pipeline_that_cannot_be_loaded_is_told() -> None:
    pool = Pool(Settings(pool_processes=1), "tests.stream.fakes:cannot_load", ProcessMetrics())
    with pytest.raises(PoolError, match="ended while loading"):
        await pool.run("prepare", items(b"x"))
    pool.close()


async def test_idle_processes_read_equal_shares_of_a_batch(metrics: ProcessMetrics) -> None:
    pool = Pool(Settings(pool_processes=2, batch_timeout=2.0), "tests.stream.fakes:echo", metrics)
    try:
        await pool.start()
        outcomes = await pool.run("prepare", items(b"one", b"two", b"three"))
        assert [one.value for one in outcomes if isinstance(one, Output)] == [
            b"one",
            b"two",
            b"three",
        ]
        lent = await pool.lend(), await pool.lend()
        assert sorted(slot.articles for slot in lent if slot is not None) == [1, 2]
    finally:
        pool.close()


async def test_the_state_of_each_process_is_told(metrics: ProcessMetrics) -> None:
    def states() -> dict[str, float]:
        return {key: number for (key,), number in metrics.pool_processes.values.items() if number}

    async def turns() -> None:
        for _ in range(3):
            await asyncio.sleep(0)

    pool = Pool(Settings(pool_processes=2, batch_timeout=2.0), "tests.stream.fakes:echo", metrics)
    try:
        assert states() == {}
        starting = asyncio.ensure_future(pool.start())
        await turns()
        assert states() == {"starting": 2}
        await starting
        assert states() == {"idle": 2}
        for articles, wanted in ((2, {"busy": 2}), (1, {"idle": 1, "busy": 1})):
            working = asyncio.ensure_future(pool.run("annotate", items(*[b"x"] * articles)))
            await turns()
            assert states() == wanted
            await working
        await pool.run("annotate", items(b"DIE"))
        assert states() == {"ended": 2}
    finally:
        pool.close()


async def test_the_slow_articles_are_told(pool: Pool, metrics: ProcessMetrics) -> None:
    await pool.run("annotate", items(b"long" * 9, b"BAD", b"x"))
    assert [one.article_id for one in metrics.slowest.ranked()] == ["0", "1", "2"]
