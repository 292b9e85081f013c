import pytest

from schemas.mentions import EventType, Participant
from tests.unit.consolidation.making import article, chain, when, who
from workers.consolidation.pairs.article_profile import article_profile
from workers.consolidation.pairs.chain_profile import ChainProfile
from workers.consolidation.pairs.compatibility import exclusion_reason, roles_swapped

VISIT = EventType("plover", "CONSULT", "visit")


NOBODY: frozenset[str] = frozenset()


def reason(first: ChainProfile, second: ChainProfile) -> str | None:
    return exclusion_reason(first, second, NOBODY, NOBODY)


def visit(name: str, *people: Participant, kind: EventType = VISIT) -> ChainProfile:
    return article_profile(article(name, chain(0, "visit", *people, type=kind))).chains[0]


def test_visits_by_different_people_are_different_visits() -> None:
    assert (
        reason(visit("a", who("Rosa Quispe")), visit("b", who("Lars Berg")))
        == "visits by different people"
    )


def test_talks_without_the_visitor_are_no_part_of_the_visit() -> None:
    talks = visit(
        "b",
        who("Lars Berg"),
        who("Ana Ruiz", "recipient", at=20),
        kind=EventType("plover", "CONSULT"),
    )
    assert reason(visit("a", who("Rosa Quispe")), talks) == "visits by different people"


def test_one_visit_has_several_hosts() -> None:
    first = visit("a", who("Rosa Quispe"), who("Ana Ruiz", "recipient", at=20))
    second = visit("b", who("Rosa Quispe"), who("Lars Berg", "recipient", at=20))
    assert reason(first, second) is None


def test_a_visitor_may_be_told_by_the_surname_alone() -> None:
    assert reason(visit("a", who("Rosa Quispe")), visit("b", who("Quispe"))) is None


def test_a_delegation_is_one_visit_where_one_of_it_is_shared() -> None:
    both = visit("a", who("Rosa Quispe"), who("Lars Berg"))
    assert reason(both, visit("b", who("Lars Berg"))) is None


def test_talks_may_be_told_with_either_side_as_actor() -> None:
    talks = EventType("plover", "CONSULT")
    one, two = visit("a", who("Rosa Quispe"), kind=talks), visit("b", who("Lars Berg"), kind=talks)
    assert reason(one, two) is None


def test_a_visit_one_way_is_not_the_visit_back() -> None:
    there = visit("a", who("Rosa Quispe"), who("Lars Berg", "recipient", at=20))
    assert roles_swapped(
        there, visit("b", who("Lars Berg"), who("Rosa Quispe", "recipient", at=20))
    )


def test_a_meeting_is_the_same_from_either_side() -> None:
    talks = EventType("plover", "CONSULT")
    one = visit("a", who("Rosa Quispe"), who("Lars Berg", "recipient", at=20), kind=talks)
    assert not roles_swapped(
        one, visit("b", who("Lars Berg"), who("Rosa Quispe", "recipient", at=20), kind=talks)
    )


def launch(name: str, published: str, day: str, probability: float = 0.8) -> ChainProfile:
    time = when(day, "Friday", probability=probability)
    event = chain(0, "launch", who("Rosa Quispe"), times=(time,))
    return article_profile(article(name, event, published=published)).chains[0]


def test_a_friday_excludes_a_friday_of_another_month() -> None:
    one, two = launch("a", "2016-02-08", "2016-02-05"), launch("b", "2016-03-28", "2016-03-25")
    assert reason(one, two) == "days exclude each other: 2016-02-05 and 2016-03-25"


def test_a_friday_may_have_been_read_a_week_off() -> None:
    assert (
        reason(launch("a", "2016-02-08", "2016-02-05"), launch("b", "2016-02-08", "2016-02-12"))
        is None
    )


@pytest.mark.parametrize(
    ("day", "excluded"),
    [
        ("2016-02-05", False),
        ("2016-02-06", False),
        ("2016-02-07", True),
        ("2016-02-10", True),
        ("2016-02-12", False),
        ("2016-02-15", True),
    ],
)
def test_certain_days_exclude_others_unless_one_may_be_wrong_by_a_day_or_a_week(
    day: str, excluded: bool
) -> None:
    one = launch("a", "2016-02-08", "2016-02-05", 0.9)
    other = launch("b", "2016-02-16", day, 0.9)
    expected = f"days exclude each other: 2016-02-05 and {day}"
    assert reason(one, other) == (expected if excluded else None)
    assert reason(launch("a", "2016-02-08", "2016-02-05"), launch("b", "2016-02-16", day)) == (
        expected if day == "2016-02-15" else None
    )


def close(name: str, published: str, day: str) -> ChainProfile:
    market = EventType("dateline", "MARKET")
    event = chain(0, "close", times=(when(day, "Friday"),), type=market)
    return article_profile(article(name, event, published=published)).chains[0]


def test_routine_reports_of_two_days_are_two_whatever_words_name_the_days() -> None:
    one, two = close("a", "2016-02-05", "2016-02-05"), close("b", "2016-02-06", "2016-02-06")
    assert reason(one, two) == "days exclude each other: 2016-02-05 and 2016-02-06"
    assert reason(one, close("c", "2016-02-06", "2016-02-05")) is None


def trial(name: str, *people: Participant) -> ChainProfile:
    return article_profile(
        article(name, chain(0, "sentence", *people, type=EventType("dateline", "COURT")))
    ).chains[0]


def test_what_is_done_to_different_people_is_not_one_event() -> None:
    one, two = trial("a", who("Dan Fox", "recipient")), trial("b", who("Eve Hall", "recipient"))
    assert reason(one, two) == "done to different people"


def test_whoever_the_other_article_names_may_stand_in_another_event_there() -> None:
    one, two = trial("a", who("Dan Fox", "recipient")), trial("b", who("Eve Hall", "recipient"))
    assert exclusion_reason(one, two, NOBODY, frozenset({"fox"})) is None
    assert exclusion_reason(one, two, frozenset({"hall"}), NOBODY) is None
