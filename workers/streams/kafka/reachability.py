"""Whether a broker can be used: it answers, is trusted, takes the login, is not too old.

aiokafka only logs why it could not connect and then raises that it could not, so we ask once
ourselves before we let it.
"""

import asyncio
import os
import socket
import ssl
from typing import Any

from aiokafka.conn import AIOKafkaConnection, collect_hosts
from aiokafka.errors import (
    AuthenticationFailedError,
    IllegalSaslStateError,
    KafkaError,
    SaslAuthenticationFailed,
    UnsupportedSaslMechanismError,
)
from aiokafka.protocol.metadata import MetadataRequest

from workers.settings import Settings
from workers.streams.kafka.connection import connection
from workers.streams.kafka.unusable import FORBIDDEN, MISFIT, UNREACHABLE, KafkaUnusableError

TIMEOUT_MS = 10_000
CLOSE_SECONDS = 1.0
PRODUCE, PRODUCE_WITH_HEADERS = 0, 3
"""Kafka protocol: key of the Produce request, and its first version whose records have headers
(Kafka 0.11)."""


async def check_reachable(settings: Settings) -> None:
    """Connect to the first of the brokers in the settings that can be used.

    Raises:
        KafkaUnusableError: None of them can; it says what is wrong with the last one.
        SettingsError: The settings of the connection do not fit each other.
    """
    options = connection(settings)
    problem = KafkaUnusableError("DATELINE_BROKER names no broker.", MISFIT)
    for host, port, _family in collect_hosts(options.pop("bootstrap_servers")):
        problem_here = await _greet(settings, host, port, options)
        if problem_here is None:
            return
        problem = problem_here
    raise problem


async def _greet(
    settings: Settings, host: str, port: int, options: dict[str, Any]
) -> KafkaUnusableError | None:
    broker = AIOKafkaConnection(host, port, request_timeout_ms=TIMEOUT_MS, **options)
    try:
        await broker.connect()
        await broker.send(MetadataRequest([]))
        # What it said at connecting; there is no public name.
        return _too_old(f"{host}:{port}", broker._versions)  # noqa: SLF001
    except (
        KafkaError,
        OSError,
        EOFError,
        TimeoutError,
        asyncio.IncompleteReadError,
        ValueError,
    ) as error:
        return _explained(settings, f"{host}:{port}", error)
    finally:
        await _close(broker)


async def _close(broker: AIOKafkaConnection) -> None:
    closed = broker.close()
    if broker._protocol is not None:  # noqa: SLF001
        # Without one there was no connection, and nothing to wait for.
        await asyncio.wait({closed}, timeout=CLOSE_SECONDS)


def _too_old(address: str, versions: dict[int, tuple[int, int]]) -> KafkaUnusableError | None:
    if versions.get(PRODUCE, (0, 0))[1] >= PRODUCE_WITH_HEADERS:
        return None
    return KafkaUnusableError(
        f"The broker at {address} is too old: "
        "records have headers from Kafka 0.11 on, and Dateline needs them.",
        MISFIT,
    )


def _explained(settings: Settings, address: str, error: Exception) -> KafkaUnusableError:
    """Explain why an attempt to connect failed. Of the login, only the user's name is shown."""
    protocol = settings.kafka_security_protocol.upper()
    match error:
        case ssl.SSLCertVerificationError():
            return KafkaUnusableError(
                f"The broker at {address} shows a certificate that is not trusted "
                f"({error.verify_message}): DATELINE_KAFKA_CA_FILE names the file with its "
                "authority's.",
                FORBIDDEN,
            )
        case SaslAuthenticationFailed() | AuthenticationFailedError():
            return KafkaUnusableError(
                f"The broker at {address} refuses the login of user {settings.kafka_username!r}: "
                "check DATELINE_KAFKA_USERNAME, DATELINE_KAFKA_PASSWORD and "
                "DATELINE_KAFKA_SASL_MECHANISM.",
                FORBIDDEN,
            )
        case UnsupportedSaslMechanismError() | IllegalSaslStateError():
            return KafkaUnusableError(
                f"The broker at {address} does not take logins by "
                f"{settings.kafka_sasl_mechanism.upper() or 'PLAIN'} here: set "
                "DATELINE_KAFKA_SASL_MECHANISM to one that it takes, or "
                "DATELINE_KAFKA_SECURITY_PROTOCOL as its listener wants it.",
                FORBIDDEN,
            )
        case ConnectionResetError() | ssl.SSLError() | EOFError() | KafkaError():
            return KafkaUnusableError(
                f"The broker at {address} ends the connection at once: it may want another "
                f"DATELINE_KAFKA_SECURITY_PROTOCOL than {protocol}, or a certificate of ours "
                "(DATELINE_KAFKA_CERT_FILE), or be older than Kafka 0.11.",
                FORBIDDEN,
            )
    return KafkaUnusableError(
        f"The broker at {address} cannot be reached ({_reason(error)}): is it running? "
        "Its address is DATELINE_BROKER.",
        UNREACHABLE,
    )


def _reason(error: Exception) -> str:
    if isinstance(error, TimeoutError):
        return f"no answer within {TIMEOUT_MS // 1000} s"
    if isinstance(error, socket.gaierror) or not isinstance(error, OSError) or error.errno is None:
        return getattr(error, "strerror", None) or str(error) or type(error).__name__
    return os.strerror(error.errno)
