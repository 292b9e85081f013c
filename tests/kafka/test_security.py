"""Logins, encryption and permissions, on an Apache Kafka that asks for them."""

import asyncio
import os
import subprocess
import sys
from collections.abc import Awaitable, Callable, Iterator
from contextlib import suppress
from dataclasses import asdict, dataclass, replace
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from aiohttp import ClientConnectionError, ClientSession

from tests.kafka.distribution import KafkaUnavailableError
from tests.kafka.node import free_ports
from tests.kafka.secured import DELETE, MECHANISMS, PASSWORDS, PREFIX, PREFIXED, READ, TOPIC, SecuredBroker
from tests.stream.harness import Stream, visit, visits
from workers.cli.main import main
from workers.settings import Settings, SettingsError
from workers.streams.kafka.dead_letter_queue import list_dead_letters, purge, replay
from workers.streams.kafka.errors import FORBIDDEN, KafkaUnusableError
from workers.streams.kafka.preflight import preflight
from workers.streams.kafka.publisher import publish
from workers.streams.kafka.reach import reach
from workers.streams.kafka.reader import latest
from workers.streams.kafka.topics import check_topics, ensure_topics

WRONG = "Wr0ng-Secret-0815"
TOKEN = "T0ken-Secret-4711-Desk"  # noqa: S105 - made up
SECRETS = (*PASSWORDS.values(), WRONG, TOKEN)
PAGES = ("/", "/events", "/dead-letters", "/metrics", "/api/stages", "/api/events", "/livez")
GRANT_SECONDS = 10.0
EVENTS = 3


@pytest.fixture(scope="module")
def secured(tmp_path_factory: pytest.TempPathFactory) -> Iterator[SecuredBroker]:
    if os.environ.get("DATELINE_TEST_KAFKA"):
        pytest.skip("DATELINE_TEST_KAFKA is set: logins and permissions are tried on a broker of our own")
    try:
        broker = SecuredBroker.start(tmp_path_factory.mktemp("secured"))
    except KafkaUnavailableError as error:
        pytest.skip(str(error))
    yield broker
    broker.stop()


async def until(condition: Callable[[], Awaitable[bool]], *, seconds: float = GRANT_SECONDS) -> None:
    """Wait for what comes by itself: a permission, which the broker takes up a moment after it was granted; the end of a run."""
    async with asyncio.timeout(seconds):
        while not await condition():  # noqa: ASYNC110 - the broker tells no event
            await asyncio.sleep(0.1)


async def granted(secured: SecuredBroker) -> Settings:
    """Settings of a worker that was granted what the docs say, its topics created."""
    settings = secured.settings("sasl_ssl")
    await secured.grant_what_the_docs_say("worker")

    async def there() -> bool:
        try:
            await ensure_topics(settings)
        except KafkaUnusableError:
            return False
        return not await check_topics(settings)

    await until(there)
    return settings


def environment(settings: Settings) -> dict[str, str]:
    changed = {name: value for name, value in asdict(settings).items() if value != getattr(Settings(), name)}
    return {f"DATELINE_{name.upper()}": str(value) for name, value in changed.items()}


@pytest.mark.parametrize("listener", ["sasl_plaintext", "sasl_ssl"])
@pytest.mark.parametrize("mechanism", MECHANISMS)
async def test_a_login_is_taken(secured: SecuredBroker, listener: str, mechanism: str) -> None:
    await reach(secured.settings(listener, mechanism=mechanism))


async def test_a_certificate_is_taken_for_a_login(secured: SecuredBroker) -> None:
    await reach(secured.settings("ssl"))


