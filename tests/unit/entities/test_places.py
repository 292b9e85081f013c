from tests.unit.entities.world import World
from workers.entities.lexicon import place_words
from workers.entities.places.disambiguation import PlaceResolver, PlaceWeights, Surroundings, Toponym

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
    assert country([Toponym("georgia"), Toponym("atlanta"), Toponym("united states")], "georgia") == 12


def test_a_kind_of_place_behind_a_name_is_looked_past() -> None:
    assert country([Toponym("marsabit county", beside="area")], "marsabit county") == 28


def test_an_unknown_name_gets_no_place() -> None:
    assert RESOLVER.resolve([Toponym("nowhereville")], NOTHING) == {}


def test_the_same_question_twice_is_answered_once() -> None:
    assert len(RESOLVER.resolve([Toponym("paris"), Toponym("paris")], NOTHING)) == 1


def test_the_sources_country_decides_where_nothing_else_does() -> None:
    assert country([Toponym("bonham")], "bonham") == 23
    assert country([Toponym("bonham")], "bonham", Surroundings({}, source="FR")) == 32
