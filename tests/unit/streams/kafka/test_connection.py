from dataclasses import replace
from pathlib import Path

import pytest

from workers.settings import Settings, SettingsError
from workers.streams.kafka.connection import connection

LOGIN = Settings(
    kafka_security_protocol="sasl_ssl",
    kafka_sasl_mechanism="scram-sha-512",
    kafka_username="u",
    kafka_password="secret",
)


def test_a_plain_connection_needs_nothing_but_addresses() -> None:
    told = connection(Settings(broker="a:1,b:2"))
    assert told["bootstrap_servers"] == ["a:1", "b:2"]
    assert "ssl_context" not in told
    assert "sasl_mechanism" not in told


def test_a_login_over_tls_has_both() -> None:
    told = connection(LOGIN)
    assert (told["sasl_mechanism"], told["sasl_plain_username"]) == ("SCRAM-SHA-512", "u")
    assert told["ssl_context"].check_hostname


@pytest.mark.parametrize(
    ("changes", "named"),
    [
        ({"kafka_security_protocol": "TLS"}, "kafka_security_protocol"),
        ({"kafka_sasl_mechanism": "GSSAPI"}, "kafka_sasl_mechanism"),
        ({"kafka_password": ""}, "kafka_password"),
        ({"kafka_ca_file": "/nowhere/ca.pem"}, "kafka_ca_file"),
    ],
)
def test_what_is_wrong_is_named(changes: dict[str, str], named: str) -> None:
    with pytest.raises(SettingsError, match=named) as caught:
        connection(replace(LOGIN, **changes))  # type: ignore[arg-type]
    assert "secret" not in str(caught.value)


def test_a_file_that_is_no_certificate_is_refused(tmp_path: Path) -> None:
    (tmp_path / "ca.pem").write_text("not a certificate")
    with pytest.raises(SettingsError, match="kafka_ca_file"):
        connection(replace(LOGIN, kafka_ca_file=str(tmp_path / "ca.pem")))
