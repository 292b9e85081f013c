"""Decisions are made out of records, and what is no decision is refused in words."""

from dataclasses import replace

import pytest

from schemas import EventRecord
from tests.unit.consolidation.making import article, chain, who
from workers.consolidation import ConsolidationSettings, Consolidator
from workers.consolidation.rulings.decisions import MOST_NAMED, DecisionError, join, revoke, split

AT = "2031-05-06T08:15:00Z"


def record_of(*names: str, word: str = "visit") -> EventRecord:
    """One event that so many articles tell."""
    consolidator = Consolidator(ConsolidationSettings())
    for name in names:
        told_as = chain(0, word, who("Ann Lee"), context=("army", "minister"))
        consolidator.apply(
            article(name, told_as, story=f"minister {word} moscow", published="2023-04-14")
        )
    (record,) = consolidator.records()
    return record


def test_a_split_names_the_mentions_of_the_articles_and_those_of_the_others() -> None:
    decision = split(record_of("a", "b", "c"), ["b"], author="ed", reason="another visit", at=AT)
    assert [mention.article_id for mention in decision.first] == ["b"]
    assert [mention.article_id for mention in decision.second] == ["a", "c"]
    assert (decision.shard, decision.verdict, decision.version, decision.status) == (
        "en",
        "split",
        1,
        "in_force",
    )


@pytest.mark.parametrize("articles", [[], ["a", "b"], ["elsewhere"]])
def test_a_split_of_none_of_all_or_of_other_articles_is_refused(articles: list[str]) -> None:
    with pytest.raises(DecisionError):
        split(record_of("a", "b"), articles, author="ed", reason="", at=AT)


def test_a_join_is_the_same_whichever_event_is_named_first() -> None:
    one, two = record_of("a"), record_of("b", word="attack")
    decision = join(one, two, author="ed", reason="", at=AT)
    assert decision == join(two, one, author="ed", reason="", at=AT)
    assert {mention.article_id for mention in (*decision.first, *decision.second)} == {"a", "b"}


def test_a_join_of_an_event_with_itself_or_across_shards_is_refused() -> None:
    record = record_of("a")
    for other in (record, replace(record, event_id="other", shard="de")):
        with pytest.raises(DecisionError):
            join(record, other, author="ed", reason="", at=AT)


def test_a_side_of_many_mentions_is_cut_with_one_of_each_article_kept_first() -> None:
    record = record_of("a")
    mentions = tuple(
        replace(record.mentions[0], article_id=f"a{number % 300}", start=number)
        for number in range(MOST_NAMED * 2)
    )
    decision = join(
        replace(record, mentions=mentions),
        record_of("b", word="attack"),
        author="ed",
        reason="",
        at=AT,
    )
    side = max(decision.first, decision.second, key=len)
    assert len(side) == MOST_NAMED
    assert len({mention.article_id for mention in side}) == 300


def test_only_a_decision_that_bears_on_the_event_is_revoked() -> None:
    with pytest.raises(DecisionError, match="no decision"):
        revoke(record_of("a"), "nothing", author="ed", reason="", at=AT)
