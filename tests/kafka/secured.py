"""One Kafka broker that lets in only whom it knows, and each only to what they may.

It has logins, certificates and permissions. Its listeners: `sasl_plaintext` and `sasl_ssl` take
logins by PLAIN and SCRAM, `ssl` wants a certificate of the client, and a plain one on loopback is
for the tests themselves, who may do everything.
"""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from aiokafka.admin import AIOKafkaAdminClient
from aiokafka.protocol.admin import CreateAclsRequest

from tests.kafka.certificates import Authority, Signed
from workers.settings import Settings
from workers.streams.apache_broker.distribution import kafka_jars
from workers.streams.apache_broker.node import Node, free_ports, new_cluster_id
from workers.streams.embedded_broker.detection import HOST

PASSWORDS = {
    "worker": "w0rker-Secret-4711",
    "stranger": "str4nger-Secret-4711",
    "reader": "re4der-Secret-4711",
}
"""Users and their passwords; what each may do is granted by the tests."""
MECHANISMS = ("PLAIN", "SCRAM-SHA-256", "SCRAM-SHA-512")
START_SECONDS = 60.0
TOPIC, GROUP, CLUSTER = 2, 3, 4
LITERAL, PREFIXED = 3, 4
READ, WRITE, CREATE, DELETE, DESCRIBE, DESCRIBE_CONFIGS = 3, 4, 5, 6, 8, 10
ALLOW = 3
"""Kafka's numbers for resources, patterns, operations and permissions."""
PREFIX = "dateline"


@dataclass
class SecuredBroker:
    """The broker, with the files that its clients need."""

    node: Node
    ports: dict[str, int]
    authority: Authority
    stranger: Authority
    client: Signed

    @classmethod
    def start(cls, folder: Path) -> "SecuredBroker":
        """Raises KafkaUnavailableError where there is no Java, or Kafka cannot be fetched."""
        jars = kafka_jars()
        plain, controller, *others = free_ports(5)
        ports = dict(zip(("sasl_plaintext", "sasl_ssl", "ssl"), others, strict=True))
        authority = Authority.make(folder / "certificates", "authority")
        server = authority.sign("broker", f"IP:{HOST}")
        special = {
            **_listeners(plain, controller, ports),
            **_encryption(authority, server),
            **_logins(),
            **_permissions(),
        }
        node = Node(
            jars, folder / "broker", 1, 1, plain, f"1@{HOST}:{controller}", controller, special
        )
        node.format(new_cluster_id(), *_scram())
        node.start()
        node.wait_until_it_answers(START_SECONDS)
        stranger = Authority.make(folder / "certificates", "nobody-known")
        return cls(node, ports, authority, stranger, authority.sign("worker"))

    def settings(
        self, listener: str, user: str = "worker", mechanism: str = "SCRAM-SHA-512", **changed: Any
    ) -> Settings:
        """Settings that fit a listener."""
        values: dict[str, Any] = {
            "broker": f"{HOST}:{self.ports[listener]}",
            "kafka_security_protocol": listener.upper(),
            "kafka_ca_file": str(self.authority.certificate) if listener.endswith("ssl") else "",
            "kafka_sasl_mechanism": mechanism,
            "kafka_username": user,
            "kafka_password": PASSWORDS.get(user, ""),
        }
        if listener == "ssl":
            certificate = {
                "kafka_cert_file": str(self.client.certificate),
                "kafka_key_file": str(self.client.key),
            }
            values = {
                **values,
                **certificate,
                "kafka_username": "",
                "kafka_password": "",
                "kafka_sasl_mechanism": "",
            }
        return Settings(**{**values, "replication": 1, **changed})

    async def grant(
        self, user: str, kind: int, name: str, *operations: int, pattern: int = LITERAL
    ) -> None:
        """Let a user do something with the topics or groups of a name, or whose names begin so."""
        admin = AIOKafkaAdminClient(bootstrap_servers=self.node.address)
        await admin.start()
        for operation in operations:
            request = CreateAclsRequest(kind, name, pattern, f"User:{user}", "*", operation, ALLOW)
            answer = await admin._send_to_controller(request)
            assert [code for code, _words in answer.creation_responses] == [0]
        await admin.close()

    async def grant_what_the_docs_say(self, user: str) -> None:
        """What docs/security.md tells to grant a worker that makes its own topics."""
        operations = (READ, WRITE, CREATE, DESCRIBE, DESCRIBE_CONFIGS)
        await self.grant(user, TOPIC, PREFIX, *operations, pattern=PREFIXED)
        await self.grant(user, GROUP, PREFIX, READ, DESCRIBE, pattern=PREFIXED)

    def stop(self) -> None:
        self.node.kill()


def _listeners(plain: int, controller: int, ports: dict[str, int]) -> dict[str, str]:
    listeners = {"PLAINTEXT": plain, **{name.upper(): port for name, port in ports.items()}}
    told = ",".join(f"{name}://{HOST}:{port}" for name, port in listeners.items())
    protocols = ",".join(f"{name}:{name}" for name in listeners)
    return {
        "listeners": f"{told},CONTROLLER://{HOST}:{controller}",
        "advertised.listeners": told,
        "listener.security.protocol.map": f"{protocols},CONTROLLER:PLAINTEXT",
    }


def _encryption(authority: Authority, server: Signed) -> dict[str, str]:
    return {
        "ssl.keystore.type": "PEM",
        "ssl.keystore.location": str(server.both()),
        "ssl.truststore.type": "PEM",
        "ssl.truststore.location": str(authority.certificate),
        "listener.name.ssl.ssl.client.auth": "required",
    }


def _logins() -> dict[str, str]:
    scram = "org.apache.kafka.common.security.scram.ScramLoginModule required;"
    users = " ".join(f'user_{user}="{password}"' for user, password in PASSWORDS.items())
    plain = f"org.apache.kafka.common.security.plain.PlainLoginModule required {users};"
    told = {"sasl.enabled.mechanisms": ",".join(MECHANISMS)}
    for listener in ("sasl_plaintext", "sasl_ssl"):
        for mechanism in MECHANISMS:
            module = plain if mechanism == "PLAIN" else scram
            told[f"listener.name.{listener}.{mechanism.lower()}.sasl.jaas.config"] = module
    return told


def _permissions() -> dict[str, str]:
    return {
        "authorizer.class.name": "org.apache.kafka.metadata.authorizer.StandardAuthorizer",
        "super.users": "User:ANONYMOUS",
    }


def _scram() -> list[str]:
    return [
        option
        for user, password in PASSWORDS.items()
        for mechanism in MECHANISMS[1:]
        for option in ("--add-scram", f"{mechanism}=[name={user},password={password}]")
    ]
