import pytest

from workers.streams.dead_letters.origin import DeadLetterOrigin
from workers.streams.readmodel.reasons import LONGEST, MOST, OTHER, Reasons, general_reason


def origin(reason: str, stage: str = "prepare") -> DeadLetterOrigin:
    return DeadLetterOrigin(stage, reason, "", "dateline.articles", 0, 1)


@pytest.mark.parametrize(
    ("reason", "general"),
    [
        ("text of 300000 characters; the limit is 200000", "text of … characters; the limit is …"),
        ("unknown status 'gone': usable or canceled", "unknown status …: usable or canceled"),
        ("empty:\n neither text nor title", "empty: neither text nor title"),
        ("", "no reason given"),
        ("x" * 500, "x" * LONGEST),
    ],
)
def test_a_reason_loses_what_differs_from_article_to_article(reason: str, general: str) -> None:
    assert general_reason(reason) == general


def test_letters_are_counted_by_stage_and_reason_the_largest_group_first() -> None:
    reasons = Reasons()
    for told in (
        origin("with 3 words no article"),
        origin("with 7 words no article"),
        origin("not UTF-8"),
        origin("not UTF-8", "extract"),
    ):
        reasons.take(told)
    assert [(one.stage, one.reason, one.count) for one in reasons.counts()] == [
        ("prepare", "with … words no article", 2),
        ("extract", "not UTF-8", 1),
        ("prepare", "not UTF-8", 1),
    ]
    reasons.clear()
    assert reasons.counts() == []


def test_more_reasons_than_a_metric_bears_are_one_group() -> None:
    reasons = Reasons()
    for number in range(MOST + 20):
        reasons.take(origin("a" * number + "b"))
    found = {(one.stage, one.reason): one.count for one in reasons.counts()}
    assert len(found) == MOST + 1
    assert found["", OTHER] == 20
