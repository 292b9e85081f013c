"""Compressed batches of records, decompressed up to a limit only.

A broker bounds what a batch takes compressed, so ten megabytes in a topic can be three hundred
gigabytes in memory. aiokafka decompresses a batch whole; with `bound_decompression` it stops at a
limit, and a message that says so stands where the batch was: it becomes a dead letter, and the
partition goes on.
"""

import logging
import struct
import zlib
from collections.abc import Callable, Iterator
from typing import Any

import cramjam
from aiokafka import ConsumerRecord, codec
from aiokafka.consumer import fetcher
from aiokafka.record._crecords import default_records as records_in_c

log = logging.getLogger(__name__)

GROWTH = 8
"""How many of the largest messages a batch may hold, decompressed."""
GZIP_WINDOW = 31
"""zlib's `wbits` for data with gzip's header."""
XERIAL_HEADER = 16
"""Bytes before the first block of snappy data as Java writes it."""


class BatchTooLargeError(Exception):
    """A batch is larger than the limit once decompressed."""


class OneAtATime:
    """Batches as aiokafka reads them, of which the last one given out is remembered."""

    def __init__(self, batches: Any) -> None:
        self._batches = batches
        self.last: Any = None

    def has_next(self) -> bool:
        """Whether there is another."""
        return bool(self._batches.has_next())

    def next_batch(self) -> Any:
        """Return the next one."""
        self.last = self._batches.next_batch()
        return self.last


class BoundedRecords(fetcher.PartitionRecords):
    """The records of one fetch.

    For a batch that is too large there is one record that says so, at the first offset of the
    batch.
    """

    _records: Any
    next_fetch_offset: int

    def _unpack_records(self) -> Iterator[ConsumerRecord]:
        self._records = batches = OneAtATime(self._records)
        while True:
            try:
                yield from super()._unpack_records()
            except BatchTooLargeError as error:
                batch = batches.last
                offset = max(self.next_fetch_offset, batch.base_offset)
                self.next_fetch_offset = batch.next_offset
                # Whoever wrote the batch is at fault, and a traceback tells nothing of them.
                log.error(  # noqa: TRY400
                    "%s-%d@%d to %d: %s",
                    self._tp.topic,
                    self._tp.partition,
                    offset,
                    batch.next_offset - 1,
                    error,
                )
                yield _in_place(self._tp, offset, batch, f"Dateline: {error}")
            else:
                return


def bound_decompression(largest_message: int) -> None:
    """Bound how much of a batch a consumer of this process decompresses.

    The bound is `GROWTH` of the largest messages, in bytes.
    """
    limit = GROWTH * largest_message
    decoders: dict[str, Callable[[Any, int], bytes]] = {
        "gzip_decode": gunzip,
        "snappy_decode": unsnap,
        "lz4_decode": unlz4,
        "zstd_decode": unzstd,
    }
    for name, decode in decoders.items():
        setattr(records_in_c, name, _limited(decode, limit))
    fetcher.PartitionRecords = BoundedRecords


def gunzip(data: Any, limit: int) -> bytes:
    """Decompress gzip. Raises BatchTooLargeError over the limit."""
    unpacker = zlib.decompressobj(GZIP_WINDOW)
    unpacked = unpacker.decompress(data, limit + 1)
    if len(unpacked) > limit:
        raise _too_large(limit)
    return unpacked + unpacker.flush()


def unsnap(data: Any, limit: int) -> bytes:
    """Decompress snappy, raw or in blocks; the data give their size beforehand.

    Raises BatchTooLargeError over the limit.
    """
    packed = memoryview(bytes(data))
    if sum(map(cramjam.snappy.decompress_raw_len, _blocks(packed))) > limit:
        raise _too_large(limit)
    return bytes(codec.snappy_decode(bytes(packed)))


def unlz4(data: Any, limit: int) -> bytes:
    """Decompress lz4. Raises BatchTooLargeError over the limit."""
    return _into(cramjam.lz4.decompress_into, data, limit)


def unzstd(data: Any, limit: int) -> bytes:
    """Decompress zstd. Raises BatchTooLargeError over the limit."""
    return _into(cramjam.zstd.decompress_into, data, limit)


def _limited(decode: Callable[[Any, int], bytes], limit: int) -> Callable[[Any], bytes]:
    return lambda data: decode(data, limit)


def _into(decompress: Callable[[Any, Any], int], data: Any, limit: int) -> bytes:
    room = bytearray(limit)
    try:
        size = decompress(bytes(data), room)
    except cramjam.DecompressionError as error:
        if "whole buffer" in str(error):
            raise _too_large(limit) from None
        raise
    return bytes(memoryview(room)[:size])


def _blocks(packed: memoryview) -> Iterator[bytes]:
    if not codec._detect_xerial_stream(bytes(packed[: XERIAL_HEADER + 1])):  # noqa: SLF001
        # How aiokafka itself tells the two apart.
        yield bytes(packed)
        return
    at = XERIAL_HEADER
    while at < len(packed):
        (size,) = struct.unpack_from("!i", packed, at)
        if size < 0:
            return
        yield bytes(packed[at + 4 : at + 4 + size])
        at += 4 + size


def _in_place(tp: Any, offset: int, batch: Any, words: str) -> ConsumerRecord:
    value = words.encode()
    return ConsumerRecord(
        tp.topic,
        tp.partition,
        offset,
        batch.max_timestamp,
        batch.timestamp_type,
        None,
        value,
        None,
        -1,
        len(value),
        (),
    )


def _too_large(limit: int) -> BatchTooLargeError:
    return BatchTooLargeError(
        f"a compressed batch of over {limit} bytes stood here and was not read"
    )
