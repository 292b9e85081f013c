from itertools import pairwise

import pytest

from workers.settings import STAGES, Settings
from workers.streams.kafka.groups import group_id, outputs_of, source_of
from workers.streams.readmodel.stage_board import SLICE_SECONDS, SLICES, GroupState, StageBoard


def state(committed: int, waiting: int = 0) -> GroupState:
    return GroupState(committed, waiting, 1)


def test_a_rate_is_what_was_committed_over_the_time_between() -> None:
    board = StageBoard()
    board.take("annotate", state(100), 0.0)
    board.take("annotate", state(150), 10.0)
    assert [line.rate for line in board.lines()] == [5.0]


def test_one_reading_gives_no_rate() -> None:
    board = StageBoard()
    board.take("prepare", state(100), 0.0)
    assert board.lines()[0].rate is None


def test_a_rate_forgets_what_is_older_than_a_minute() -> None:
    board = StageBoard()
    for second in range(0, 200, 10):
        board.take("prepare", state(1_000 if second else 0), float(second))
    assert board.lines()[0].rate == 0.0


def test_a_group_that_was_set_back_has_no_negative_rate() -> None:
    board = StageBoard()
    board.take("prepare", state(100), 0.0)
    board.take("prepare", state(0), 10.0)
    assert board.lines()[0].rate == 0.0


def test_stages_come_in_order_of_an_articles_way() -> None:
    board = StageBoard()
    for stage in reversed(STAGES):
        board.take(stage, state(1), 0.0)
    assert tuple(line.stage for line in board.lines()) == STAGES


def test_each_stage_reads_what_the_one_before_it_writes() -> None:
    for before, after in pairwise(STAGES):
        assert source_of(after) in outputs_of(before)


def test_a_stage_that_no_topic_names_is_an_error() -> None:
    with pytest.raises(KeyError, match="polish"):
        source_of("polish")


def test_a_group_is_named_by_prefix_and_stage() -> None:
    assert group_id(Settings(group_prefix="desk"), "extract") == "desk-extract"


def test_the_lag_is_kept_as_the_most_of_each_slice() -> None:
    board = StageBoard()
    for now, waiting in ((0.0, 3), (4.0, 8), (9.9, 2), (10.0, 1), (35.0, 0)):
        board.take("extract", state(1, waiting), now)
    assert [(part.number, part.most) for part in board.lag("extract")] == [(0, 8), (1, 1), (3, 0)]
    assert board.lag("prepare") == ()


def test_the_lag_of_more_than_a_quarter_of_an_hour_ago_is_forgotten() -> None:
    board = StageBoard()
    for number in range(3 * SLICES):
        board.take("extract", state(1, number), number * float(SLICE_SECONDS))
    assert [part.number for part in board.lag("extract")] == list(range(2 * SLICES, 3 * SLICES))
    board.take("extract", state(1), 10_000.0 * SLICE_SECONDS)
    assert [part.most for part in board.lag("extract")] == [0]
