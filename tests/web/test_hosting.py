"""The web view on the web server of a Faust app, following a broker."""

import asyncio
import re
from dataclasses import dataclass
from pathlib import Path

import faust
import pytest
from aiohttp import ClientConnectionError, ClientSession
from aiokafka import AIOKafkaProducer

from schemas import encode
from tests.unit.web.making import event
from workers.settings import Settings
from workers.streams.apache_broker.node import free_ports
from workers.streams.embedded_broker.broker import EmbeddedBroker
from workers.streams.kafka.producers import producer_settings
from workers.streams.kafka.topics import ensure_topics
from workers.streams.publishing.article_publisher import publish
from workers.web import Check, Probes, register

pytestmark = pytest.mark.broker
TOLD = re.compile(r"the web view is on (http://127\.0\.0\.1:[1-9]\d{3,4}/)")


@dataclass(frozen=True)
class Raw:
    value: bytes
    key: bytes | None = None
    where: str = "test"


def desk(broker: EmbeddedBroker, folder: Path) -> faust.App:
    """An app with a web server of its own, which `register` replaces."""
    return faust.App(
        "desk",
        broker=f"kafka://{broker.address}",
        datadir=folder,
        web_enabled=False,
        broker_session_timeout=6,
        broker_rebalance_timeout=6,
    )


async def waiting_at(client: ClientSession, base: str) -> int | None:
    async with client.get(f"{base}/api/stages") as answer:
        line = (await answer.json())["stages"][0]["line"]
        return line and int(line["waiting"])


async def test_the_pages_are_served_by_faust_in_place_of_its_own_and_stop_with_it(
    tmp_path: Path,
) -> None:
    with EmbeddedBroker() as broker:
        settings = Settings(broker=broker.address, web_port=free_ports(1)[0])
        await ensure_topics(settings)
        await publish(settings, [Raw(b"%d" % number) for number in range(7)])
        app = desk(broker, tmp_path)
        register(app, settings, probes=Probes(ready=lambda: (Check("prepare", ok=False),)))
        await app.start()
        base = f"http://127.0.0.1:{settings.web_port}"
        async with ClientSession() as client:
            async with asyncio.timeout(15):
                while await waiting_at(client, base) != 7:  # noqa: ASYNC110 - asked of a server
                    await asyncio.sleep(0.1)
            for path, status in (
                ("/", 200),
                ("/livez", 200),
                ("/readyz", 503),
                ("/table", 404),
                ("/router", 404),
                ("/graph", 404),
            ):
                async with client.get(base + path) as answer:
                    assert (path, answer.status) == (path, status)
            await app.stop()
            with pytest.raises(ClientConnectionError):
                await client.get(base)


async def test_port_0_is_one_that_is_free_and_the_log_names_it(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level("INFO", "workers.web.server")
    with EmbeddedBroker() as broker:
        settings = Settings(broker=broker.address, web_port=0)
        await ensure_topics(settings)
        app = desk(broker, tmp_path)
        register(app, settings)
        await app.start()
        try:
            async with asyncio.timeout(15):
                while not (told := TOLD.search(caplog.text)):  # noqa: ASYNC110 - another thread logs
                    await asyncio.sleep(0.05)
            address = told.group(1)
            async with ClientSession() as client, client.get(f"{address}livez") as answer:
                assert answer.status == 200
        finally:
            await app.stop()


async def test_articles_are_taken_on_fausts_web_server_where_a_token_is_set(tmp_path: Path) -> None:
    with EmbeddedBroker() as broker:
        settings = Settings(
            broker=broker.address, web_port=free_ports(1)[0], web_token="t0ken-of-the-desk-4711"
        )
        await ensure_topics(settings)
        app = desk(broker, tmp_path)
        register(app, settings)
        await app.start()
        url, headers = (
            f"http://127.0.0.1:{settings.web_port}/api/articles",
            {"Authorization": "Bearer t0ken-of-the-desk-4711"},
        )
        async with ClientSession() as client, asyncio.timeout(30):
            while (  # noqa: ASYNC110 - asked of a server
                answer := await client.post(url, json={"id": "a", "text": "x"}, headers=headers)
            ).status == 503:
                await asyncio.sleep(0.1)
            assert (answer.status, await answer.json()) == (
                202,
                {"accepted": [{"id": "a", "version": 1}]},
            )
            assert (await client.post(url, json={"id": "a", "text": "x"})).status == 401
            await app.stop()


async def test_events_are_streamed_from_the_topic_and_the_stream_ends_with_the_server(
    tmp_path: Path,
) -> None:
    with EmbeddedBroker() as broker:
        settings = Settings(broker=broker.address, web_port=free_ports(1)[0])
        await ensure_topics(settings)
        app = desk(broker, tmp_path)
        register(app, settings)
        await app.start()
        url = f"http://127.0.0.1:{settings.web_port}/api/events/stream"
        async with ClientSession() as client, asyncio.timeout(60):
            async with client.get(url) as answer:
                await answer.content.readuntil(b"id: none\n\n")
                await tell(settings, "one", "two")
                told = await answer.content.readuntil(b'"e-one"') + await answer.content.readuntil(
                    b"\n\n"
                )
            last = told.partition(b"id: ")[2].split(b"\n")[0].decode()
            await tell(settings, "three")
            async with client.get(url, headers={"Last-Event-ID": last}) as answer:
                rest = b""
                while not (b'"e-two"' in rest and b'"e-three"' in rest):
                    rest += await answer.content.readline()
                assert b'"e-one"' not in rest
                await app.stop()
                await answer.content.read()


async def tell(settings: Settings, *names: str) -> None:
    """Put events into the topic, all into one partition."""
    producer = AIOKafkaProducer(**producer_settings(settings))
    await producer.start()
    for name in names:
        record = encode(event(f"e-{name}", version=1))
        await producer.send_and_wait(settings.topic("events"), record, name.encode(), partition=1)
    await producer.stop()


def test_a_disabled_web_view_serves_nothing(tmp_path: Path) -> None:
    app = faust.App("desk", broker="kafka://127.0.0.1:1", datadir=tmp_path)
    register(app, Settings(web_enabled=False))
    assert app.conf.web_enabled is False