@pytest.mark.parametrize(
    ("listener", "changed", "said"),
    [
        ("sasl_ssl", {"kafka_password": WRONG}, "refuses the login of user 'worker'"),
        ("sasl_ssl", {"kafka_password": WRONG, "kafka_sasl_mechanism": "PLAIN"}, "refuses the login of user 'worker'"),
        ("sasl_plaintext", {"kafka_password": WRONG}, "refuses the login of user 'worker'"),
        ("sasl_ssl", {"kafka_username": "nobody"}, "refuses the login of user 'nobody'"),
        ("sasl_ssl", {"kafka_ca_file": "OTHER"}, "shows a certificate that is not trusted"),
        ("sasl_ssl", {"kafka_ca_file": ""}, "shows a certificate that is not trusted"),
        ("sasl_ssl", {"broker": "LOCALHOST"}, "Hostname mismatch"),
        ("sasl_ssl", {"kafka_security_protocol": "PLAINTEXT"}, "another DATELINE_KAFKA_SECURITY_PROTOCOL than PLAINTEXT"),
        ("sasl_ssl", {"kafka_security_protocol": "SASL_PLAINTEXT"}, "another DATELINE_KAFKA_SECURITY_PROTOCOL"),
        ("sasl_plaintext", {"kafka_security_protocol": "SASL_SSL"}, "another DATELINE_KAFKA_SECURITY_PROTOCOL"),
        ("ssl", {"kafka_cert_file": "", "kafka_key_file": ""}, "DATELINE_KAFKA_CERT_FILE"),
    ],
)  # fmt: skip
async def test_what_is_wrong_with_a_login_is_told_in_one_sentence_without_the_secret(
    secured: SecuredBroker, listener: str, changed: dict[str, Any], said: str
) -> None:
    settings = secured.settings(listener)
    files = {"OTHER": str(secured.stranger.certificate), "LOCALHOST": settings.broker.replace("127.0.0.1", "localhost")}
    with pytest.raises(KafkaUnusableError) as caught:
        await reach(replace(settings, **{name: files.get(value, value) for name, value in changed.items()}))
    assert said in str(caught.value)
    assert caught.value.status == FORBIDDEN
    assert not [secret for secret in SECRETS if secret in str(caught.value)]


def test_a_key_with_another_password_is_named_and_nobody_is_asked(secured: SecuredBroker, tmp_path: Path) -> None:
    locked = tmp_path / "locked.key"
    command = [
        "openssl",
        "pkcs8",
        "-topk8",
        "-in",
        str(secured.client.key),
        "-passout",
        "pass:right",
        "-out",
        str(locked),
    ]
    subprocess.run(command, check=True, capture_output=True)
    settings = secured.settings("ssl", kafka_key_file=str(locked), kafka_key_password="right")
    asyncio.run(reach(settings))
    with pytest.raises(SettingsError, match="kafka_key_file"):
        asyncio.run(reach(replace(settings, kafka_key_password=WRONG)))
    with pytest.raises(SettingsError, match="kafka_key_file"):
        asyncio.run(reach(replace(settings, kafka_key_password="")))


@pytest.mark.parametrize(
    "command",
    [
        ["topics", "create"],
        ["topics", "check"],
        ["feed", "seeds"],
        ["events"],
        ["events", "--follow"],
        ["explain", "e1"],
        ["dead-letters", "list"],
        ["dead-letters", "replay", "1"],
        ["dead-letters", "purge"],
    ],
)
@pytest.mark.parametrize("wrong", ["password", "permission"])
def test_every_command_says_in_one_line_that_it_is_not_let_in(
    secured: SecuredBroker,
    command: list[str],
    wrong: str,
    monkeypatch: pytest.MonkeyPatch,
    capfd: pytest.CaptureFixture[str],
) -> None:
    user = "worker" if wrong == "password" else "stranger"
    settings = secured.settings("sasl_ssl", user, **({"kafka_password": WRONG} if wrong == "password" else {}))
    for name, value in environment(settings).items():
        monkeypatch.setenv(name, value)
    assert main(command) == FORBIDDEN
    out, err = capfd.readouterr()
    said = out + err
    assert said.count("\n") == 1
    assert ("refuses the login" if wrong == "password" else "does not grant us DESCRIBE") in said
    assert not [secret for secret in SECRETS if secret in said]


