import pytest

from tests.unit.entities.world import LINKER, article, linked


def test_a_surname_that_ner_missed_is_found_again() -> None:
    found = linked("Aden Duale spoke. Then Duale left.", [("Aden Duale", "PERSON")])
    assert found["Duale/PERSON"].entity == "aden-duale"


def test_a_conference_is_an_event_whatever_its_edition_and_order_of_words() -> None:
    one = linked(
        "The XI Nairobi Water Conference opened.", [("XI Nairobi Water Conference", "ORG")]
    )
    other = linked(
        "The Nairobi Conference on Water opened.", [("Nairobi Conference on Water", "ORG")]
    )
    assert (
        one["XI Nairobi Water Conference/EVENT"].entity
        == other["Nairobi Conference on Water/EVENT"].entity
    )


def test_a_people_that_ner_missed_is_found() -> None:
    assert (
        linked("Kenyan authorities closed the road.")["Kenyan authorities/ROLE"].entity
        == "role:ke:authorities"
    )


def test_a_name_with_a_kind_of_place_in_it_is_no_persons() -> None:
    found = linked(
        "They live in Bonham County. Bonham is quiet.",
        [("Bonham County", "PERSON"), ("Bonham", "ORG")],
    )
    assert not any(key.endswith("/PERSON") for key in found)


@pytest.mark.parametrize("text", ["Ober, 34, of Paris, was jailed.", "Ober (34) was jailed."])
def test_an_age_behind_a_name_makes_a_person(text: str) -> None:
    assert "Ober/PERSON" in linked(text, [("Ober", "GPE")])


@pytest.mark.parametrize(
    ("text", "name", "found"),
    [
        ("He was shot on Kelmer Lane.", "Kelmer Lane", "Kelmer Lane"),
        ("It fell at the corner of East 51st Street.", "East 51st", "East 51st Street"),
        ("It fell near Ober Road South.", "Ober Road South", "Ober Road South"),
        ("They drove off Route 9.", "Route 9", "Route 9"),
        ("She died in the Good Hope Hospital.", "Good Hope Hospital", "Good Hope Hospital"),
        ("They met at the Museum of Salt.", "Museum of Salt", "Museum of Salt"),
    ],
)
def test_a_street_or_a_house_behind_a_preposition_is_a_place(
    text: str, name: str, found: str
) -> None:
    assert f"{found}/FAC" in linked(text, [(name, "ORG")])


@pytest.mark.parametrize(
    ("text", "name", "label"),
    [
        ("Police arrested Dana Lane.", "Dana Lane", "PERSON"),
        ("Good Hope Hospital closed a ward.", "Good Hope Hospital", "ORG"),
        ("She works at Lindvik Motors.", "Lindvik Motors", "ORG"),
    ],
)
def test_a_person_or_a_body_remains_one(text: str, name: str, label: str) -> None:
    assert f"{name}/{label}" in linked(text, [(name, label)])


def test_a_kind_of_vessel_or_a_prefix_before_a_name_makes_a_ship() -> None:
    assert "Stella Maris/PRODUCT" in linked(
        "The ferry Stella Maris sank.", [("Stella Maris", "PERSON")]
    )
    assert "HMS Lindvik/PRODUCT" in linked("HMS Lindvik sank.", [("Lindvik", "GPE")])


def test_each_label_says_which_rule_gave_it() -> None:
    names = LINKER.names(
        article(
            "Ober, 34, met Ann Low. Lindvik was hit.",
            [("Ober", "GPE"), ("Ann Low", "PERSON"), ("Lindvik", "ORG")],
        )
    )
    assert [(name.label, name.rule) for name in names] == [
        ("PERSON", "age"),
        ("PERSON", "ner"),
        ("GPE", "well-known city"),
    ]
