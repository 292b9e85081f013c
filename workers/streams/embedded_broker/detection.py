"""Telling the embedded broker from any other, and what it gets wrong of what we rely on.

Asked for the end of a partition, it answers with the first offset of the last batch, plus one.
Everything that reads 'up to the end' - the recovery of tables, lag - would stop short by the rest
of that batch. So whoever produces to it sends one record a batch (`SINGLE_RECORD_BATCHES`, where
`is_embedded`), and then the answer is right. It has no idempotent producer and no transactions,
cannot delete records, and is not for more than one worker.
"""

import socket
import struct

HOST = "127.0.0.1"
CLUSTER_ID = "dateline-embedded"
SINGLE_RECORD_BATCHES = 1
"""`max_batch_size` (bytes) of producers on the embedded broker: too small for a second record, so
each batch holds one."""
METADATA_REQUEST = struct.pack(">ihhihi", 14, 3, 2, 1, -1, 0)
"""Kafka protocol: length, api key 3 (Metadata), version 2, correlation id 1, no client id, no
topics; the answer holds the cluster id."""
API_VERSIONS_REQUEST = struct.pack(">ihhih", 10, 18, 0, 1, -1)
"""Kafka protocol: length, api key 18 (ApiVersions), version 0, correlation id 1, no client id."""


def is_embedded(address: str) -> bool:
    """Return whether an embedded broker answers at `address` (`host:port`).

    False where nobody answers, at once, and for every address that is not loopback.
    """
    host, _, port = address.rpartition(":")
    if host not in (HOST, "localhost") or not port.isdecimal():
        return False
    return CLUSTER_ID.encode() in _answer(int(port), METADATA_REQUEST)


def answers(port: int) -> bool:
    """Whether something that speaks the Kafka protocol answers on a loopback port."""
    # The correlation id, and something.
    return len(_answer(port, API_VERSIONS_REQUEST)) > 4  # noqa: PLR2004


def _answer(port: int, request: bytes) -> bytes:
    """Return the answer to a request of the Kafka protocol, without its length.

    Empty where there is none.
    """
    try:
        with (
            socket.create_connection((HOST, port), timeout=2) as connection,
            connection.makefile("rb") as stream,
        ):
            connection.sendall(request)
            length = stream.read(4)
            # An int32.
            return stream.read(int.from_bytes(length, "big")) if len(length) == 4 else b""  # noqa: PLR2004
    except OSError:
        return b""
