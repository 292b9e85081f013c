import pytest

from workers.entities.normalisation import folded, normal, person_key, place_form, slug


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Sergei Shoigu", "Sergey Shoigu"),
        ("Sergei Shoigu", "SERGEI SHOIGU"),
        ("Dmitry Medvedev", "Dmitriy Medvedev"),
        ("Recep Tayyip Erdoğan", "Recep Tayyip Erdogan"),
        ("Mohammed Morsi", "Mohamed Morsy"),
        ("Bashar al-Assad", "Bashar Assad"),
        ("William J. Burns", "William Burns"),
        ("Yousef Halabi", "Yusef Halabi"),
        ("Robert Gates Jr.", "Robert Gates"),
    ],
)
def test_spellings_of_one_person_have_one_key(one: str, other: str) -> None:
    assert person_key(one) == person_key(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [("Li Shangfu", "Lee Shangfu"), ("Jane Brown", "John Brown"), ("Kim Jong-un", "Kim Jong-il")],
)
def test_different_people_have_different_keys(one: str, other: str) -> None:
    assert person_key(one) != person_key(other)


def test_a_key_reads_like_the_name() -> None:
    assert person_key("Li Shangfu") == "li-shangfu"


def test_a_name_of_initials_only_keeps_them() -> None:
    assert person_key("K. D.") == "k-d"


@pytest.mark.parametrize(
    ("text", "form"),
    [
        ("China’s", "china"),
        ("the Hague", "hague"),
        ("U.S.", "us"),
        ("São Tomé", "sao tome"),
        ("the", "the"),
        ("United States'", "united states"),
    ],
)
def test_the_normal_form_drops_case_accents_points_and_possessive(text: str, form: str) -> None:
    assert normal(text) == form


def test_the_normal_form_keeps_an_s_that_is_no_possessive() -> None:
    assert normal("Los Angeles") == "los angeles"


def test_folding_keeps_different_vowels_apart() -> None:
    assert folded("Marin") != folded("Moran")


@pytest.mark.parametrize(
    ("name", "form"),
    [
        ("St. Louis", "saint louis"),
        ("Mt. Juliet", "mount juliet"),
        ("Ft Worth", "fort worth"),
        ("Stafford", "stafford"),
    ],
)
def test_a_places_abbreviated_first_word_is_written_out(name: str, form: str) -> None:
    assert place_form(name) == form


def test_a_slug_joins_words_with_hyphens() -> None:
    assert slug("The World Bank") == "world-bank"
