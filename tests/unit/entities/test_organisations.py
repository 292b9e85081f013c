import pytest

from tests.unit.entities.world import linked


def test_a_ministry_has_one_key_in_all_its_forms() -> None:
    one = linked("The Kenyan Ministry of Defence said so.", [("Kenyan Ministry of Defence", "ORG")])
    other = linked(
        "Kenya's Defense Ministry said so.", [("Kenya", "GPE"), ("Defense Ministry", "ORG")]
    )
    assert (
        one["Kenyan Ministry of Defence/ORG"].entity
        == other["Defense Ministry/ORG"].entity
        == "ke:ministry-of-defence"
    )


def test_an_abbreviation_in_brackets_is_the_body_before_it() -> None:
    found = linked(
        "The Greater Nairobi Water Board (GNWB) met. GNWB agreed.",
        [("Greater Nairobi Water Board", "ORG"), ("GNWB", "ORG")],
    )
    assert found["GNWB/ORG"].entity == found["Greater Nairobi Water Board/ORG"].entity


def test_a_well_known_abbreviation_has_the_key_of_the_full_name() -> None:
    one = linked("NATO said so.", [("NATO", "ORG")])
    other = linked(
        "The North Atlantic Treaty Organization said so.",
        [("North Atlantic Treaty Organization", "ORG")],
    )
    assert one["NATO/ORG"].entity == other["North Atlantic Treaty Organization/ORG"].entity


@pytest.mark.parametrize("form", ["council of Bonham", "Bonham City Council", "Bonham council"])
def test_a_towns_council_has_one_key_in_all_its_forms(form: str) -> None:
    assert linked(f"The {form} met.", [(form, "ORG")])[f"{form}/ORG"].entity == "bonham-council"


def test_a_county_council_is_another_body_than_the_towns() -> None:
    form = "Bonham County Council"
    assert (
        linked(f"The {form} met.", [(form, "ORG")])[f"{form}/ORG"].entity == "bonham-county-council"
    )


def test_the_noun_alone_stands_for_the_only_body_named_with_it() -> None:
    ministry = ("Ministry of Defence", "ORG")
    found = linked("The Ministry of Defence met. The ministry denied it.", [ministry])
    assert found["ministry/ROLE"].entity == "ministry-of-defence"
    two = [ministry, ("Ministry of Health", "ORG")]
    found = linked(
        "The Ministry of Defence and the Ministry of Health met. The ministry denied it.", two
    )
    assert found["ministry/ROLE"].entity == "role::ministry"


def test_the_party_may_be_one_that_is_named_without_the_noun() -> None:
    found = linked(
        "The Rural Party and Verda met. The party left.", [("Rural Party", "ORG"), ("Verda", "ORG")]
    )
    assert found["party/ROLE"].entity == "role::party"
