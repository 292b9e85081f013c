from aiokafka.record import MemoryRecords

from workers.settings import Settings
from workers.streams.kafka.batches import BATCH_BYTES, whole_batch
from workers.streams.kafka.producers import producer_settings
from workers.streams.runtime.app_options import app_options

LEAST_OF_A_BROKER = 1_048_588
"""`message.max.bytes` of Apache Kafka where nobody has set it."""


def batch_of(settings: Settings) -> int:
    return int(app_options(settings, "annotate")["producer_max_batch_size"])


def test_what_is_published_is_packed_as_what_stages_send() -> None:
    options, ours = app_options(Settings(), "annotate"), producer_settings(Settings())
    assert ours["compression_type"] == options["producer_compression_type"] == "gzip"
    assert ours["max_batch_size"] == options["producer_max_batch_size"]


def test_the_messages_of_a_unit_share_batches() -> None:
    annotated = 10_500  # bytes of a common article
    assert batch_of(Settings()) >= Settings().batch_articles * annotated


def test_a_batch_fits_into_what_any_broker_takes() -> None:
    assert BATCH_BYTES < LEAST_OF_A_BROKER


def test_a_batch_is_no_larger_than_a_message_may_be() -> None:
    assert batch_of(Settings(max_message_bytes=100_000)) == 100_000


def test_a_whole_batch_holds_its_records_in_order_and_deletions_with_them() -> None:
    rows = {b"article": b"told" * 100, b"event": None, b"journal": b"messages"}
    batch = whole_batch(rows, 10_000)
    assert batch is not None
    read = MemoryRecords(bytes(batch._build())).next_batch()
    assert [(record.key, record.value) for record in read] == list(rows.items())
    assert batch.closed()


def test_records_that_outgrow_a_message_make_no_whole_batch() -> None:
    assert whole_batch({b"a": bytes(600), b"b": bytes(600)}, 1_000) is None
