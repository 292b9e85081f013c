"""What an explanation tells of links, neighbours, decisions and history."""

from dataclasses import replace

from schemas import ArticleMentions, Decision, EventRecord
from tests.unit.consolidation.making import article, chain, when, who
from workers.cli.events.explaining import WORDS, explained
from workers.consolidation import ConsolidationSettings, Consolidator, Explanation
from workers.consolidation.graph.agglomeration import Linkage
from workers.consolidation.graph.scoring import load_models
from workers.consolidation.pairs.features import CHAIN_NAMES, MAIN_NAMES
from workers.consolidation.publishing.history import (
    LONGEST_LINE,
    MOST_LINES,
    append_line,
    history_line,
)
from workers.consolidation.rulings.decisions import join, split

AT = "2023-05-01T09:00:00Z"


def visit(name: str, day: str | None = None, person: str = "Ann Lee") -> ArticleMentions:
    times = (when(day, day),) if day is not None else ()
    told = chain(0, "visit", who(person), context=("army", "minister"), times=times)
    return article(name, told, story="minister visit moscow", published="2023-04-14")


def fed(*items: ArticleMentions | Decision) -> Consolidator:
    consolidator = Consolidator(ConsolidationSettings())
    for item in items:
        consolidator.take(item)
    return consolidator


def of(consolidator: Consolidator, article_id: str) -> Explanation:
    events = consolidator.published.event_of
    return consolidator.explain(events[article_id, 0])


def text(explanation: Explanation) -> str:
    return "\n".join(explained(explanation))


def test_a_link_is_told_with_the_features_that_made_it() -> None:
    explanation = of(fed(visit("a"), visit("b")), "a")
    (link,) = explanation.links
    assert {"words", "short"} <= dict(link.features).keys()
    assert link.score > explanation.threshold
    assert "the articles use the same words +" in text(explanation)


def test_every_feature_has_words_that_say_what_it_is() -> None:
    assert WORDS.keys() == {*CHAIN_NAMES, *MAIN_NAMES}


def test_a_neighbour_is_kept_out_by_the_fact_that_excludes_it_and_by_name() -> None:
    consolidator = fed(visit("a", "2023-04-16"), visit("b", "2023-09-20"))
    (neighbour,) = of(consolidator, "a").neighbours
    assert neighbour.event_id == consolidator.published.event_of["b", 0]
    assert neighbour.reason == "dates exclude each other: 2023-04-16 and 2023-09-20"
    assert neighbour.score is None
    assert neighbour.event_id in text(of(consolidator, "a"))


def test_a_near_miss_is_told_with_its_mean() -> None:
    models = load_models()
    strict = replace(models, linkage=Linkage(1.5))
    consolidator = Consolidator(ConsolidationSettings(), strict)
    for item in (visit("a"), visit("b")):
        consolidator.apply(item)
    (neighbour,) = of(consolidator, "a").neighbours
    assert neighbour.score is not None
    assert (
        neighbour.reason
        == f"the mean over all pairs of chains is {neighbour.score:.2f}, below 1.50"
    )


def test_a_decision_is_told_with_its_author_reason_and_force_on_both_sides() -> None:
    (record,) = fed(visit("a"), visit("b")).records()
    consolidator = fed(
        visit("a"), visit("b"), split(record, ["b"], author="ed", reason="two visits", at=AT)
    )
    for side, other in (("a", "b"), ("b", "a")):
        explanation = of(consolidator, side)
        assert [(ruling.decision.author, ruling.force) for ruling in explanation.rulings] == [
            ("ed", "whole")
        ]
        assert "of ed keeps them apart: two visits" in explanation.neighbours[0].reason
        assert explanation.neighbours[0].event_id == consolidator.published.event_of[other, 0]
        assert "two visits (in force)" in text(explanation)


def test_a_decision_that_a_later_one_overrules_is_told_as_such() -> None:
    (record,) = fed(visit("a"), visit("b")).records()
    apart = split(record, ["b"], author="ed", reason="two visits", at=AT)
    again = replace(
        apart, id="later", verdict="join", at="2023-05-02T09:00:00Z", reason="one after all"
    )
    explanation = of(fed(visit("a"), visit("b"), apart, again), "a")
    assert [ruling.force for ruling in explanation.rulings] == ["overruled", "whole"]


def test_what_only_a_decision_holds_together_is_told_as_linked_to_nothing() -> None:
    apart = visit("a", "2023-04-16"), visit("b", "2023-09-20")
    one, two = fed(*apart).records()
    explanation = of(fed(*apart, join(one, two, author="ed", reason="misdated", at=AT)), "a")
    assert explanation.unlinked == (("a", 0), ("b", 0))
    assert "linked to none of the others" in text(explanation)


def test_the_steps_that_completed_a_date_are_told_with_the_words_behind_it() -> None:
    shown = text(of(fed(visit("a", "XXXX-04-16"), visit("b", "2023-04-16")), "a"))
    assert "2023-04-16, by 2 independent articles" in shown
    assert "“XXXX-04-16” in a" in shown


def test_history_tells_what_brought_each_version_and_what_it_changed() -> None:
    consolidator = fed(visit("a"), visit("b", "2023-04-16"))
    (record,) = consolidator.records()
    consolidator.decide(split(record, ["b"], author="ed", reason="two visits", at=AT))
    told = consolidator.published.history(record.event_id)
    assert told[0] == "1: created with article a"
    assert told[1].startswith("2: updated with article b (articles +b; when 2023-04? → 2023-04-16")
    assert "of ed: two visits" in told[2]


def test_a_long_history_keeps_its_first_line_and_its_latest() -> None:
    history: tuple[str, ...] = ()
    for number in range(MOST_LINES * 2):
        history = append_line(history, str(number))
    assert (len(history), history[0], history[-1]) == (MOST_LINES, "0", str(MOST_LINES * 2 - 1))


def test_a_line_is_bounded_whatever_the_articles_are_called() -> None:
    record: EventRecord = fed(visit("a")).records()[0]
    assert len(history_line(record, None, "x" * 10_000)) == LONGEST_LINE
