import pytest

from tests.unit.entities.world import headed, linked


def test_titles_make_roles_and_country() -> None:
    found = linked(
        "Kenya's defence minister, Aden Duale, spoke.", [("Kenya", "GPE"), ("Aden Duale", "PERSON")]
    )
    duale = found["Aden Duale/PERSON"]
    assert (duale.entity, duale.roles, duale.country) == ("aden-duale", ("defence minister",), "KE")


def test_a_title_of_rank_is_told_with_a_lone_name() -> None:
    found = linked("Lady Zola sang.", [("Lady Zola", "PERSON")])
    assert (found["Zola/PERSON"].name, found["Zola/PERSON"].entity) == ("Lady Zola", "zola")


def test_a_role_phrase_stands_for_the_one_person_who_fits() -> None:
    found = linked(
        "Kenyan defense minister Aden Duale spoke. The minister left.",
        [("Kenyan", "NORP"), ("Aden Duale", "PERSON")],
    )
    assert found["minister/ROLE"].entity == "aden-duale"


def test_a_role_phrase_that_fits_two_people_stands_for_none() -> None:
    found = linked(
        "Kenyan minister Aden Duale met Russian minister Ivan Petrov. The minister left.",
        [
            ("Kenyan", "NORP"),
            ("Russian", "NORP"),
            ("Aden Duale", "PERSON"),
            ("Ivan Petrov", "PERSON"),
        ],
    )
    assert found["minister/ROLE"].entity == "role::minister"


def test_a_role_phrase_of_another_country_stands_for_none() -> None:
    found = linked(
        "Kenyan minister Aden Duale spoke. The Russian minister left.",
        [("Kenyan", "NORP"), ("Russian", "NORP"), ("Aden Duale", "PERSON")],
    )
    assert found["Russian minister/ROLE"].entity == "role:ru:minister"


def test_a_comma_that_closes_another_clause_makes_no_apposition() -> None:
    found = linked(
        "They met Ivan Petrov, a spokesperson for the army announced.", [("Ivan Petrov", "PERSON")]
    )
    assert found["Ivan Petrov/PERSON"].roles == ()


def test_a_pronoun_stands_for_the_only_person() -> None:
    found = linked("Aden Duale spoke. He left.", [("Aden Duale", "PERSON")])
    assert found["He/ROLE"].entity == "aden-duale"


def test_a_pronoun_after_two_people_stands_for_none() -> None:
    found = linked(
        "Yesterday evening in the old town of the capital Aden Duale met Ivan Petrov and he left.",
        [("Aden Duale", "PERSON"), ("Ivan Petrov", "PERSON")],
    )
    assert "he/ROLE" not in found


def test_a_president_belongs_to_the_only_country_of_the_sentence() -> None:
    found = linked(
        "President Amina Otieno spoke to Kenyan farmers in Nairobi.",
        [("Amina Otieno", "PERSON"), ("Nairobi", "GPE")],
    )
    assert found["Amina Otieno/PERSON"].country is None  # 'to Kenyan farmers' may be foreign to her
    found = linked(
        "President Amina Otieno ended the strike in Nairobi.",
        [("Amina Otieno", "PERSON"), ("Nairobi", "GPE")],
    )
    assert found["Amina Otieno/PERSON"].country == "KE"


@pytest.mark.parametrize(
    "text",
    [
        "President Amina Otieno warned against war with Russia.",
        "President Amina Otieno left France and Russia out.",
    ],
)
def test_a_country_that_is_acted_upon_or_one_of_two_is_not_the_presidents(text: str) -> None:
    assert (
        linked(text, [("Amina Otieno", "PERSON"), ("Russia", "GPE"), ("France", "GPE")])[
            "Amina Otieno/PERSON"
        ].country
        is None
    )


def test_a_group_in_a_place_has_the_places_country() -> None:
    assert (
        linked("Protesters in Nairobi marched.", [("Nairobi", "GPE")])["Protesters/ROLE"].country
        == "KE"
    )


def test_a_group_in_a_conflict_named_after_a_place_has_not_the_places_country() -> None:
    assert (
        linked("Rebels in the Kenya conflict fled.", [("Kenya", "GPE")])["Rebels/ROLE"].country
        is None
    )


@pytest.mark.parametrize(
    "text", ["Els Maes is the mayor of Bonham.", "The mayor of Bonham is Els Maes."]
)
def test_is_puts_a_role_on_a_par_with_a_name(text: str) -> None:
    found = linked(f"{text} The mayor resigned.", [("Els Maes", "PERSON"), ("Bonham", "GPE")])
    assert (found["Els Maes/PERSON"].roles, found["mayor/ROLE"].entity) == (("mayor",), "els-maes")


def test_has_gives_no_role() -> None:
    assert (
        linked("Els Maes met the mayor.", [("Els Maes", "PERSON")])["Els Maes/PERSON"].roles == ()
    )


def test_the_surname_alone_is_not_a_relatives() -> None:
    names = [("Anna Kovac", "PERSON"), ("Peter Kovac", "PERSON"), ("Kovac", "PERSON")]
    found = linked("Anna Kovac left. Her brother Peter Kovac stayed. Kovac paid.", names)
    assert found["Kovac/PERSON"].entity == found["Anna Kovac/PERSON"].entity
    found = linked("Anna Kovac left. The lawyer Peter Kovac stayed. Kovac paid.", names)
    assert found["Kovac/PERSON"].entity == found["Peter Kovac/PERSON"].entity


def test_a_name_in_capitals_is_told_as_it_is_written_elsewhere() -> None:
    found = linked(
        "ANNA KOVAC LEFT\n\nAnna Kovac left.", [("ANNA KOVAC", "PERSON"), ("Anna Kovac", "PERSON")]
    )
    assert found["ANNA KOVAC/PERSON"].name == "Anna Kovac"


def test_a_noun_stands_for_the_one_body_that_has_it_in_its_name() -> None:
    council = [("Lindvik City Council", "ORG")]
    for phrase in ("The council", "The city council", "while council"):
        found = linked(f"Lindvik City Council met. {phrase} rejected the plan.", council)
        (role,) = [entity for key, entity in found.items() if key.endswith("/ROLE")]
        assert (role.entity, role.name) == ("lindvik-council", "Lindvik City Council")


def test_a_noun_that_fits_two_bodies_or_is_part_of_another_phrase_stands_for_none() -> None:
    two = [("Lindvik City Council", "ORG"), ("Bonham Arts Council", "ORG")]
    found = linked("Lindvik City Council met Bonham Arts Council. The council left.", two)
    assert found["council/ROLE"].entity == "role::council"
    found = linked("Lindvik City Council met. A council tax was raised.", two[:1])
    assert not [key for key in found if key.endswith("/ROLE")]


def test_a_noun_comes_before_the_name_of_its_body_in_the_headline_alone() -> None:
    names = [("Lindvik City Council", "ORG")]
    body = "Lindvik City Council met."
    found = headed("Council rejects the plan", body, names)
    assert found["Council/ROLE"].name == "Lindvik City Council"
    found = linked(f"The council left. {body}", names)
    assert found["council/ROLE"].entity == "role::council"
