from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from tests.chaos.account import figures, judge, outcome_of
from tests.chaos.articles import generated
from tests.chaos.fleet import Fleet
from tests.chaos.scene import scene
from tests.chaos.traffic import Watch, all_done, topic_content
from tests.chaos.undisturbed import undisturbed
from tests.kafka.fixtures import Kafka
from tests.records import canonical
from workers.settings import Settings


async def test_a_replay_of_all_mentions_after_a_crash_tells_every_version_with_the_same_bytes(
    kafka: Kafka, tmp_path: Path, say: Callable[[str], None], articles: int, seed: int
) -> None:
    run = await scene(kafka, "replay", tmp_path, 1)
    messages = generated(articles // 8, seed=seed + 3)
    async with run.fleet as fleet:
        fleet.scale(1)
        await run.feed.send(messages)
        await run.extracted(len(messages) / 2, seconds=240)
        fleet.kill(0)
        await run.account(messages, seconds=400)
        await fleet.stop()
    first = await last_bytes(run.settings)
    again = replace(
        run.settings,
        group_prefix="replay-again",
        state_dir=tmp_path / "again",
        stages=("consolidate",),
        in_flight_articles=16,
        coalesce_seconds=0.0,
    )
    told = await count(run.settings)
    async with Fleet(again, 1) as fleet:
        fleet.scale(1)
        await Watch(again).until(all_done, seconds=300)
        assert await fleet.stop() == [0], fleet.tail()
    assert await last_bytes(run.settings) == first
    outcome = await outcome_of(run.settings)
    judged = judge(run.feed.acknowledged, outcome, undisturbed=undisturbed(messages, run.settings))
    assert not judged.findings, "\n".join(judged.findings)
    say(
        f"replay of all mentions: {len(first)} final records, the same bytes; "
        f"{await count(run.settings) - told} records told again; "
        f"{figures(run.feed.acknowledged, outcome)}"
    )


async def test_a_replay_of_all_articles_into_fresh_topics_ends_in_the_same_records(
    kafka: Kafka, tmp_path: Path, say: Callable[[str], None], articles: int, seed: int
) -> None:
    messages = generated(articles // 8, seed=seed + 4)
    finals = []
    for turn, (order, batch) in enumerate(((messages, 64), (messages[::-1], 3))):
        run = await scene(kafka, f"fresh{turn}", tmp_path, 1, batch_articles=batch)
        async with run.fleet as fleet:
            fleet.scale(1)
            await run.feed.send(order)
            said = await run.account(messages, seconds=400)
            await fleet.stop()
        finals.append(canonical((await outcome_of(run.settings)).final))
    assert finals[0] == finals[1]
    say(
        "all articles, forwards and then backwards at another speed: "
        f"{len(finals[0])} final records, the same content; {said}"
    )


async def last_bytes(settings: Settings) -> dict[bytes | None, bytes | None]:
    return {message.key: message.value for message in await topic_content(settings, "events")}


async def count(settings: Settings) -> int:
    return len(await topic_content(settings, "events"))