def test_a_worker_that_is_not_let_in_says_so_and_ends(secured: SecuredBroker, tmp_path: Path) -> None:
    settings = secured.settings("sasl_ssl", kafka_password=WRONG, state_dir=tmp_path, log_level="DEBUG")
    done = subprocess.run(
        [sys.executable, "-m", "workers", "worker"],
        env={**os.environ, **environment(settings)},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert done.returncode == FORBIDDEN
    assert done.stdout == ""
    assert done.stderr.startswith("dateline worker: The broker at")
    assert done.stderr.count("\n") == 1
    assert WRONG not in done.stderr


async def test_what_a_worker_may_not_do_is_told_before_it_starts(secured: SecuredBroker) -> None:
    await granted(secured)
    await secured.grant("reader", TOPIC, PREFIX, READ, pattern=PREFIXED)
    settings = secured.settings("sasl_ssl", "reader")

    async def readable() -> bool:
        return not await check_topics(settings)

    await until(readable)
    topics, groups = await preflight(settings)
    assert topics.message.startswith("The broker does not grant us WRITE on dateline.prepared, dateline.annotated,")
    assert groups.message.startswith(
        "The broker does not grant us READ on group dateline-prepare, group dateline-annotate"
    )
    assert {topics.status, groups.status} == {FORBIDDEN}
    with pytest.raises(KafkaUnusableError, match=r"does not grant us WRITE on dateline\.articles"):
        await publish(settings, [])


@pytest.mark.slow
async def test_a_worker_that_has_what_the_docs_say_works_over_every_kind_of_connection(
    secured: SecuredBroker, tmp_path: Path
) -> None:
    await granted(secured)
    await secured.grant_what_the_docs_say("CN=worker")
    kinds = [("sasl_plaintext", "PLAIN"), ("sasl_ssl", "SCRAM-SHA-512"), ("ssl", "")]
    for listener, _mechanism in kinds:
        (tmp_path / listener).mkdir()
    await asyncio.gather(*(work(secured, tmp_path / listener, listener, mechanism) for listener, mechanism in kinds))


@dataclass(frozen=True)
class Article:
    key: bytes | None
    value: bytes
    where: str = "test"


async def done(settings: Settings) -> bool:
    """Whether all visits are told and the bad article is in the dead letters."""
    return len(await latest(settings)) == EVENTS + 1 and len(await list_dead_letters(settings)) >= 1


async def purged(secured: SecuredBroker, settings: Settings, user: str) -> None:
    """Clear the dead letters away, which wants a permission of its own."""
    topic = settings.topic("dead-letters")
    with pytest.raises(KafkaUnusableError, match="does not grant us DELETE on"):
        await purge(settings)
    await secured.grant(user, TOPIC, topic, DELETE)

    async def cleared() -> bool:
        with suppress(KafkaUnusableError):
            await purge(settings)
        return await list_dead_letters(settings) == []

    await until(cleared)


async def posted(settings: Settings, key: bytes | None, value: bytes | None) -> None:
    """Hand an article in over HTTP, as soon as the worker takes it."""
    url = f"http://127.0.0.1:{settings.web_port}/articles"
    headers = {"Authorization": f"Bearer {TOKEN}", "Content-Type": "application/json"}
    async with ClientSession() as client:

        async def taken() -> bool:
            with suppress(ClientConnectionError):
                async with client.post(url, data=value, headers=headers) as answer:
                    return answer.status == 202 and (await answer.json())["id"].encode() == key
            return False

        await until(taken, seconds=60)


async def pages(settings: Settings) -> str:
    """All that the web view tells."""
    told = []
    async with ClientSession() as client:
        for path in PAGES:
            async with client.get(f"http://127.0.0.1:{settings.web_port}{path}") as answer:
                assert answer.status == 200
                told.append(await answer.text() + str(answer.headers))
    return "".join(told)


async def work(secured: SecuredBroker, folder: Path, listener: str, mechanism: str) -> None:
    """Feed, consolidate, refuse, replay and purge over one kind of connection, with logs as talkative as they get; nothing tells a secret."""
    name = f"{PREFIX}-{listener.replace('_', '-')}"
    own: dict[str, Any] = {
        "topic_prefix": name,
        "group_prefix": name,
        "state_dir": folder / "state",
        "log_level": "DEBUG",
    }
    brisk: dict[str, Any] = {
        "session_timeout": 6.0,
        "pool_processes": 1,
        "tick_seconds": 0.1,
        "coalesce_seconds": 0.1,
        "web_port": free_ports(1)[0],
        "web_token": TOKEN,
    }
    settings = secured.settings(listener, mechanism=mechanism, **own, **brisk, partitions=1)
    stream = Stream(settings, folder / "worker.log")
    await ensure_topics(settings)
    assert await preflight(settings) == []
    await publish(
        settings, [Article(key, value or b"") for key, value in [*visits(10, events=EVENTS), (b"bad", b"BAD")]]
    )
    worker = stream.start("teller")
    try:
        await posted(settings, *visit("web", "Ada Quist", text="Ada Quist came."))
        await until(partial(done, settings), seconds=60)
        assert not [secret for secret in SECRETS if secret in await pages(settings)]
        assert [letter.key for letter in await list_dead_letters(settings)] == [b"bad"]
        assert (await replay(settings, [0])).sent == (0,)
        assert (await replay(settings, [0])).already == (0,)
    finally:
        status = await asyncio.to_thread(stream.stop, worker)
    assert status == 0, stream.tail()
    log = stream.log.read_text(errors="replace")
    assert len(log) > 10_000, "the log was to be talkative"
    assert not [secret for secret in SECRETS if secret in log]
    await purged(secured, settings, "worker" if listener != "ssl" else "CN=worker")
