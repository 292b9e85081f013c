"""The relay in front of the embedded broker mends one answer, and carries all others unchanged."""

import struct

import pytest

from workers.streams.embedded_broker.relay import without_tags

TAGS = bytes.fromhex("04000101010 8ffffffffffffffff020101030100".replace(" ", ""))
"""Four tagged fields, as Tansu sends them."""


def answer(entries: int, tags: bytes) -> bytes:
    """An answer to ApiVersions 3.

    It has correlation id, error code, entries of key, versions and no tags, throttle time, tags.
    """
    versions = b"".join(struct.pack(">hhhB", key, 0, 4, 0) for key in range(entries))
    return struct.pack(">ihB", 7, 0, entries + 1) + versions + struct.pack(">i", 0) + tags


@pytest.mark.parametrize("entries", [0, 1, 36, 126])
def test_the_tagged_fields_at_the_end_are_left_out(entries: int) -> None:
    assert without_tags(answer(entries, TAGS)) == answer(entries, b"\0")


@pytest.mark.parametrize(
    "other", [b"", b"\0" * 6, answer(3, b""), answer(3, b"")[:-9], b"\0" * 6 + b"\xff" * 40]
)
def test_what_is_built_otherwise_passes_as_it_is(other: bytes) -> None:
    assert without_tags(other) == other


def test_an_answer_without_tagged_fields_stays_so() -> None:
    assert without_tags(answer(5, b"\0")) == answer(5, b"\0")
