"""Names that NER lets run on, cut where the article has the shorter one."""

from tests.unit.entities.world import headed, linked


def test_a_name_in_the_headline_ends_where_the_text_has_it() -> None:
    names = [("Duale Throttles Back", "PERSON"), ("Aden Duale", "PERSON")]
    assert "Duale/PERSON" in headed("Duale Throttles Back on Aid", "Aden Duale left.", names)
    names = [("Aden Duale Arts", "PERSON"), ("Ivan Petrov", "PERSON")]
    assert "Aden Duale Arts/PERSON" in headed("Aden Duale Arts", "Ivan Petrov left.", names)


def test_a_body_in_the_headline_ends_before_a_verb_alone() -> None:
    names = [("Lindvik Airlines", "ORG"), ("Lindvik", "ORG")]
    assert "Lindvik Airlines/ORG" in headed("Lindvik Airlines Lost", "Lindvik lost.", names)


def test_two_people_in_a_row_are_two_names() -> None:
    found = linked(
        "Aden Duale met Ivan Petrov. Aden Duale Ivan Petrov left.",
        [("Aden Duale Ivan Petrov", "PERSON"), ("Aden Duale", "PERSON"), ("Ivan Petrov", "PERSON")],
    )
    assert {key.split("/")[0] for key in found} == {"Aden Duale", "Ivan Petrov"}
