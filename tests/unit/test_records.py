from typing import Any

from tests.records import canonical


def record(event_id: str, start: int, related: str, **more: Any) -> dict[str, Any]:
    mention = {"article_id": "a", "field": "text", "start": start}
    return {
        "event_id": event_id,
        "version": 1,
        "mentions": [mention],
        "relations": [{"kind": "follows", "event_id": related}],
        **more,
    }


def test_ids_and_versions_make_no_difference() -> None:
    one = [record("x", 0, "y"), record("y", 9, "x")]
    other = [record("q", 9, "p"), record("p", 0, "q")]
    assert canonical(one) == canonical(other)


def test_a_slot_makes_a_difference() -> None:
    assert canonical([record("x", 0, "x", title="A")]) != canonical(
        [record("x", 0, "x", title="B")]
    )


def test_a_relation_to_another_event_makes_a_difference() -> None:
    one = [record("x", 0, "y"), record("y", 9, "y")]
    other = [record("x", 0, "x"), record("y", 9, "y")]
    assert canonical(one) != canonical(other)
