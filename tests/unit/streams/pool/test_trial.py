"""Reading one text, in a process of its own or of the pool, with fakes in place of the model."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress

import pytest

from workers.settings import Settings
from workers.streams.failures.worker_errors import PoolError
from workers.streams.messages.refusal import Refusal
from workers.streams.metrics.process_metrics import ProcessMetrics
from workers.streams.pool import trial as trials
from workers.streams.pool.lending import Lending
from workers.streams.pool.outcomes import Item
from workers.streams.pool.pool import Pool
from workers.streams.pool.trial import MOST_AT_ONCE, TooManyError, Trial

FAKES = "tests.stream.fakes"


@asynccontextmanager
async def running(analysis: str = "echo") -> AsyncIterator[Trial]:
    trial = Trial(Settings(), analysis=f"{FAKES}:{analysis}")
    task = asyncio.ensure_future(trial.run())
    yield trial
    task.cancel()
    with suppress(asyncio.CancelledError):
        await task
    assert (
        trial._slot.pid is None
        or trial._slot._process is None
        or trial._slot._process.returncode is not None
    )


async def test_what_a_stage_refuses_is_told_with_its_reason() -> None:
    async with running() as trial:
        assert await trial.read(b"BAD", key=b"k") == Refusal("it is bad for prepare", "line 1")


async def test_a_text_that_ends_the_process_is_refused_and_the_next_one_is_read() -> None:
    async with running() as trial:
        refusal = await trial.read(b"DIE", key=b"k")
        assert isinstance(refusal, Refusal)
        assert "died" in refusal.reason
        assert await trial.read(b"BAD", key=b"k") == Refusal("it is bad for prepare", "line 1")


async def test_a_text_that_takes_too_long_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(trials, "STAGE_SECONDS", 0.3)
    async with running() as trial:
        refusal = await trial.read(b"HANG", key=b"k")
        assert isinstance(refusal, Refusal)
        assert "hung" in refusal.reason


async def test_too_many_texts_at_once_are_refused_and_those_under_way_are_read() -> None:
    async with running() as trial, asyncio.TaskGroup() as readers:
        under_way = [readers.create_task(trial.read(b"BAD", key=b"k")) for _ in range(MOST_AT_ONCE)]
        await asyncio.sleep(0)
        with pytest.raises(TooManyError):
            await trial.read(b"BAD", key=b"k")
    assert all(isinstance(task.result(), Refusal) for task in under_way)


async def test_a_pipeline_that_cannot_be_loaded_is_an_error_of_ours() -> None:
    async with running("cannot_load") as trial:
        trial.warm()
        with pytest.raises(PoolError):
            await trial.read(b"x", key=b"k")


async def test_the_process_is_started_before_the_first_text_and_ended_when_nobody_asks(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(trials, "LOOK_SECONDS", 0.02)
    monkeypatch.setattr(trials, "IDLE_SECONDS", 0.2)
    async with running() as trial, asyncio.timeout(30):
        trial.warm()
        while trial._slot.pid is None:  # noqa: ASYNC110 - it tells no event
            await asyncio.sleep(0.01)
        while trial._slot.pid is not None:  # noqa: ASYNC110
            await asyncio.sleep(0.01)


@pytest.fixture
def metrics() -> ProcessMetrics:
    return ProcessMetrics()


@asynccontextmanager
async def beside_a_pool(metrics: ProcessMetrics) -> AsyncIterator[tuple[Pool, Trial]]:
    settings = Settings(pool_processes=1, batch_timeout=2.0)
    pool = Pool(settings, f"{FAKES}:echo", metrics)
    trial = Trial(settings, lending=Lending(pool), analysis=f"{FAKES}:echo")
    task = asyncio.ensure_future(trial.run())
    try:
        yield pool, trial
    finally:
        task.cancel()
        with suppress(asyncio.CancelledError):
            await task
        pool.close()


async def test_a_text_is_read_by_a_process_of_the_pool_that_has_nothing_to_do(
    metrics: ProcessMetrics,
) -> None:
    async with beside_a_pool(metrics) as (pool, trial):
        reading = asyncio.ensure_future(trial.read(b"BAD", key=b"k"))
        await pool.start()
        assert isinstance(await reading, Refusal)
        assert trial._slot.pid is None
        assert len(await pool.run("prepare", [Item(b"x", b"k", None)])) == 1
        assert isinstance(await trial.read(b"DIE", key=b"k"), Refusal)
        # The pool replaces what the text cost it.
        assert len(await pool.run("prepare", [Item(b"x", b"k", None)])) == 1
        assert trial._slot.pid is None


async def test_while_the_pool_has_work_a_text_is_read_by_a_process_beside_it(
    metrics: ProcessMetrics,
) -> None:
    async with beside_a_pool(metrics) as (pool, trial), asyncio.TaskGroup() as tasks:
        await pool.start()
        batch = tasks.create_task(pool.run("prepare", [Item(b"HANG", b"k", None)]))
        await asyncio.sleep(0)
        assert await trial.read(b"BAD", key=b"k") == Refusal("it is bad for prepare", "line 1")
        assert trial._slot.pid is not None
        assert not batch.done()
