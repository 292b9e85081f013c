"""Faust's settings for the app of a stage."""

import sys
from pathlib import Path
from typing import Any

from faust.auth import SASLCredentials, SSLCredentials
from yarl import URL

from workers.settings import Settings
from workers.streams.kafka.batches import BATCH_BYTES, COMPRESSION
from workers.streams.kafka.connection import connection
from workers.streams.runtime.logs import is_json, logging_config
from workers.streams.state.recovery import QuietTableManager

COMMIT_INTERVAL = 1.0

PRODUCER_LINGER = 0.005
"""Seconds that a message may wait for company: without them each costs the brokers a request of its
own, and the replicas another."""

STREAM_BUFFER = 64
"""Messages that wait in an agent's queue; what is in work is bounded by the intake."""

POLL_RECORDS = 1_000
"""Most messages that are handed from the consumer's thread to the loop at once: each hand-over
takes milliseconds, which a recovery would wait for."""


def app_options(settings: Settings, stage: str) -> dict[str, Any]:
    """Return Faust's settings for the app of a stage, each that we rely on set explicitly."""
    return {
        "id": f"{settings.group_prefix}-{stage}",
        **_broker(settings),
        **_consumer(settings),
        **_producer(settings),
        **_state(settings),
        "processing_guarantee": "at_least_once",
        "stream_wait_empty": False,
        "stream_buffer_maxsize": STREAM_BUFFER,
        "stream_recovery_delay": 0.0,
        "stream_publish_on_commit": False,
        "topic_partitions": settings.partitions,
        "topic_replication_factor": settings.replication,
        "topic_disable_leader": True,
        "logging_config": logging_config(
            settings.log_level, as_json=is_json(settings.log_format, sys.stderr)
        ),
        "autodiscover": False,
        "web_enabled": False,
        "web_tables_enabled": False,
        "worker_redirect_stdouts": False,
        "key_serializer": "raw",
        "value_serializer": "raw",
    }


def _broker(settings: Settings) -> dict[str, Any]:
    session = settings.session_timeout
    return {
        "broker": [URL(f"kafka://{broker}") for broker in settings.broker.split(",")],
        "broker_credentials": credentials(settings),
        "broker_session_timeout": session,
        "broker_rebalance_timeout": session,
        "broker_request_timeout": max(90.0, session),
        "broker_heartbeat_interval": min(3.0, session / 4),
    }


def _consumer(settings: Settings) -> dict[str, Any]:
    return {
        "broker_commit_interval": COMMIT_INTERVAL,
        "broker_max_poll_records": POLL_RECORDS,
        "broker_max_poll_interval": 1000.0,
        "consumer_auto_offset_reset": "earliest",
        "consumer_max_fetch_size": settings.max_message_bytes,
    }


def _producer(settings: Settings) -> dict[str, Any]:
    return {
        "producer_acks": -1,
        "producer_linger": PRODUCER_LINGER,
        "producer_compression_type": COMPRESSION,
        "producer_max_batch_size": min(BATCH_BYTES, settings.max_message_bytes),
        "producer_request_timeout": 60.0,
        "producer_max_request_size": settings.max_message_bytes + 1024 * 1024,
    }


def _state(settings: Settings) -> dict[str, Any]:
    return {
        "table_standby_replicas": 0,
        "TableManager": QuietTableManager,
        "store": "rocksdb://?driver=rocksdict",
        "datadir": Path(settings.state_dir).absolute(),
    }


def credentials(settings: Settings) -> Any:
    """Return the login and encryption of `connection` in Faust's terms; None for none."""
    options = connection(settings)
    context = options.get("ssl_context")
    if "sasl_mechanism" in options:
        return SASLCredentials(
            username=options["sasl_plain_username"],
            password=options["sasl_plain_password"],
            mechanism=options["sasl_mechanism"],
            ssl_context=context,
        )
    return None if context is None else SSLCredentials(context)
