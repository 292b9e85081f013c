"""An operator's decisions against what the models say."""

from dataclasses import replace

import pytest

from schemas import ArticleMentions, Decision, EventRecord, Tick
from tests.unit.consolidation.making import article, canceled, chain, when, who
from workers.consolidation import ConsolidationSettings, Consolidator
from workers.consolidation.rulings.decisions import join, revoke, split

AT = "2023-05-01T09:00:00Z"
LATER = "2023-05-02T09:00:00Z"


def visit(
    name: str, day: str | None = None, *, version: int = 1, moved: int = 0
) -> ArticleMentions:
    """An article on Ann Lee's visit, with the day it names."""
    told = chain(
        0,
        "visit",
        who("Ann Lee"),
        context=("army", "minister"),
        times=(when(day, day),) if day is not None else (),
    )
    trigger = replace(
        told.mentions[0], start=told.mentions[0].start + moved, end=told.mentions[0].end + moved
    )
    return article(
        name,
        replace(told, mentions=(trigger,)),
        story="minister visit moscow",
        published="2023-04-14",
        received="2023-04-14T12:00:00Z",
        version=version,
    )


def fed(*items: ArticleMentions | Decision) -> Consolidator:
    consolidator = Consolidator(ConsolidationSettings())
    for item in items:
        consolidator.take(item)
    return consolidator


def groups(consolidator: Consolidator) -> list[list[str]]:
    return sorted(sorted(line.id for line in record.articles) for record in consolidator.records())


def only(consolidator: Consolidator) -> EventRecord:
    (record,) = consolidator.records()
    return record


APART = (visit("a", "2023-04-16"), visit("b", "2023-09-20"))
TOGETHER = (visit("a"), visit("b"), visit("c"))


def joined(*, at: str = AT) -> Decision:
    one, two = fed(*APART).records()
    return join(one, two, author="ed", reason="one visit, misdated", at=at)


def parted(*names: str, at: str = AT) -> Decision:
    return split(only(fed(*TOGETHER)), names, author="ed", reason="two visits", at=at)


def test_a_join_makes_one_event_of_two_whose_dates_exclude_each_other() -> None:
    assert groups(fed(*APART)) == [["a"], ["b"]]
    assert groups(fed(*APART, joined())) == [["a", "b"]]


def test_the_event_that_goes_is_told_as_merged_into_the_one_that_stays() -> None:
    consolidator = fed(*APART)
    told = consolidator.decide(joined()).records
    assert sorted(record.status for record in told) == ["merged", "open"]
    assert {record.merged_into for record in told} == {None, only(consolidator).event_id}


def test_a_split_makes_two_events_of_one_and_the_larger_keeps_the_id() -> None:
    consolidator = fed(*TOGETHER)
    before = only(consolidator).event_id
    consolidator.decide(parted("c"))
    assert groups(consolidator) == [["a", "b"], ["c"]]
    assert [len(r.articles) for r in consolidator.records() if r.event_id == before] == [2]


def test_a_decision_that_comes_before_its_articles_holds_when_they_come() -> None:
    assert groups(fed(joined(), *APART)) == [["a", "b"]]
    assert groups(fed(parted("c"), *TOGETHER)) == [["a", "b"], ["c"]]


def test_an_article_that_comes_after_a_split_goes_with_one_side_and_does_not_bridge_the_two() -> (
    None
):
    assert sorted(map(len, groups(fed(*TOGETHER, parted("c"), visit("d"))))) == [1, 3]


def test_a_revoked_decision_is_as_if_it_had_never_been() -> None:
    consolidator = fed(*TOGETHER, parted("c"))
    record = consolidator.records()[0]
    consolidator.decide(
        revoke(record, record.decisions[0].id, author="ed", reason="one after all", at=LATER)
    )
    assert groups(consolidator) == [["a", "b", "c"]]
    assert only(consolidator).decisions == ()


def test_an_older_version_of_a_decision_does_not_come_back() -> None:
    decision = joined()
    revoked = replace(decision, version=2, status="revoked")
    consolidator = fed(*APART, revoked)
    assert consolidator.decide(decision).records == ()
    assert groups(consolidator) == [["a"], ["b"]]


@pytest.mark.parametrize(
    ("decisions", "expected"),
    [
        (
            (parted("c"), replace(parted("c", at=LATER), verdict="join", id="later")),
            [["a", "b", "c"]],
        ),
        (
            (parted("c", at=LATER), replace(parted("c"), verdict="join", id="earlier")),
            [["a", "b"], ["c"]],
        ),
    ],
)
def test_of_two_decisions_that_contradict_each_other_the_later_holds(
    decisions: tuple[Decision, ...], expected: list[list[str]]
) -> None:
    assert (
        groups(fed(*TOGETHER, *decisions))
        == groups(fed(*reversed(decisions), *TOGETHER))
        == expected
    )


def test_what_an_earlier_decision_says_beside_the_contradiction_still_holds() -> None:
    apart = parted("a")
    again = replace(
        apart, id="later", verdict="join", at=LATER, first=apart.first, second=apart.second[:1]
    )
    consolidator = fed(*TOGETHER, apart, again)
    assert consolidator.graph.rulings.constraints.force == {apart.id: "overruled", "later": "whole"}
    assert groups(consolidator) == [["a", "b", "c"]]


def test_a_decision_follows_the_words_where_a_new_version_of_the_article_has_moved_them() -> None:
    newer = visit("b", "2023-09-20", version=2, moved=40)
    assert groups(fed(*APART, joined(), newer)) == [["a", "b"]]


def test_a_decision_names_nothing_where_the_words_are_gone() -> None:
    told = chain(0, "attack", who("Ann Lee"), times=(when("2023-09-20", "2023-09-20"),))
    newer = article("b", told, story="minister visit moscow", published="2023-04-14", version=2)
    assert groups(fed(*APART, joined(), newer)) == [["a"], ["b"]]


def test_the_record_tells_the_decisions_that_bear_on_it_and_no_others_do() -> None:
    consolidator = fed(*APART, visit("z", "2019-01-01"), joined())
    told = {
        tuple(sorted(m.article_id for m in r.mentions)): r.decisions for r in consolidator.records()
    }
    assert [line.reason for line in told["a", "b"]] == ["one visit, misdated"]
    assert told["z",] == ()


def test_a_cancelled_article_is_bound_by_no_decision() -> None:
    assert groups(fed(*APART, joined(), canceled(APART[1]))) == [["a"]]


def test_a_decision_is_dropped_with_the_last_of_its_articles() -> None:
    consolidator = fed(*APART, joined())
    kept = consolidator.tick(Tick("en", "2024-03-01T00:00:00Z"))
    gone = consolidator.tick(Tick("en", "2025-12-01T00:00:00Z"))
    assert kept.decisions_drop == ()
    assert gone.decisions_drop == (joined().id,)
    assert consolidator.graph.rulings.decisions == {}


def test_a_decision_waits_for_its_articles_however_old_it_is() -> None:
    told = (visit("z", "2019-01-01"), *APART)
    fed_years_later = [
        replace(item, article=replace(item.article, received_at="2026-11-22T07:00:00Z"))
        for item in told
    ]
    assert ["a", "b"] in groups(fed(joined(), *fed_years_later))
