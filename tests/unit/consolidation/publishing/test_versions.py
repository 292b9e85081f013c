"""How a version of a record follows another."""

from dataclasses import replace

import pytest

from schemas import EventRecord
from schemas.event import ChangedField, EventStatus
from tests.unit.web.making import event
from workers.consolidation.publishing.versions import next_version, same_content


def record(**changed: object) -> EventRecord:
    return replace(event(version=1), changes=(), **changed)  # type: ignore[arg-type]


def test_the_first_version_has_no_changes() -> None:
    first = next_version(record(title="A strike"), None)
    assert (first.version, first.changes) == (1, ())


def test_a_version_names_each_changed_field_with_the_latest_version_that_changed_it() -> None:
    first = next_version(record(title="A strike"), None)
    second = next_version(record(title="A long strike"), first)
    third = next_version(record(title="A long strike", status="closed"), second)
    assert second.changes == (ChangedField("title", 2),)
    assert third.changes == (ChangedField("status", 3), ChangedField("title", 2))


def test_the_shard_and_the_numbering_are_no_content() -> None:
    one = record(title="A strike")
    assert same_content(one, replace(one, version=7, change="updated", status="closed"))
    assert not same_content(one, replace(one, title="A long strike"))


@pytest.mark.parametrize(
    ("before", "after", "change"),
    [
        ("open", "open", "updated"),
        ("open", "closed", "closed"),
        ("closed", "open", "reopened"),
        ("closed", "closed", "updated"),
    ],
)
def test_the_kind_of_change_follows_from_the_two_statuses(
    before: EventStatus, after: EventStatus, change: str
) -> None:
    following = next_version(record(title="A long strike", status=after), record(status=before))
    assert following.change == change
