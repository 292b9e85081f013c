from tests.unit.entities.world import linked
from workers.entities.linking import _usual_form


def test_a_country_its_people_and_its_alias_have_one_key() -> None:
    found = linked(
        "The U.S. and American officials spoke for the United States.",
        [("U.S.", "GPE"), ("American", "NORP"), ("United States", "GPE")],
    )
    assert {
        found[words].entity for words in ("U.S./GPE", "American/NORP", "United States/GPE")
    } == {"country:US"}


def test_an_unresolved_group_keeps_its_country() -> None:
    troops = linked("Russian troops advanced.", [("Russian", "NORP")])["Russian troops/ROLE"]
    assert (troops.entity, troops.country) == ("role:ru:troops", "RU")


def test_a_place_has_the_accents_that_the_article_writes() -> None:
    assert _usual_form({"Naxos": 2}, "Náxos") == "Naxos"
    assert _usual_form({"Naxos": 2, "Náxos": 1}, "Náxos") == "Náxos"
    assert _usual_form({"NAXOS": 1}, "Náxos") == "Náxos"
    assert _usual_form({"Cologne": 1}, "Köln") == "Cologne"


def test_a_lone_surname_is_a_person_behind_a_name_with_a_mark_of_generation() -> None:
    found = linked(
        "Aden Duale Jr. fled. Duale will be charged.",
        [("Aden Duale Jr.", "PERSON"), ("Duale", "ORG")],
    )
    assert found["Duale/PERSON"].name == "Aden Duale Jr."
