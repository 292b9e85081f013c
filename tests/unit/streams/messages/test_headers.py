import pytest

from schemas import EventRecord
from tests.unit.web.making import event
from workers.streams.dead_letters.origin import (
    DeadLetterOrigin,
    dead_letter_headers,
    dead_letter_origin,
    original_headers,
)
from workers.streams.messages.headers import (
    TRACE_ENTROPY,
    article_headers,
    cloud_event,
    event_headers,
    is_traceparent,
    new_trace_context,
    trace_context,
)

PARENT = b"00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01"
ORIGIN = DeadLetterOrigin("prepare", "not UTF-8: é", "byte 3", "dateline.articles", 2, 1017)


def _dated(at: str | None) -> dict[str, bytes]:
    return dict(cloud_event(kind="k", stage="s", identity="i", subject="x", time=at))


def test_an_event_has_every_attribute_that_cloudevents_requires() -> None:
    headers = dict(event_headers(event(version=7, change="updated")))
    assert headers["ce_specversion"] == b"1.0"
    assert headers["ce_type"] == b"dateline.event.updated"
    assert headers["ce_source"] == b"/dateline/consolidate"
    assert headers["ce_id"] == b"e-strike/7"
    assert headers["ce_subject"] == b"e-strike"
    assert headers["content-type"] == b"application/json"


def test_the_same_version_of_an_event_gets_the_same_headers() -> None:
    record: EventRecord = event()
    assert event_headers(record) == event_headers(record)


def test_two_versions_of_an_event_have_different_ids() -> None:
    assert (
        dict(event_headers(event(version=1)))["ce_id"]
        != dict(event_headers(event(version=2)))["ce_id"]
    )


@pytest.mark.parametrize("at", ["2031-05-05T09:30:00Z", "2031-05-05T09:30:00.250+02:00"])
def test_a_time_with_an_offset_is_told(at: str) -> None:
    assert _dated(at)["ce_time"] == at.encode()


@pytest.mark.parametrize("at", [None, "2031-05-05", "2031-05-05T09:30:00", "XXXX-05-05", "soon"])
def test_a_time_that_is_no_timestamp_is_left_out(at: str | None) -> None:
    assert "ce_time" not in _dated(at)


def test_an_id_that_utf_8_cannot_hold_is_escaped() -> None:
    assert dict(article_headers("prepare", "a\udc80b", 1))["ce_subject"] == b"a\\udc80b"


def test_a_valid_trace_context_is_carried_through_with_its_state() -> None:
    carried = [("TraceParent", PARENT), ("tracestate", b"vendor=1"), ("other", b"x")]
    headers = article_headers("annotate", "a", 1, carried=carried)
    assert headers[-2:] == [("traceparent", PARENT), ("tracestate", b"vendor=1")]


@pytest.mark.parametrize(
    "value",
    [
        "",
        "00-00000000000000000000000000000000-00f067aa0ba902b7-01",
        "00-4bf92f3577b34da6a3ce929d0e0e4736-0000000000000000-01",
        "ff-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01",
        "00-4BF92F3577B34DA6A3CE929D0E0E4736-00f067aa0ba902b7-01",
        "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01-extra",
        "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01\r\nInjected: yes",
    ],
)
def test_an_invalid_trace_context_is_dropped(value: str) -> None:
    assert not is_traceparent(value)
    assert trace_context([("traceparent", value.encode()), ("tracestate", b"v=1")]) == []


def test_a_later_version_of_trace_context_may_have_further_parts() -> None:
    assert is_traceparent(
        "01-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01-what-the-future-holds"
    )


def test_a_new_trace_context_is_valid() -> None:
    [(name, value)] = new_trace_context(bytes(range(1, TRACE_ENTROPY + 1)))
    assert name == "traceparent"
    assert is_traceparent(value.decode())


def test_a_dead_letter_tells_its_origin_and_keeps_the_headers_it_came_with() -> None:
    headers = dead_letter_headers(ORIGIN, [("traceparent", PARENT), ("x", b"\xff")])
    assert dead_letter_origin(headers) == ORIGIN
    assert original_headers(headers) == [("traceparent", PARENT), ("x", b"\xff")]


def test_what_kafka_connect_would_tell_of_a_death_is_not_replayed() -> None:
    assert original_headers([("__connect.errors.topic", b"t"), ("x", b"1")]) == [("x", b"1")]


def test_a_letter_that_dies_twice_tells_its_last_death_only() -> None:
    again = DeadLetterOrigin("annotate", "too long", "", "dateline.prepared", 0, 5)
    headers = dead_letter_headers(again, dead_letter_headers(ORIGIN, [("a", b"1")]))
    assert dead_letter_origin(headers) == again
    assert original_headers(headers) == [("a", b"1")]


def test_damaged_headers_of_a_dead_letter_read_as_unknown() -> None:
    headers = [("dateline_dead_letter_stage", b"\xff"), ("dateline_dead_letter_offset", b"many")]
    assert dead_letter_origin(headers) == DeadLetterOrigin("\ufffd", "", "", "", -1, -1)
