from workers.settings import Settings
from workers.streams.runtime.app_options import BATCH_BYTES, app_options

LEAST_OF_A_BROKER = 1_048_588
"""`message.max.bytes` of Apache Kafka where nobody has set it."""


def batch_of(settings: Settings) -> int:
    return int(app_options(settings, "annotate")["producer_max_batch_size"])


def test_the_messages_of_a_unit_share_batches() -> None:
    annotated = 10_500  # bytes of a common article
    assert batch_of(Settings()) >= Settings().batch_articles * annotated


def test_a_batch_fits_into_what_any_broker_takes() -> None:
    assert BATCH_BYTES < LEAST_OF_A_BROKER


def test_a_batch_is_no_larger_than_a_message_may_be() -> None:
    assert batch_of(Settings(max_message_bytes=100_000)) == 100_000
