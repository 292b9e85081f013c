import pytest
from hypothesis import given
from hypothesis import strategies as st

from workers.streams.flow.ledger import AckLedger, Verdict


def received(start: int, count: int) -> AckLedger[int]:
    ledger: AckLedger[int] = AckLedger(start)
    for offset in range(start, start + count):
        assert ledger.receive(offset, offset) is Verdict.NEW
    return ledger


@given(
    start=st.integers(0, 1000),
    order=st.integers(1, 60).flatmap(lambda count: st.permutations(range(count))),
)
def test_the_committed_offset_never_passes_the_lowest_unfinished_one_and_never_stays_behind(
    start: int, order: list[int]
) -> None:
    ledger = received(start, len(order))
    unfinished = set(range(start, start + len(order)))
    acknowledged: list[int] = []
    for place in order:
        acknowledged += ledger.finish(start + place)
        unfinished.remove(start + place)
        assert ledger.committable == min(unfinished, default=start + len(order))
    assert acknowledged == list(range(start, start + len(order)))
    assert ledger.in_work == 0


@given(
    st.lists(
        st.tuples(st.sampled_from(("read", "finish", "stale")), st.integers(0, 30)), max_size=200
    )
)
def test_whatever_is_read_again_in_between_each_offset_is_worked_on_and_acknowledged_once(
    steps: list[tuple[str, int]],
) -> None:
    ledger: AckLedger[int] = AckLedger(0)
    working: list[int] = []
    acknowledged: list[int] = []
    for step, number in steps:
        if step == "read":
            working.append(ledger.position)
            assert ledger.receive(ledger.position, ledger.position) is Verdict.NEW
        elif step == "stale" and number < ledger.position:
            assert ledger.receive(number, number) is Verdict.SEEN
        elif step == "finish" and working:
            acknowledged += ledger.finish(working.pop(number % len(working)))
    for offset in sorted(working, reverse=True):
        acknowledged += ledger.finish(offset)
    assert acknowledged == list(range(ledger.position)) == list(range(ledger.committable))


def test_a_jump_in_offsets_is_a_fault_the_first_time() -> None:
    ledger = received(10, 1)
    assert ledger.receive(13, 13) is Verdict.GAP
    assert ledger.position == 11


def test_what_is_queued_behind_a_gap_is_not_taken_for_the_second_time() -> None:
    ledger = received(10, 1)
    ledger.receive(13, 13)
    assert [ledger.receive(offset, offset) for offset in (14, 15, 16)] == [Verdict.PAST_GAP] * 3


def test_a_fault_is_healed_by_reading_again() -> None:
    ledger = received(10, 1)
    verdicts = [ledger.receive(offset, offset) for offset in (13, 14, 11, 12, 13, 14)]
    assert verdicts == [Verdict.GAP, Verdict.PAST_GAP, *[Verdict.NEW] * 4]


@pytest.mark.parametrize("finish_first", [True, False])
def test_a_jump_that_is_there_again_is_real_and_does_not_hold_the_commit(
    finish_first: bool,
) -> None:
    ledger = received(10, 1)
    if finish_first:
        ledger.finish(10)
    verdicts = [ledger.receive(offset, offset) for offset in (13, 14, 13, 14)]
    assert verdicts == [Verdict.GAP, Verdict.PAST_GAP, Verdict.REAL_GAP, Verdict.NEW]
    ledger.finish(14)
    ledger.finish(13)
    if not finish_first:
        assert ledger.committable == 10
        ledger.finish(10)
    assert ledger.committable == 15


def test_after_a_nudge_the_next_jump_is_judged_afresh() -> None:
    ledger = received(10, 1)
    ledger.receive(13, 13)
    ledger.forget_gap()
    assert ledger.receive(15, 15) is Verdict.GAP
    assert ledger.receive(15, 15) is Verdict.REAL_GAP


def test_an_offset_that_was_not_received_cannot_be_finished() -> None:
    ledger = received(0, 1)
    with pytest.raises(KeyError):
        ledger.finish(1)
