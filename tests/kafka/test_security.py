"""Logins, encryption and permissions, on an Apache Kafka that asks for them."""

import asyncio
import os
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import asdict, replace
from pathlib import Path
from typing import Any

import pytest

from tests.kafka.secured import MECHANISMS, PREFIX, PREFIXED, READ, TOPIC, SecuredBroker
from tests.kafka.secured_work import SECRETS, WRONG, until, work
from workers.cli.main import main
from workers.settings import Settings, SettingsError
from workers.streams.apache_broker.distribution import KafkaUnavailableError
from workers.streams.kafka.preflight import preflight
from workers.streams.kafka.reachability import check_reachable
from workers.streams.kafka.topics import check_topics, ensure_topics
from workers.streams.kafka.unusable import FORBIDDEN, KafkaUnusableError
from workers.streams.publishing.article_publisher import publish


@pytest.fixture(scope="module")
def secured(tmp_path_factory: pytest.TempPathFactory) -> Iterator[SecuredBroker]:
    if os.environ.get("DATELINE_TEST_KAFKA"):
        pytest.skip(
            "DATELINE_TEST_KAFKA is set: logins and permissions are tried on a broker of our own"
        )
    try:
        broker = SecuredBroker.start(tmp_path_factory.mktemp("secured"))
    except KafkaUnavailableError as error:
        pytest.skip(str(error))
    yield broker
    broker.stop()


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
    changed = {
        name: value
        for name, value in asdict(settings).items()
        if value != getattr(Settings(), name)
    }
    return {f"DATELINE_{name.upper()}": str(value) for name, value in changed.items()}


@pytest.mark.parametrize("listener", ["sasl_plaintext", "sasl_ssl"])
@pytest.mark.parametrize("mechanism", MECHANISMS)
async def test_a_login_is_taken(secured: SecuredBroker, listener: str, mechanism: str) -> None:
    await check_reachable(secured.settings(listener, mechanism=mechanism))


async def test_a_certificate_is_taken_for_a_login(secured: SecuredBroker) -> None:
    await check_reachable(secured.settings("ssl"))


@pytest.mark.parametrize(
    ("listener", "changed", "said"),
    [
        ("sasl_ssl", {"kafka_password": WRONG}, "refuses the login of user 'worker'"),
        ("sasl_ssl", {"kafka_password": WRONG, "kafka_sasl_mechanism": "PLAIN"},
         "refuses the login of user 'worker'"),
        ("sasl_plaintext", {"kafka_password": WRONG}, "refuses the login of user 'worker'"),
        ("sasl_ssl", {"kafka_username": "nobody"}, "refuses the login of user 'nobody'"),
        ("sasl_ssl", {"kafka_ca_file": "OTHER"}, "shows a certificate that is not trusted"),
        ("sasl_ssl", {"kafka_ca_file": ""}, "shows a certificate that is not trusted"),
        ("sasl_ssl", {"broker": "LOCALHOST"}, "Hostname mismatch"),
        ("sasl_ssl", {"kafka_security_protocol": "PLAINTEXT"},
         "another DATELINE_KAFKA_SECURITY_PROTOCOL than PLAINTEXT"),
        ("sasl_ssl", {"kafka_security_protocol": "SASL_PLAINTEXT"},
         "another DATELINE_KAFKA_SECURITY_PROTOCOL"),
        ("sasl_plaintext", {"kafka_security_protocol": "SASL_SSL"},
         "another DATELINE_KAFKA_SECURITY_PROTOCOL"),
        ("ssl", {"kafka_cert_file": "", "kafka_key_file": ""}, "DATELINE_KAFKA_CERT_FILE"),
    ],
)  # fmt: skip
async def test_what_is_wrong_with_a_login_is_told_in_one_sentence_without_the_secret(
    secured: SecuredBroker, listener: str, changed: dict[str, Any], said: str
) -> None:
    settings = secured.settings(listener)
    files = {
        "OTHER": str(secured.stranger.certificate),
        "LOCALHOST": settings.broker.replace("127.0.0.1", "localhost"),
    }
    with pytest.raises(KafkaUnusableError) as caught:
        await check_reachable(
            replace(settings, **{name: files.get(value, value) for name, value in changed.items()})
        )
    assert said in str(caught.value)
    assert caught.value.status == FORBIDDEN
    assert not [secret for secret in SECRETS if secret in str(caught.value)]


def test_a_key_with_another_password_is_named_and_nobody_is_asked(
    secured: SecuredBroker, tmp_path: Path
) -> None:
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
    asyncio.run(check_reachable(settings))
    with pytest.raises(SettingsError, match="kafka_key_file"):
        asyncio.run(check_reachable(replace(settings, kafka_key_password=WRONG)))
    with pytest.raises(SettingsError, match="kafka_key_file"):
        asyncio.run(check_reachable(replace(settings, kafka_key_password="")))


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
    settings = secured.settings(
        "sasl_ssl", user, **({"kafka_password": WRONG} if wrong == "password" else {})
    )
    for name, value in environment(settings).items():
        monkeypatch.setenv(name, value)
    assert main(command) == FORBIDDEN
    out, err = capfd.readouterr()
    said = out + err
    assert said.count("\n") == 1
    assert ("refuses the login" if wrong == "password" else "does not grant us DESCRIBE") in said
    assert not [secret for secret in SECRETS if secret in said]


def test_a_worker_that_is_not_let_in_says_so_and_ends(
    secured: SecuredBroker, tmp_path: Path
) -> None:
    settings = secured.settings(
        "sasl_ssl", kafka_password=WRONG, state_dir=tmp_path, log_level="DEBUG"
    )
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
    assert topics.message.startswith(
        "The broker does not grant us WRITE on dateline.prepared, dateline.annotated,"
    )
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
    await asyncio.gather(
        *(work(secured, tmp_path / listener, listener, mechanism) for listener, mechanism in kinds)
    )
