import pytest

from workers.events.event_lexicon import load_event_nouns, load_nouns
from workers.events.text.truecasing import truecased, without_shouting
from workers.events.triggers.token_features import derivation
from workers.events.triggers.trigger_tagger import load_weights


def test_lists_hold_lower_case_words() -> None:
    words = {*load_nouns().people, *load_event_nouns()}
    assert all(word == word.lower() and " " not in word for word in words)


def test_weights_are_small_and_say_where_they_come_from() -> None:
    weights = load_weights()
    assert 1_000 < len(weights) < 50_000
    assert all(abs(weight) < 20 for weight in weights.values())


@pytest.mark.parametrize(
    ("noun", "ending"),
    [
        ("invasion", "sion"),
        ("arrival", "al"),
        ("treatment", "ment"),
        ("element", "no-ment"),
        ("house", "none"),
    ],
)
def test_noun_is_known_by_the_verb_it_comes_from(noun: str, ending: str) -> None:
    assert derivation(noun, frozenset({"invade", "arrive", "treat"})) == ending


def test_headline_in_capitals_is_lowered_outside_names_and_keeps_its_length() -> None:
    title = "Rossi Visits Lima After Deadly Floods Hit Coast"
    lowered = truecased(title, [(0, 5), (13, 17)])
    assert lowered == "Rossi visits Lima after deadly floods hit coast"
    assert len(lowered) == len(title)


def test_a_word_in_capitals_in_a_headline_is_lowered_outside_names_and_abbreviations() -> None:
    assert (
        without_shouting("Minister CLEARED by NATO and EU court", [(20, 24)])
        == "Minister cleared by NATO and EU court"
    )


def test_running_text_is_left_alone() -> None:
    text = "The minister visited Lima after floods hit the coast of Peru."
    assert truecased(text, []) == text
