from tests.unit.entities.world import World
from workers.entities.entity_lexicon import place_words
from workers.entities.places.disambiguation import (
    PlaceResolver,
    PlaceWeights,
    Surroundings,
    Toponym,
)

RESOLVER = PlaceResolver(World(), PlaceWeights.load(), place_words())
NOTHING = Surroundings({})


def country(toponyms: list[Toponym], form: str, surroundings: Surroundings = NOTHING) -> int:
    found = RESOLVER.resolve(toponyms, surroundings)
    return next(place.id for toponym, place in found.items() if toponym.form == form)


def test_a_name_alone_is_its_largest_place() -> None:
    assert country([Toponym("paris")], "paris") == 21


def test_the_state_named_beside_it_decides() -> None:
    assert country([Toponym("paris", ("texas",)), Toponym("texas")], "paris") == 22


def test_a_list_of_cities_is_no_container() -> None:
    assert country([Toponym("paris", ("moscow",)), Toponym("moscow")], "paris") == 21


def test_other_places_of_the_state_decide() -> None:
    assert country([Toponym("springfield"), Toponym("decatur")], "springfield") == 24
    assert country([Toponym("springfield"), Toponym("massachusetts")], "springfield") == 25


def test_a_country_and_a_state_of_one_name_are_told_by_the_company() -> None:
    assert country([Toponym("georgia"), Toponym("tbilisi")], "georgia") == 5
    assert (
        country([Toponym("georgia"), Toponym("atlanta"), Toponym("united states")], "georgia") == 12
    )


def test_a_kind_of_place_behind_a_name_is_looked_past() -> None:
    assert country([Toponym("marsabit county", beside="area")], "marsabit county") == 28


def test_an_unknown_name_gets_no_place() -> None:
    assert RESOLVER.resolve([Toponym("nowhereville")], NOTHING) == {}


def test_the_same_question_twice_is_answered_once() -> None:
    assert len(RESOLVER.resolve([Toponym("paris"), Toponym("paris")], NOTHING)) == 1


def test_the_sources_country_decides_where_nothing_else_does() -> None:
    assert country([Toponym("bonham")], "bonham") == 23
    assert country([Toponym("bonham")], "bonham", Surroundings({}, source="FR")) == 32


def test_a_town_abroad_that_few_know_is_meant_only_with_its_country() -> None:
    marsabit, texas = Toponym("marsabit"), Toponym("texas")
    assert RESOLVER.resolve([marsabit], NOTHING)[marsabit].id == 28
    assert marsabit not in RESOLVER.resolve([marsabit, texas], NOTHING)
    for company in (Toponym("nairobi"), Toponym("kenya")):
        assert RESOLVER.resolve([marsabit, texas, company], NOTHING)[marsabit].id == 28
    assert RESOLVER.resolve([marsabit, texas], Surroundings({"KE": 1}))[marsabit].id == 28
    assert RESOLVER.resolve([marsabit, texas], Surroundings({}, "KE"))[marsabit].id == 28
    moscow = Toponym("moscow")
    assert RESOLVER.resolve([moscow, texas], NOTHING)[moscow].id == 27


def test_the_place_that_is_best_known_by_a_name_is_meant_by_it() -> None:
    """Not the one with more people, and not a capital that has it among its other names."""
    assert country([Toponym("lindvik")], "lindvik") == 41


def test_a_state_that_is_little_more_than_its_town_yields_to_the_town() -> None:
    assert country([Toponym("astby")], "astby") == 45
    assert country([Toponym("norrmark")], "norrmark") == 46


def test_a_noun_for_an_area_keeps_the_state() -> None:
    assert country([Toponym("astby province", beside="area")], "astby province") == 44
