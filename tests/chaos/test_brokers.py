import asyncio
from collections.abc import Callable
from pathlib import Path

from tests.chaos.articles import generated
from tests.chaos.scene import scene
from tests.chaos.traffic import leader_of
from tests.kafka.fixtures import Kafka

WITHOUT_BROKERS = 60.0
WORKERS = 2


async def test_brokers_restarted_one_killed_and_then_none_for_a_minute_lose_nothing(
    kafka: Kafka, tmp_path: Path, say: Callable[[str], None], articles: int, seed: int
) -> None:
    cluster = kafka.needed_cluster()
    count = articles // 8
    run = await scene(kafka, "brokers", tmp_path, WORKERS)
    messages = generated(count, seed=seed + 2)
    async with run.fleet as fleet:
        fleet.scale(WORKERS)
        feeding = asyncio.create_task(run.feed.send(messages, per_second=count / 120))
        await run.extracted(len(messages) * 0.05, seconds=120)
        for number in cluster.numbers:
            await asyncio.to_thread(cluster.restart, number)
        await run.extracted(len(messages) * 0.2, seconds=240)
        leader = await leader_of(run.settings, "mentions")
        cluster.kill(leader)
        await run.extracted(len(messages) * 0.4, seconds=240)
        await asyncio.to_thread(cluster.start_all)
        await asyncio.to_thread(cluster.kill_all)
        await asyncio.sleep(WITHOUT_BROKERS)
        await asyncio.to_thread(cluster.start_all)
        await feeding
        said = await run.account(messages, seconds=400)
        assert set(await fleet.stop()) == {0}, fleet.tail()
    say(
        f"rolling restart, leader {leader} killed, {WITHOUT_BROKERS:.0f} s without brokers: "
        f"{said}; {run.feed.sent_again} sends repeated by the source, "
        f"workers exited {len(fleet.exits)} times to be restarted"
    )
