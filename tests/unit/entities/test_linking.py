import pytest

from tests.unit.entities.world import linked


def test_titles_make_roles_and_country() -> None:
    found = linked("Kenya's defence minister, Aden Duale, spoke.", [("Kenya", "GPE"), ("Aden Duale", "PERSON")])
    duale = found["Aden Duale/PERSON"]
    assert (duale.entity, duale.roles, duale.country) == ("aden-duale", ("defence minister",), "KE")


def test_a_title_taken_into_the_name_is_parted_from_it() -> None:
    found = linked("Minister Aden Duale spoke.", [("Minister Aden Duale", "PERSON")])
    assert found["Aden Duale/PERSON"].roles == ("minister",)


@pytest.mark.parametrize("label", ["DUALE", "TALKS HELD", "Instagram", "Getty Images"])
def test_what_a_page_sets_before_a_full_name_is_cut_from_it(label: str) -> None:
    assert "Aden Duale/PERSON" in linked(f"{label} Aden Duale spoke.", [(f"{label} Aden Duale", "PERSON")])


def test_a_name_in_capitals_is_left_whole() -> None:
    assert "ADEN BARE DUALE/PERSON" in linked("ADEN BARE DUALE SPOKE.", [("ADEN BARE DUALE", "PERSON")])


def test_a_family_name_in_capitals_before_the_given_ones_is_left() -> None:
    assert "DUALE Aden Bare/PERSON" in linked("DUALE Aden Bare spoke.", [("DUALE Aden Bare", "PERSON")])


def test_a_title_of_rank_is_told_with_a_lone_name() -> None:
    found = linked("Lady Zola sang.", [("Lady Zola", "PERSON")])
    assert (found["Zola/PERSON"].name, found["Zola/PERSON"].entity) == ("Lady Zola", "zola")


def test_a_headlines_verb_is_cut_from_the_name() -> None:
    assert "Aden Duale/PERSON" in linked(
        "Aden Duale Heads to Moscow", [("Aden Duale Heads", "PERSON"), ("Moscow", "GPE")]
    )


def test_a_surname_that_ner_missed_is_found_again() -> None:
    found = linked("Aden Duale spoke. Then Duale left.", [("Aden Duale", "PERSON")])
    assert found["Duale/PERSON"].entity == "aden-duale"


def test_a_role_phrase_stands_for_the_one_person_who_fits() -> None:
    found = linked(
        "Kenyan defense minister Aden Duale spoke. The minister left.", [("Kenyan", "NORP"), ("Aden Duale", "PERSON")]
    )
    assert found["minister/ROLE"].entity == "aden-duale"


def test_a_role_phrase_that_fits_two_people_stands_for_none() -> None:
    found = linked(
        "Kenyan minister Aden Duale met Russian minister Ivan Petrov. The minister left.",
        [("Kenyan", "NORP"), ("Russian", "NORP"), ("Aden Duale", "PERSON"), ("Ivan Petrov", "PERSON")],
    )
    assert found["minister/ROLE"].entity == "role::minister"


def test_a_role_phrase_of_another_country_stands_for_none() -> None:
    found = linked(
        "Kenyan minister Aden Duale spoke. The Russian minister left.",
        [("Kenyan", "NORP"), ("Russian", "NORP"), ("Aden Duale", "PERSON")],
    )
    assert found["Russian minister/ROLE"].entity == "role:ru:minister"


def test_a_comma_that_closes_another_clause_makes_no_apposition() -> None:
    found = linked("They met Ivan Petrov, a spokesperson for the army announced.", [("Ivan Petrov", "PERSON")])
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


def test_a_country_its_people_and_its_alias_have_one_key() -> None:
    found = linked(
        "The U.S. and American officials spoke for the United States.",
        [("U.S.", "GPE"), ("American", "NORP"), ("United States", "GPE")],
    )
    assert {found[words].entity for words in ("U.S./GPE", "American/NORP", "United States/GPE")} == {"country:US"}


def test_two_peoples_joined_by_a_hyphen_are_two() -> None:
    found = linked("Sino-Russian ties", [("Sino-Russian", "NORP")])
    assert (found["Sino/NORP"].entity, found["Russian/NORP"].entity) == ("country:CN", "country:RU")


def test_a_ministry_cut_short_is_made_whole() -> None:
    found = linked("The Ministry of Defense said so.", [("Defense", "ORG")])
    assert found["Ministry of Defense/ORG"].entity == "ministry-of-defence"


def test_a_ministry_has_one_key_in_all_its_forms() -> None:
    one = linked("The Kenyan Ministry of Defence said so.", [("Kenyan Ministry of Defence", "ORG")])
    other = linked("Kenya's Defense Ministry said so.", [("Kenya", "GPE"), ("Defense Ministry", "ORG")])
    assert (
        one["Kenyan Ministry of Defence/ORG"].entity == other["Defense Ministry/ORG"].entity == "ke:ministry-of-defence"
    )


def test_an_abbreviation_in_brackets_is_the_body_before_it() -> None:
    found = linked(
        "The Greater Nairobi Water Board (GNWB) met. GNWB agreed.",
        [("Greater Nairobi Water Board", "ORG"), ("GNWB", "ORG")],
    )
    assert found["GNWB/ORG"].entity == found["Greater Nairobi Water Board/ORG"].entity


