"""Recovery of a large state: how long a worker without local state takes to be ready.

`make recovery` fills the changelog with the rows of 100,000 events and tells the time. The rows are
those of one visit, told by one article, under as many names, places and days; names of equal length
keep every offset right. Runs on Apache Kafka with one broker. Exits 1 where it takes longer than it
may, or where `/readyz` said yes before.
"""

import argparse
import asyncio
import os
import re
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from random import Random
from typing import Any
from urllib.error import HTTPError
from urllib.request import urlopen

from aiokafka import AIOKafkaProducer
from aiokafka.admin import AIOKafkaAdminClient, NewTopic

from schemas import encode
from tests.chaos.articles import Sent, article, visit_sentence
from tests.chaos.fleet import Place
from tests.chaos.scene import Scene, scene
from tests.chaos.undisturbed import mentions_of
from tests.kafka.fixtures import kafka_of
from workers.consolidation import Clock, ConsolidationSettings, Consolidator
from workers.settings import Settings
from workers.streams.apache_broker.node import free_ports
from workers.streams.kafka.connection import connection
from workers.streams.stages.rows import changed_rows, row_key

BAR = 30.0
SHARDS = 4
DAY = date(2024, 1, 10)
LETTERS = "abcdefghijklmnopqrstuvwxyz"
FINGERPRINT = re.compile(rb'"exact":"[0-9a-f]{64}","minhash":\[([0-9]+,?)+\]')


def rows(count: int, seed: int) -> Iterator[tuple[int, bytes, bytes]]:
    """Yield partition, key and value of every row.

    There is an event and an article for each number, and a clock for each shard.
    """
    chance = Random(seed)
    shards = [f"desk-{number}" for number in range(SHARDS)]
    template = _template()
    for number in range(count):
        turn = number % SHARDS
        (article_key, mentions), (event_key, event) = _renamed(
            template, number, shards[turn], chance
        )
        yield from ((turn, article_key, mentions), (turn, event_key, event))
    rules = Consolidator(ConsolidationSettings()).rules
    for number, shard in enumerate(shards):
        yield number, row_key("clock", shard), encode(Clock(born=count, rules=rules))


def _template() -> list[tuple[bytes, bytes]]:
    """The rows of one visit, with `EVENTID`, `ARTICLE` and `SHARD` in place of what names them."""
    told = article(
        "ARTICLE",
        f"Nothing of note. {visit_sentence(0, DAY)}",
        title="Ada Abel in Adaabel",
        published=DAY.isoformat(),
        shard="SHARD",
    )
    mentions = mentions_of([Sent("ARTICLE", told, "SHARD")])[0]
    # By its name alone, or all visits of a day would be one story.
    mentions = replace(mentions, story=(("Ada Abel", 1.0),))
    consolidator = Consolidator(ConsolidationSettings())
    changes = consolidator.apply(mentions)
    event_id = changes.events_put[0].stored.event_id.encode()
    kept = changed_rows("SHARD", changes)
    return [
        (key.replace(event_id, b"EVENTID"), (value or b"").replace(event_id, b"EVENTID"))
        for key, value in kept.items()
        if b"clock" not in key
    ]


def _renamed(
    template: list[tuple[bytes, bytes]], number: int, shard: str, chance: Random
) -> list[tuple[bytes, bytes]]:
    first, last = (_word(chance, length) for length in (3, 4))
    day = (DAY + timedelta(days=number % 360)).isoformat()
    pairs = {
        "Ada Abel": f"{first.capitalize()} {last.capitalize()}",
        "Adaabel": f"{first.capitalize()}{last}",
        "ada-abel": f"{first}-{last}",
        "adaabel": f"{first}{last}",
        DAY.isoformat(): day,
    }
    pairs |= {"EVENTID": f"e{number:011}", "ARTICLE": f"a{number:06}", "SHARD": shard}
    pairs['"born":0'] = f'"born":{number}'
    own = _fingerprint(chance)
    return [
        (_replaced(key, pairs), FINGERPRINT.sub(own, _replaced(value, pairs)))
        for key, value in template
    ]


