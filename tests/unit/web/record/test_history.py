"""What a page tells of the life of an event: versions, decisions, and how it ended or began."""

from dataclasses import replace

from schemas.event import DecisionLine
from tests.unit.web.making import NOW, event, filled
from workers.consolidation import Explanation
from workers.consolidation.explain import Ruling
from workers.streams.readmodel.view import View
from workers.streams.readmodel.view_records import ViewedEvent
from workers.web.record.history import MERGED, RETRACTED, SPLIT, decisions, outcome, steps

LINE = DecisionLine("d-1", 1, "split", "Ada at the desk", "two strikes", "2031-05-08T10:00:00Z")


def told(view: View, event_id: str = "e-strike") -> ViewedEvent:
    found = view.event(event_id)
    assert found is not None
    return found


def explanation(*history: str, rulings: tuple[Ruling, ...] = ()) -> Explanation:
    return Explanation(event(), 0.5, (), (), (), rulings, (), (), history)


def test_versions_have_the_words_of_consolidation_the_latest_first() -> None:
    versions = told(filled()).versions[1:]
    found = steps(versions, explanation("1: created with article a", "3: updated with article b"))
    assert [(step.number, step.version is not None, step.words) for step in found] == [
        (3, True, "updated with article b"),
        (2, True, ""),
        (1, False, "created with article a"),
    ]


def test_without_an_explanation_the_versions_seen_are_told() -> None:
    assert [step.number for step in steps(told(filled()).versions, None)] == [3, 2, 1]


def test_a_line_of_another_kind_is_passed_over() -> None:
    assert [step.number for step in steps((), explanation("nonsense", "2: updated"))] == [2]


def test_decisions_come_with_how_far_they_are_in_force() -> None:
    view = View()
    view.take_event(replace(event(), decisions=(LINE,)), NOW)
    assert [one.force for one in decisions(told(view), None)] == ["in force"]
    overruled = explanation(rulings=(Ruling(LINE, "overruled"),))
    assert [one.force for one in decisions(told(view), overruled)] == [
        "overruled by a later decision"
    ]


def test_how_an_event_ended_or_began_is_told_in_a_sentence() -> None:
    for record, history, sentence in (
        (event(status="merged", merged_into="e-talks"), (), MERGED),
        (event(status="retracted"), (), RETRACTED),
        (event(version=1, change="split"), (), SPLIT),
        (event(version=4), ("1: split with decision d-1",), SPLIT),
        (event(version=1, change="created"), (), ""),
        (event(version=4), (), ""),
    ):
        view = View()
        view.take_event(record, NOW)
        found = told(view)
        assert outcome(found, steps(found.versions, explanation(*history))) == sentence
