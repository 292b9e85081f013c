from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from workers.streams.messages.message import Outgoing
from workers.streams.stages.outbox import Key, Outbox


def version(number: int) -> Outgoing:
    return Outgoing("events", b"e", str(number).encode(), [])


E: Key = ("en", "e")


def test_the_first_version_of_an_event_goes_out_at_once() -> None:
    outbox = Outbox(1.0)
    outbox.add(E, version(1))
    assert outbox.take_due(100.0) == [(E, version(1))]


def test_while_an_event_is_hot_only_its_last_version_goes_out() -> None:
    outbox = Outbox(1.0)
    outbox.add(E, version(1))
    outbox.take_due(100.0)
    for number in (2, 3, 4):
        outbox.add(E, version(number))
    assert outbox.take_due(100.9) == []
    assert outbox.take_due(101.0) == [(E, version(4))]


def test_an_event_that_ends_before_anything_of_it_is_sent_is_not_sent() -> None:
    outbox = Outbox(1.0)
    outbox.add(E, version(1), first=True)
    outbox.add(E, version(2), ended=True)
    assert outbox.take_due(100.0) == []


def test_an_event_of_which_something_was_sent_is_sent_when_it_ends() -> None:
    outbox = Outbox(0.0)
    outbox.add(E, version(1), first=True)
    outbox.take_due(100.0)
    outbox.add(E, version(2), ended=True)
    assert outbox.take_due(101.0) == [(E, version(2))]


def test_when_the_input_ends_everything_goes_out() -> None:
    outbox = Outbox(1.0)
    outbox.add(E, version(1))
    outbox.take_due(100.0)
    outbox.add(E, version(2))
    assert outbox.take_due(100.1, everything=True) == [(E, version(2))]


def test_a_record_that_waits_has_a_row_until_it_is_sent() -> None:
    outbox = Outbox(1.0)
    outbox.add(E, version(1))
    assert outbox.rows_to_put({E}) == [(E, version(1))]
    sent = [key for key, _message in outbox.take_due(100.0)]
    assert outbox.rows_to_drop(sent) == [E]
    assert outbox.rows_to_drop(sent) == []


def test_a_record_found_in_the_table_is_due_at_once_and_its_row_goes() -> None:
    outbox = Outbox(60.0)
    outbox.restore(E, version(3))
    assert outbox.take_due(0.0) == [(E, version(3))]
    assert outbox.rows_to_drop([E]) == [E]


def test_a_record_that_is_sent_in_its_own_unit_has_no_row() -> None:
    outbox = Outbox(1.0)
    outbox.add(E, version(1))
    outbox.take_due(100.0)
    assert outbox.rows_to_put({E}) == []


@given(st.lists(st.tuples(st.booleans(), st.floats(0, 0.7)), max_size=60))
def test_versions_go_out_in_order_never_closer_than_the_interval_and_the_last_always_does(
    steps: list[tuple[bool, float]],
) -> None:
    outbox, now, number = Outbox(1.0), 0.0, 0
    sent: list[tuple[float, int]] = []
    for told, passed in [*steps, (False, 2.0)]:
        now += passed
        if told:
            number += 1
            outbox.add(E, version(number))
        sent += [(now, int(message.value or b"0")) for _key, message in outbox.take_due(now)]
    assert [told for _at, told in sent] == sorted({told for _at, told in sent})
    assert all(later - earlier >= 1.0 for (earlier, _), (later, _) in pairwise(sent))
    assert not number or sent[-1][1] == number