def _replaced(text: bytes, pairs: dict[str, str]) -> bytes:
    for old, new in pairs.items():
        text = text.replace(old.encode(), new.encode())
    return text


def _fingerprint(chance: Random) -> bytes:
    minhash = ",".join(str(chance.getrandbits(32)) for _ in range(64))
    return f'"exact":"{chance.randbytes(32).hex()}","minhash":[{minhash}]'.encode()


def _word(chance: Random, length: int) -> str:
    return "".join(chance.choice(LETTERS) for _ in range(length))


async def fill(settings: Settings, count: int, seed: int) -> int:
    """Make the changelog topic and put the rows into it; returns how many there are."""
    topic = f"{settings.group_prefix}-consolidate-state-changelog"
    admin = AIOKafkaAdminClient(**connection(settings))
    await admin.start()
    configs = {"cleanup.policy": "compact", "max.message.bytes": str(settings.max_message_bytes)}
    await admin.create_topics(
        [NewTopic(topic, SHARDS, settings.replication, topic_configs=configs)]
    )
    await admin.close()
    sent = 0
    async with AIOKafkaProducer(
        **connection(settings), acks="all", linger_ms=20, max_batch_size=1 << 20
    ) as producer:
        for partition, key, value in rows(count, seed):
            await producer.send(topic, value, key, partition=partition)
            sent += 1
        await producer.flush()
    return sent


async def until_ready(run: Scene, seconds: float) -> list[tuple[float, bool]]:
    """Ask `/readyz` until it says yes; returns the answers with their times from now."""
    began = time.monotonic()
    answers: list[tuple[float, bool]] = []
    async with asyncio.timeout(seconds):
        while not (answers and answers[-1][1]):
            ready = await asyncio.to_thread(_is_ready, run.settings.web_port)
            if ready is not None:
                answers.append((time.monotonic() - began, ready))
            await asyncio.sleep(0.2)
    return answers


def processor_seconds(place: Place) -> float:
    """Return what the worker has used of the processor; on Linux.

    That is how long it takes on a machine that does nothing else.
    """
    if place.process is None:
        return 0.0
    _, _, told = Path(f"/proc/{place.process.pid}/stat").read_text().rpartition(")")
    user, system = told.split()[11:13]
    return (int(user) + int(system)) / os.sysconf("SC_CLK_TCK")


def _is_ready(port: int) -> bool | None:
    """None where the server does not answer yet."""
    try:
        with urlopen(f"http://127.0.0.1:{port}/readyz", timeout=5):
            return True
    except HTTPError:
        return False
    except OSError:
        return None


async def main(count: int, seed: int) -> int:
    """Run it and print the figures; returns the exit status."""
    changed: dict[str, Any] = {
        "stages": ("consolidate",),
        "web_enabled": True,
        "web_port": free_ports(1)[0],
    }
    with (
        tempfile.TemporaryDirectory(prefix="dateline-recovery") as name,
        kafka_of(Path(name) / "brokers", 1) as kafka,
    ):
        run = await scene(kafka, "recovery", Path(name), 1, **changed)
        written = await fill(run.settings, count, seed)
        async with run.fleet as fleet:
            fleet.scale(1)
            answers = await until_ready(run, 600)
            used = processor_seconds(fleet.places[0])
            stopped = await fleet.stop()
            sys.stdout.write(run.fleet.places[0].log.read_text())
    seconds = answers[-1][0]
    sys.stdout.write(
        f"{count} events, {written} rows: ready {seconds:.1f} s after its start, "
        f"of them {used:.1f} s of processor time, after {len(answers) - 1} times no; "
        f"stopped with {stopped}; load {os.getloadavg()[0]:.1f}\n"
    )
    return 0 if seconds <= BAR and len(answers) > 1 and stopped == [0] else 1


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--events", type=int, default=100_000)
    parser.add_argument("--seed", type=int, default=1)
    told = parser.parse_args()
    sys.exit(asyncio.run(main(told.events, told.seed)))
