import pytest

from tests.unit.entities.world import headed, linked


def test_a_title_taken_into_the_name_is_parted_from_it() -> None:
    found = linked("Minister Aden Duale spoke.", [("Minister Aden Duale", "PERSON")])
    assert found["Aden Duale/PERSON"].roles == ("minister",)


@pytest.mark.parametrize("label", ["DUALE", "TALKS HELD", "Instagram", "Getty Images"])
def test_what_a_page_sets_before_a_full_name_is_cut_from_it(label: str) -> None:
    assert "Aden Duale/PERSON" in linked(
        f"{label} Aden Duale spoke.", [(f"{label} Aden Duale", "PERSON")]
    )


@pytest.mark.parametrize("number", ["18", ", 18", "2018"])
def test_an_age_or_a_year_behind_a_persons_name_is_no_part_of_it(number: str) -> None:
    assert "Aden Duale/PERSON" in linked(
        f"Aden Duale {number} spoke.", [(f"Aden Duale {number}", "PERSON")]
    )


def test_a_name_ends_with_its_sentence() -> None:
    found = linked(
        "They met at Astby Hall. Council has paid J. Duale.",
        [("Astby Hall. Council", "ORG"), ("J. Duale", "PERSON")],
    )
    assert {"Astby Hall", "J. Duale"} <= {name.split("/")[0] for name in found}


def test_a_name_in_capitals_is_left_whole() -> None:
    assert "ADEN BARE DUALE/PERSON" in linked(
        "ADEN BARE DUALE SPOKE.", [("ADEN BARE DUALE", "PERSON")]
    )


def test_a_family_name_in_capitals_before_the_given_ones_is_left() -> None:
    assert "DUALE Aden Bare/PERSON" in linked(
        "DUALE Aden Bare spoke.", [("DUALE Aden Bare", "PERSON")]
    )


def test_a_headlines_verb_is_cut_from_the_name() -> None:
    assert "Aden Duale/PERSON" in linked(
        "Aden Duale Heads to Moscow", [("Aden Duale Heads", "PERSON"), ("Moscow", "GPE")]
    )


def test_two_peoples_joined_by_a_hyphen_are_two() -> None:
    found = linked("Sino-Russian ties", [("Sino-Russian", "NORP")])
    assert (found["Sino/NORP"].entity, found["Russian/NORP"].entity) == ("country:CN", "country:RU")


def test_a_ministry_cut_short_is_made_whole() -> None:
    found = linked("The Ministry of Defense said so.", [("Defense", "ORG")])
    assert found["Ministry of Defense/ORG"].entity == "ministry-of-defence"


def test_a_headlines_verb_within_a_name_ends_it() -> None:
    assert "Hale/PERSON" in linked("Hale Meets Rebels", [("Hale Meets Rebels", "PERSON")])


def test_the_score_of_a_match_is_no_part_of_a_name() -> None:
    assert "Varda/ORG" in linked("Solna beat Varda 2-1.", [("Varda 2-1", "ORG")])


def test_a_country_that_a_headlines_verb_leaves_is_a_country() -> None:
    assert "Kenya/GPE" in linked("Kenya Launches Satellite", [("Kenya Launches", "ORG")])


def test_a_heading_in_capitals_has_the_names_that_the_text_writes() -> None:
    names = [("KOVAC MEETS HALE", "ORG"), ("Anna Kovac", "PERSON"), ("Tomas Hale", "PERSON")]
    found = headed("KOVAC MEETS HALE", "Anna Kovac met Tomas Hale.", names)
    assert (found["KOVAC/PERSON"].entity, found["HALE/PERSON"].entity) == (
        "ana-kovac",
        "tomas-hale",
    )
    assert "KOVAC MEETS HALE/ORG" not in found


def test_a_word_of_the_text_is_no_name_in_a_heading_in_capitals() -> None:
    found = headed("TALKS MAY END", "Ann May said the talks may end.", [("Ann May", "PERSON")])
    assert "MAY/PERSON" not in found


def test_a_state_in_short_before_a_number_is_a_road() -> None:
    for state in ("Ky.", "W.Va."):
        assert f"{state} 61/FAC" in linked(f"Police closed {state} 61 on Monday.", [(state, "GPE")])
    found = linked("In Troy, Ill. 61 men left.", [("Ill.", "GPE")])
    assert "Ill./GPE" in found
