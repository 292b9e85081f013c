from schemas.mentions import EventType, Participant
from tests.unit.consolidation.making import article, chain, when, who
from workers.consolidation.pairs.compat import cannot_be_one, roles_swapped, stories_apart
from workers.consolidation.pairs.profiles import ArticleProfile, ChainProfile, profile

VISIT = EventType("plover", "CONSULT", "visit")


def visit(name: str, *people: Participant, kind: EventType = VISIT) -> ChainProfile:
    return profile(article(name, chain(0, "visit", *people, type=kind))).chains[0]


def test_visits_by_different_people_are_different_visits() -> None:
    assert cannot_be_one(visit("a", who("Rosa Quispe")), visit("b", who("Lars Berg"))) == "visits by different people"


def test_a_visitor_may_be_told_by_the_surname_alone() -> None:
    assert cannot_be_one(visit("a", who("Rosa Quispe")), visit("b", who("Quispe"))) is None


def test_a_delegation_is_one_visit_where_one_of_it_is_shared() -> None:
    both = visit("a", who("Rosa Quispe"), who("Lars Berg"))
    assert cannot_be_one(both, visit("b", who("Lars Berg"))) is None


def test_talks_may_be_told_with_either_side_as_actor() -> None:
    talks = EventType("plover", "CONSULT")
    one, two = visit("a", who("Rosa Quispe"), kind=talks), visit("b", who("Lars Berg"), kind=talks)
    assert cannot_be_one(one, two) is None


def test_a_visit_one_way_is_not_the_visit_back() -> None:
    there = visit("a", who("Rosa Quispe"), who("Lars Berg", "recipient", at=20))
    assert roles_swapped(there, visit("b", who("Lars Berg"), who("Rosa Quispe", "recipient", at=20)))


def test_a_meeting_is_the_same_from_either_side() -> None:
    talks = EventType("plover", "CONSULT")
    one = visit("a", who("Rosa Quispe"), who("Lars Berg", "recipient", at=20), kind=talks)
    assert not roles_swapped(one, visit("b", who("Lars Berg"), who("Rosa Quispe", "recipient", at=20), kind=talks))


def story(name: str, published: str, said: str) -> ArticleProfile:
    told = chain(0, "launch", who("Rosa Quispe"), times=(when(said, "Friday"),))
    return profile(article(name, told, published=published))


def test_weekdays_half_a_year_apart_are_of_two_stories() -> None:
    assert stories_apart(story("a", "2016-02-08", "2016-02-05"), story("b", "2017-08-27", "2017-08-25"))


def test_weekdays_some_weeks_apart_may_hang_on_a_wrong_date_of_publication() -> None:
    assert stories_apart(story("a", "2016-02-08", "2016-02-05"), story("b", "2016-03-28", "2016-03-25")) is None