def test_a_well_known_abbreviation_has_the_key_of_the_full_name() -> None:
    one = linked("NATO said so.", [("NATO", "ORG")])
    other = linked("The North Atlantic Treaty Organization said so.", [("North Atlantic Treaty Organization", "ORG")])
    assert one["NATO/ORG"].entity == other["North Atlantic Treaty Organization/ORG"].entity


def test_a_conference_is_an_event_whatever_its_edition_and_order_of_words() -> None:
    one = linked("The XI Nairobi Water Conference opened.", [("XI Nairobi Water Conference", "ORG")])
    other = linked("The Nairobi Conference on Water opened.", [("Nairobi Conference on Water", "ORG")])
    assert one["XI Nairobi Water Conference/EVENT"].entity == other["Nairobi Conference on Water/EVENT"].entity


@pytest.mark.parametrize(
    "text",
    [
        "Moscow said it would wait.",
        "Moscow's actions were condemned.",
        "They held talks with Moscow.",
        "They spoke of Moscow's refusal.",
    ],
)
def test_a_capital_that_acts_is_an_actor_and_keeps_its_place(text: str) -> None:
    moscow = linked(text, [("Moscow", "GPE")])["Moscow/GPE"]
    assert moscow.actor
    assert moscow.geo is not None


def test_a_capital_where_something_happens_is_no_actor() -> None:
    assert not linked("They met in Moscow.", [("Moscow", "GPE")])["Moscow/GPE"].actor


def test_a_place_that_ner_took_for_a_body_is_a_place_behind_in() -> None:
    assert "Marsabit/GPE" in linked("They met in Marsabit.", [("Marsabit", "ORG")])


def test_a_place_that_ner_missed_is_found_in_a_list() -> None:
    assert "Marsabit/GPE" in linked(
        "They met in Nairobi, Marsabit and Moscow.", [("Nairobi", "GPE"), ("Moscow", "GPE")]
    )


def test_an_illness_named_after_a_place_is_no_place() -> None:
    assert "Marsabit/GPE" not in linked("The Marsabit virus spread.", [("Marsabit", "GPE")])


def test_a_persons_name_that_is_also_a_towns_stays_a_person() -> None:
    found = linked("Ann Bonham spoke. Bonham left.", [("Ann Bonham", "PERSON"), ("Bonham", "PERSON")])
    assert found["Bonham/PERSON"].entity == "an-bonham"


def test_a_place_within_a_bodys_name_is_placed_too() -> None:
    found = linked("The Nairobi City Council met.", [("Nairobi City Council", "ORG")])
    assert found["Nairobi City Council/ORG"].country == "KE"
    assert found["Nairobi/GPE"].geo is not None


def test_a_brand_named_after_a_place_is_not_placed() -> None:
    assert "Nairobi/GPE" not in linked("The Nairobi Times reported it.", [("Nairobi Times", "ORG")])


def test_an_unresolved_group_keeps_its_country() -> None:
    troops = linked("Russian troops advanced.", [("Russian", "NORP")])["Russian troops/ROLE"]
    assert (troops.entity, troops.country) == ("role:ru:troops", "RU")


def test_planets_are_on_no_map() -> None:
    assert linked("It flew to Mars.", [("Mars", "LOC")])["Mars/LOC"].geo is None


def test_a_president_belongs_to_the_only_country_of_the_sentence() -> None:
    found = linked(
        "President Amina Otieno spoke to Kenyan farmers in Nairobi.", [("Amina Otieno", "PERSON"), ("Nairobi", "GPE")]
    )
    assert found["Amina Otieno/PERSON"].country is None  # 'to Kenyan farmers' may be foreign to her
    found = linked(
        "President Amina Otieno ended the strike in Nairobi.", [("Amina Otieno", "PERSON"), ("Nairobi", "GPE")]
    )
    assert found["Amina Otieno/PERSON"].country == "KE"


@pytest.mark.parametrize(
    "text",
    ["President Amina Otieno warned against war with Russia.", "President Amina Otieno left France and Russia out."],
)
def test_a_country_that_is_acted_upon_or_one_of_two_is_not_the_presidents(text: str) -> None:
    assert (
        linked(text, [("Amina Otieno", "PERSON"), ("Russia", "GPE"), ("France", "GPE")])["Amina Otieno/PERSON"].country
        is None
    )


def test_a_group_in_a_place_has_the_places_country() -> None:
    assert linked("Protesters in Nairobi marched.", [("Nairobi", "GPE")])["Protesters/ROLE"].country == "KE"


def test_a_people_that_ner_missed_is_found() -> None:
    assert linked("Kenyan authorities closed the road.")["Kenyan authorities/ROLE"].entity == "role:ke:authorities"


def test_a_name_with_a_kind_of_place_in_it_is_no_persons() -> None:
    found = linked("They live in Bonham County. Bonham is quiet.", [("Bonham County", "PERSON"), ("Bonham", "ORG")])
    assert not any(key.endswith("/PERSON") for key in found)


def test_a_group_in_a_conflict_named_after_a_place_has_not_the_places_country() -> None:
    assert linked("Rebels in the Kenya conflict fled.", [("Kenya", "GPE")])["Rebels/ROLE"].country is None
