"""The Kafka clients that people have, each as it is without any tuning.

It is what a newcomer writes, in as few lines.
"""

import asyncio
import subprocess
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from importlib.util import find_spec
from shutil import which

SECONDS = 60.0
Fed = tuple[bytes, bytes]
"""Key and value of a message."""
Enough = Callable[[bytes], bool]
"""Whether a value is the one that is waited for."""


@dataclass(frozen=True)
class Client:
    """A client: how it produces, and how it consumes in a group.

    It consumes from the beginning until a value is enough. `missing` says why it cannot be tried
    here; empty where it can.
    """

    produce: Callable[[str, str, Sequence[Fed]], None]
    consume: Callable[[str, str, str, Enough], bool]
    missing: str


def _kcat_produce(address: str, topic: str, messages: Sequence[Fed]) -> None:
    lines = b"".join(key + b"\t" + value + b"\n" for key, value in messages)
    subprocess.run(
        ["kcat", "-b", address, "-P", "-t", topic, "-K\t"],  # noqa: S607
        input=lines,
        check=True,
        timeout=SECONDS,
    )


def _kcat_consume(address: str, topic: str, group: str, enough: Enough) -> bool:
    command = [
        "kcat",
        "-q",
        "-u",
        "-b",
        address,
        "-X",
        "auto.offset.reset=earliest",
        "-G",
        group,
        topic,
    ]
    with _ended(subprocess.Popen(command, stdout=subprocess.PIPE)) as kcat:
        assert kcat.stdout is not None
        return any(enough(line) for line in kcat.stdout)


def _confluent_produce(address: str, topic: str, messages: Sequence[Fed]) -> None:
    from confluent_kafka import Producer  # noqa: PLC0415 - it may not be there

    faults: list[object] = []
    producer = Producer({"bootstrap.servers": address})
    for key, value in messages:
        producer.produce(
            topic, value, key, on_delivery=lambda error, _message: faults.append(error)
        )
    assert producer.flush(SECONDS) == 0
    assert faults == [None] * len(messages)


def _confluent_consume(address: str, topic: str, group: str, enough: Enough) -> bool:
    from confluent_kafka import Consumer  # noqa: PLC0415

    consumer = Consumer(
        {"bootstrap.servers": address, "group.id": group, "auto.offset.reset": "earliest"}
    )
    consumer.subscribe([topic])
    deadline = time.monotonic() + SECONDS
    try:
        while time.monotonic() < deadline:
            message = consumer.poll(1)
            if message is not None and message.error() is None and enough(message.value() or b""):
                consumer.commit(asynchronous=False)
                return True
    finally:
        consumer.close()
    return False


def _kafka_python_produce(address: str, topic: str, messages: Sequence[Fed]) -> None:
    from kafka import KafkaProducer  # noqa: PLC0415

    producer = KafkaProducer(bootstrap_servers=address)
    for sent in [producer.send(topic, value, key) for key, value in messages]:
        sent.get(SECONDS)
    producer.close()


def _kafka_python_consume(address: str, topic: str, group: str, enough: Enough) -> bool:
    from kafka import KafkaConsumer  # noqa: PLC0415

    consumer = KafkaConsumer(
        topic,
        bootstrap_servers=address,
        group_id=group,
        auto_offset_reset="earliest",
        consumer_timeout_ms=int(SECONDS * 1000),
    )
    try:
        found = any(enough(message.value) for message in consumer)
        consumer.commit()
    finally:
        consumer.close()
    return found


def _aiokafka_produce(address: str, topic: str, messages: Sequence[Fed]) -> None:
    from aiokafka import AIOKafkaProducer  # noqa: PLC0415

    async def run() -> None:
        async with AIOKafkaProducer(bootstrap_servers=address) as producer:
            for key, value in messages:
                await producer.send_and_wait(topic, value, key)

    asyncio.run(run())


def _aiokafka_consume(address: str, topic: str, group: str, enough: Enough) -> bool:
    from aiokafka import AIOKafkaConsumer  # noqa: PLC0415

    async def run() -> bool:
        consumer = AIOKafkaConsumer(
            topic, bootstrap_servers=address, group_id=group, auto_offset_reset="earliest"
        )
        async with asyncio.timeout(SECONDS), consumer:
            async for message in consumer:
                if enough(message.value):
                    await consumer.commit()
                    return True
        return False

    return asyncio.run(run())


@contextmanager
def _ended(process: "subprocess.Popen[bytes]") -> Iterator["subprocess.Popen[bytes]"]:
    """The process, ended with the block or after `SECONDS`.

    So nobody waits for its output for ever.
    """
    watch = threading.Timer(SECONDS, process.terminate)
    watch.start()
    try:
        yield process
    finally:
        watch.cancel()
        process.terminate()
        process.communicate(timeout=20)


def _needs(module: str, package: str) -> str:
    return "" if find_spec(module) else f"no {package} here: pip install {package}"


CLIENTS = {
    "kcat": Client(
        _kcat_produce, _kcat_consume, "" if which("kcat") else "no kcat here: apt-get install kcat"
    ),
    "confluent-kafka": Client(
        _confluent_produce, _confluent_consume, _needs("confluent_kafka", "confluent-kafka")
    ),
    "kafka-python": Client(
        _kafka_python_produce, _kafka_python_consume, _needs("kafka", "kafka-python")
    ),
    "aiokafka": Client(_aiokafka_produce, _aiokafka_consume, ""),
}
