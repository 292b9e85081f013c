import gzip
import resource
from collections.abc import Callable, Iterator

import cramjam
import pytest
from aiokafka import TopicPartition, codec
from aiokafka.consumer import fetcher
from aiokafka.record._crecords import default_records as records_in_c
from aiokafka.record.default_records import DefaultRecordBatchBuilder
from aiokafka.record.memory_records import MemoryRecords

from workers.streams.kafka.compression import (
    GROWTH,
    BatchTooLargeError,
    BoundedRecords,
    bound_decompression,
    gunzip,
    unlz4,
    unsnap,
    unzstd,
)

LIMIT = 100_000
MIB = 1024 * 1024
CODECS: dict[str, tuple[Callable[[bytes, int], bytes], Callable[[bytes], bytes]]] = {
    "gzip": (gunzip, gzip.compress),
    "snappy": (unsnap, lambda data: bytes(cramjam.snappy.compress_raw(data))),
    "snappy in blocks": (unsnap, lambda data: bytes(codec.snappy_encode(data))),
    "lz4": (unlz4, lambda data: bytes(cramjam.lz4.compress(data))),
    "zstd": (unzstd, lambda data: bytes(cramjam.zstd.compress(data))),
}
NAMES = ("gzip_decode", "snappy_decode", "lz4_decode", "zstd_decode")
GZIP, SNAPPY, LZ4, ZSTD = 1, 2, 3, 4


@pytest.fixture
def bounded() -> Iterator[None]:
    before = {name: getattr(records_in_c, name) for name in NAMES}
    records = fetcher.PartitionRecords
    bound_decompression(LIMIT // GROWTH)
    yield
    fetcher.PartitionRecords = records
    for name, function in before.items():
        setattr(records_in_c, name, function)


@pytest.mark.parametrize("name", CODECS)
def test_what_is_within_the_limit_is_decompressed(name: str) -> None:
    unpack, pack = CODECS[name]
    for data in (b"x", bytes(range(256)) * 100, b"a" * LIMIT):
        assert unpack(pack(data), LIMIT) == data


@pytest.mark.parametrize("name", CODECS)
def test_what_grows_over_the_limit_is_not_and_costs_no_memory(name: str) -> None:
    unpack, pack = CODECS[name]
    packed = pack(b"\0" * (200 * MIB))
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    with pytest.raises(BatchTooLargeError, match="over 100000 bytes"):
        unpack(packed, LIMIT)
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 50 * 1024


def batch(offset: int, kind: int, *values: bytes) -> bytes:
    builder = DefaultRecordBatchBuilder(2, kind, 0, -1, -1, -1, 2**30)
    for number, value in enumerate(values):
        builder.append(number, 5, b"k", value, [])
    built = builder.build()
    built[:8] = offset.to_bytes(8, "big")
    return bytes(built)


def read(*batches: bytes) -> list[tuple[int, bytes]]:
    records = MemoryRecords(b"".join(batches))
    reading = fetcher.PartitionRecords(
        TopicPartition("t", 0), records, [], 10, None, None, False, 0
    )
    return [(record.offset, record.value) for record in reading]


@pytest.mark.parametrize("kind", [GZIP, SNAPPY, LZ4, ZSTD])
@pytest.mark.usefixtures("bounded")
def test_where_a_batch_is_too_large_one_message_says_so_and_the_partition_goes_on(
    kind: int,
) -> None:
    assert fetcher.PartitionRecords is BoundedRecords
    large = (b"\0" * LIMIT, b"x", b"y")
    found = read(
        batch(10, kind, b"one"),
        batch(11, kind, *large),
        batch(14, kind, b"two"),
        batch(15, kind, *large),
    )
    assert [offset for offset, _value in found] == [10, 11, 14, 15]
    assert [value for _offset, value in found][::2] == [b"one", b"two"]
    assert (
        found[1][1]
        == b"Dateline: a compressed batch of over 100000 bytes stood here and was not read"
    )


@pytest.mark.usefixtures("bounded")
def test_a_batch_that_is_broken_is_a_fault_and_not_taken_for_a_large_one() -> None:
    good = batch(10, ZSTD, *(b"%d" % number * 50 for number in range(100)))
    with pytest.raises(cramjam.DecompressionError):
        read(good[:70] + b"\xff" * 10 + good[80:])
