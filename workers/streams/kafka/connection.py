"""How every client reaches Kafka: addresses, encryption and login, from the settings, in one place."""

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
        SettingsError: A protocol or mechanism is unknown, a login is incomplete, or the CA file is not readable.
    """
    protocol = settings.kafka_security_protocol.upper()
    if protocol not in SECURITY_PROTOCOLS:
        raise SettingsError(f"kafka_security_protocol: {protocol!r}; choose from {', '.join(SECURITY_PROTOCOLS)}")
    return {
        "bootstrap_servers": settings.broker.split(","),
        "client_id": settings.group_prefix,
        "security_protocol": protocol,
        **(_encryption(settings) if protocol.endswith("SSL") else {}),
        **(_login(settings) if protocol.startswith("SASL") else {}),
    }


def _encryption(settings: Settings) -> dict[str, Any]:
    ca_file = settings.kafka_ca_file or None
    if ca_file is not None and not Path(ca_file).is_file():
        raise SettingsError(f"kafka_ca_file: there is no file {ca_file}")
    try:
        return {"ssl_context": create_ssl_context(cafile=ca_file)}
    except ssl.SSLError as error:
        raise SettingsError(f"kafka_ca_file: {ca_file} holds no certificate in PEM form ({error.reason})") from error


def _login(settings: Settings) -> dict[str, Any]:
    mechanism = settings.kafka_sasl_mechanism.upper() or "PLAIN"
    if mechanism not in SASL_MECHANISMS:
        raise SettingsError(f"kafka_sasl_mechanism: {mechanism!r}; choose from {', '.join(SASL_MECHANISMS)}")
    if not settings.kafka_username or not settings.kafka_password:
        raise SettingsError(
            f"kafka_security_protocol is {settings.kafka_security_protocol}, so kafka_username and kafka_password are needed"
        )
    return {
        "sasl_mechanism": mechanism,
        "sasl_plain_username": settings.kafka_username,
        "sasl_plain_password": settings.kafka_password,
    }
