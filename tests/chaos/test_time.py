import asyncio
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from tests.chaos.account import Outcome, outcome_of
from tests.chaos.articles import Sent, article, visit_sentence
from tests.chaos.scene import scene
from tests.kafka.fixtures import Kafka
from workers.settings import Settings

HOUR = 3600.0
GAP = 15.0
"""Seconds of quiet after which a window closes in these tests."""


def visit(number: int, published: datetime, shard: str = "desk-0") -> Sent:
    name = f"v{number:03}"
    text = f"Report {name}. {visit_sentence(number, published.date())}"
    return Sent(
        name, article(name, text, title="", published=published.isoformat(), shard=shard), shard
    )


@pytest.mark.parametrize("kill", [False, True], ids=["undisturbed", "killed with open windows"])
async def test_dates_in_the_future_a_quiet_shard_and_an_article_of_three_years_ago(
    kafka: Kafka, tmp_path: Path, say: Callable[[str], None], *, kill: bool
) -> None:
    now = datetime.now(UTC)
    run = await scene(
        kafka,
        f"time{int(kill)}",
        tmp_path,
        1,
        window_gap_hours=GAP / HOUR,
        allowed_lateness_hours=0.0,
        future_skew_hours=1 / HOUR,
        retention_days=365.0,
        idle_seconds=2.0,
        tick_seconds=0.2,
        coalesce_seconds=0.2,
    )
    async with run.fleet as fleet:
        fleet.scale(1)
        await run.feed.send([visit(1, now)])
        await run.extracted(1, seconds=60)
        sound = visit(2, datetime.now(UTC), "desk-1")
        wrong = visit(3, now + timedelta(days=27_000), "desk-1")
        old = visit(4, now - timedelta(days=3 * 365), "desk-1")
        opened = datetime.now(UTC)
        await run.feed.send([sound, wrong, old])
        early = await _until(run.settings, lambda found: len(found.told) == 4, 30)
        if (datetime.now(UTC) - opened).total_seconds() < GAP - 3:
            assert {
                record["status"] for record in early.final if record["articles"][0]["id"] == "v002"
            } == {"open"}
        if kill:
            fleet.kill(0)
        closed = await _until(run.settings, _all_closed, 120)
        assert await fleet.stop() == [0], fleet.tail()
    assert closed.late == set()
    assert closed.in_events == {"v001", "v002", "v003", "v004"}
    closings = {
        name: sum(record["status"] == "closed" for record in told)
        for name, told in closed.told.items()
    }
    assert set(closings.values()) == {1}
    say(
        "a date in 2098, a quiet shard, an article of three years ago: "
        f"4 windows closed once each{', after a kill' * kill}"
    )


def _all_closed(found: Outcome) -> bool:
    return len(found.final) == 4 and all(record["status"] == "closed" for record in found.final)


async def _until(settings: Settings, enough: Callable[[Outcome], bool], seconds: float) -> Outcome:
    async with asyncio.timeout(seconds):
        while True:
            found = await outcome_of(settings)
            if enough(found):
                return found
            await asyncio.sleep(0.5)
