"""Full names of people of which NER saw less."""

import pytest

from tests.unit.entities.world import linked


@pytest.mark.parametrize(
    ("text", "given"),
    [
        ("The boxer Odalric Duale was charged.", "Odalric"),
        ("They asked Sheriff Odalric Bare Duale.", "Odalric Bare"),
        ("Anna Duale was charged.", "Anna"),
    ],
)
def test_words_in_capitals_before_a_surname_are_given_names(text: str, given: str) -> None:
    assert f"{given} Duale/PERSON" in linked(text, [("Duale", "PERSON")])


@pytest.mark.parametrize(
    "text",
    [
        "They asked Minister Duale.",
        "Odalric. Duale spoke.",
        "But Duale spoke.",
        "Yesterday the Kenyan Duale spoke.",
    ],
)
def test_a_title_a_people_and_another_sentence_are_no_given_names(text: str) -> None:
    assert "Duale/PERSON" in linked(text, [("Duale", "PERSON")])


def test_a_given_name_an_initial_and_a_surname_are_a_name() -> None:
    assert "Peter D. Duale/PERSON" in linked("Bond for Peter D. Duale was set.", [])
    assert not linked("They lack vitamin D. Duale said so.", [])


def test_a_given_name_that_is_also_the_word_of_an_office_stays() -> None:
    name = "Lance Duale"
    assert f"{name}/PERSON" in linked(f"{name} spoke.", [(name, "PERSON")])
    corporal = f"Lance Corporal {name}"
    assert f"{name}/PERSON" in linked(f"{corporal} spoke.", [(corporal, "PERSON")])
