from tests.unit.entities.world import linked


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
