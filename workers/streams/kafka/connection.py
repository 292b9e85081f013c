"""The connection of every client to Kafka: addresses, encryption and login."""

import ssl
from pathlib import Path
from typing import Any

from aiokafka.helpers import create_ssl_context

from workers.settings import Settings, SettingsError

SECURITY_PROTOCOLS = ("PLAINTEXT", "SSL", "SASL_PLAINTEXT", "SASL_SSL")
SASL_MECHANISMS = ("PLAIN", "SCRAM-SHA-256", "SCRAM-SHA-512")


def connection(settings: Settings) -> dict[str, Any]:
    """Return the keyword arguments that aiokafka's producer, consumer and admin client share.

    Raises:
        SettingsError: A protocol or mechanism is unknown, a login is incomplete, or the CA file is
            not readable.
    """
    protocol = settings.kafka_security_protocol.upper()
    if protocol not in SECURITY_PROTOCOLS:
        raise SettingsError(
            f"kafka_security_protocol: {protocol!r}; choose from {', '.join(SECURITY_PROTOCOLS)}"
        )
    return {
        "bootstrap_servers": settings.broker.split(","),
        "client_id": settings.group_prefix,
        "security_protocol": protocol,
        **(_encryption(settings) if protocol.endswith("SSL") else {}),
        **(_login(settings) if protocol.startswith("SASL") else {}),
    }


def _encryption(settings: Settings) -> dict[str, Any]:
    _check_files(settings)
    try:
        context = create_ssl_context(
            cafile=settings.kafka_ca_file or None,
            certfile=settings.kafka_cert_file or None,
            keyfile=settings.kafka_key_file or None,
            # A key without a password never asks for it; one with a password must not ask at the
            # terminal.
            password=settings.kafka_key_password,
        )
    except ssl.SSLError as error:
        names = (
            "kafka_ca_file"
            if not settings.kafka_cert_file
            else "kafka_ca_file, kafka_cert_file, kafka_key_file"
        )
        raise SettingsError(
            f"{names}: no certificate or key in PEM form, or another password ({error.reason})"
        ) from None
    return {"ssl_context": context}


def _check_files(settings: Settings) -> None:
    for name in ("kafka_ca_file", "kafka_cert_file", "kafka_key_file"):
        path = getattr(settings, name)
        if path and not Path(path).is_file():
            raise SettingsError(f"{name}: there is no file {path}")
    if settings.kafka_key_file and not settings.kafka_cert_file:
        raise SettingsError("kafka_key_file is given without kafka_cert_file")


def _login(settings: Settings) -> dict[str, Any]:
    mechanism = settings.kafka_sasl_mechanism.upper() or "PLAIN"
    if mechanism not in SASL_MECHANISMS:
        raise SettingsError(
            f"kafka_sasl_mechanism: {mechanism!r}; choose from {', '.join(SASL_MECHANISMS)}"
        )
    if not settings.kafka_username or not settings.kafka_password:
        raise SettingsError(
            f"kafka_security_protocol is {settings.kafka_security_protocol}, so kafka_username and "
            "kafka_password are needed"
        )
    return {
        "sasl_mechanism": mechanism,
        "sasl_plain_username": settings.kafka_username,
        "sasl_plain_password": settings.kafka_password,
    }
