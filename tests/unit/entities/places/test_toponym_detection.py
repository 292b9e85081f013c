import pytest

from tests.unit.entities.world import linked


def test_a_place_that_ner_took_for_a_body_is_a_place_behind_in() -> None:
    assert "Marsabit/GPE" in linked("They met in Marsabit.", [("Marsabit", "ORG")])


def test_a_place_that_ner_missed_is_found_in_a_list() -> None:
    assert "Marsabit/GPE" in linked(
        "They met in Nairobi, Marsabit and Moscow.", [("Nairobi", "GPE"), ("Moscow", "GPE")]
    )


def test_an_illness_named_after_a_place_is_no_place() -> None:
    assert "Marsabit/GPE" not in linked("The Marsabit virus spread.", [("Marsabit", "GPE")])


def test_a_persons_name_that_is_also_a_towns_stays_a_person() -> None:
    found = linked(
        "Ann Bonham spoke. Bonham left.", [("Ann Bonham", "PERSON"), ("Bonham", "PERSON")]
    )
    assert found["Bonham/PERSON"].entity == "an-bonham"


def test_a_place_within_a_bodys_name_is_placed_too() -> None:
    found = linked("The Nairobi City Council met.", [("Nairobi City Council", "ORG")])
    assert found["Nairobi City Council/ORG"].country == "KE"
    assert found["Nairobi/GPE"].geo is not None


def test_a_brand_named_after_a_place_is_not_placed() -> None:
    assert "Nairobi/GPE" not in linked("The Nairobi Times reported it.", [("Nairobi Times", "ORG")])


def test_planets_are_on_no_map() -> None:
    assert linked("It flew to Mars.", [("Mars", "LOC")])["Mars/LOC"].geo is None


@pytest.mark.parametrize("label", ["PERSON", "ORG", "NORP"])
def test_a_well_known_city_is_a_place_whatever_ner_took_it_for(label: str) -> None:
    assert (
        linked("Lindvik was hit by a storm.", [("Lindvik", label)])["Lindvik/GPE"].country == "FR"
    )


def test_a_well_known_city_that_ner_missed_is_found() -> None:
    assert "Lindvik/GPE" in linked("The storm reached Lindvik overnight.")


def test_a_small_town_that_ner_took_for_a_person_is_none() -> None:
    assert "Bonham/GPE" not in linked("Bonham was hit by a storm.", [("Bonham", "PERSON")])


def test_a_surname_that_is_a_well_known_citys_too_stays_the_persons() -> None:
    found = linked(
        "Ola Lindvik left. Lindvik was tired.", [("Ola Lindvik", "PERSON"), ("Lindvik", "PERSON")]
    )
    assert "Lindvik/GPE" not in found


def test_who_speaks_under_a_title_is_no_city() -> None:
    found = linked("Judge Lindvik was tired.", [("Lindvik", "PERSON")])
    assert "Lindvik/PERSON" in found


def test_a_city_beside_a_verb_of_matches_is_a_team_in_a_report_on_one() -> None:
    assert "Lindvik/ORG" in linked("Lindvik beat Bonham 2-1 in the league.", [("Lindvik", "GPE")])
    assert "Lindvik/GPE" in linked("Lindvik beat Bonham to the contract.", [("Lindvik", "GPE")])


def test_bare_directions_and_features_are_on_no_map() -> None:
    found = linked("The North and the Gulf are far.", [("North", "LOC"), ("Gulf", "LOC")])
    assert (found["North/LOC"].geo, found["Gulf/LOC"].geo) == (None, None)


def test_the_state_behind_a_county_is_read_too() -> None:
    found = linked(
        "Paris, in Bonham, Texas, voted.", [("Paris", "GPE"), ("Bonham", "GPE"), ("Texas", "GPE")]
    )
    assert found["Paris/GPE"].country == "US"


@pytest.mark.parametrize("noun", ["man", "women", "couple"])
def test_a_town_that_ner_took_for_a_body_is_a_place_before_people(noun: str) -> None:
    assert "Marsabit/GPE" in linked(f"A Marsabit {noun} won.", [("Marsabit", "ORG")])


def test_no_town_is_cut_from_the_end_of_a_longer_name() -> None:
    assert "Marsabit/GPE" in linked("A missing Marsabit man returned.")
    assert "Marsabit/GPE" not in linked("A Little Marsabit man returned.")


def test_a_direction_may_be_shortened() -> None:
    names = [("W. Bonham", "GPE"), ("West Bonham", "GPE")]
    found = linked("Two were held in W. Bonham. They had met in West Bonham.", names)
    assert found["W. Bonham/GPE"].entity == found["West Bonham/GPE"].entity == "geo:9000033"
