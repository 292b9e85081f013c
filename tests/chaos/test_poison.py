from collections.abc import Callable
from pathlib import Path
from random import Random

from aiokafka import ConsumerRecord

from tests.chaos.articles import generated
from tests.chaos.poison import KINDS, harmless, poison
from tests.chaos.scene import scene
from tests.chaos.traffic import topic_content
from tests.kafka.fixtures import Kafka

SHARE = 100
"""One message in so many is poison."""


async def test_of_one_poisoned_article_in_a_hundred_only_that_one_is_refused(
    kafka: Kafka, tmp_path: Path, say: Callable[[str], None], articles: int, seed: int
) -> None:
    run = await scene(kafka, "poison", tmp_path, 1, batch_articles=16, batch_timeout=3.0)
    sound = generated(max(articles // 8, SHARE * len(KINDS)), seed=seed + 5) + harmless(
        "odd", "desk-0"
    )
    bad = poison(len(sound) // SHARE)
    messages = sound + bad
    Random(seed).shuffle(messages)
    refused = frozenset(message.article_id for message in bad)
    async with run.fleet as fleet:
        fleet.scale(1)
        await run.feed.send(messages)
        said = await run.account(messages, seconds=400, refused=refused)
        assert await fleet.stop() == [0], fleet.tail()
        assert not fleet.exits, fleet.tail()
    letters = await topic_content(run.settings, "dead-letters")
    values = {message.article_id: message.value for message in bad}
    assert all(
        letter.value == values[_name(letter)]
        for letter in letters
        if _topic(letter).endswith("articles")
    )
    assert all(dict(letter.headers)["__connect.errors.exception.message"] for letter in letters)
    assert {_topic(letter).rpartition(".")[2] for letter in letters} == {"articles", "annotated"}
    say(f"poison of {len(KINDS)} kinds among {len(messages)} messages: {said}")


def _name(letter: ConsumerRecord) -> str:
    return (letter.key or b"").decode()


def _topic(letter: ConsumerRecord) -> str:
    return str(dict(letter.headers)["__connect.errors.topic"], "utf-8")
