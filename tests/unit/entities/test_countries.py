import pytest

from workers.entities.countries import countries


@pytest.mark.parametrize(
    ("words", "code"),
    [
        ("Russia", "RU"),
        ("Russian", "RU"),
        ("Russians", "RU"),
        ("the Russian Federation", "RU"),
        ("U.S.", "US"),
        ("US", "US"),
        ("America's", "US"),
        ("Britain", "GB"),
        ("Côte d'Ivoire", "CI"),
        ("Ivorians", "CI"),
        ("Chinese", "CN"),
        ("Frenchman", "FR"),
        ("Belarussian", "BY"),
        ("Burma", "MM"),
        ("Kosovo", "XK"),
    ],
)
def test_names_and_peoples_give_the_country(words: str, code: str) -> None:
    assert countries().of(words) == code


@pytest.mark.parametrize("words", ["Roc", "us", "Muslim", "Moscow", "Chineses", ""])
def test_other_words_give_none(words: str) -> None:
    assert countries().of(words) is None


def test_a_name_of_two_countries_is_a_form_of_both() -> None:
    assert "congo" in countries().forms["CD"]
    assert "congo" in countries().forms["CG"]


def test_combining_forms_are_known() -> None:
    assert countries().prefixes["sino"] == "CN"


@pytest.mark.parametrize(
    ("url", "code"),
    [
        ("https://www.example.co.uk/a", "GB"),
        ("https://example.com.au", "AU"),
        ("https://example.com", None),
        ("https://bit.ly/x", None),
        ("", None),
        (None, None),
        ("no url", None),
    ],
)
def test_a_web_address_gives_the_country_of_its_domain(url: str | None, code: str | None) -> None:
    assert countries().of_host(url) == code
