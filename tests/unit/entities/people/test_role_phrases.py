import pytest
from spacy.tokens import Doc

from tests.unit.entities.world import NLP
from workers.entities.entity_lexicon import role_words
from workers.entities.people.phrase import Part, Phrase
from workers.entities.people.role_phrases import PhraseReader

READER = PhraseReader(role_words())


def parts(doc: Doc, words: str, label: str, country: str | None = None) -> dict[int, Part]:
    start = doc.text.find(words)
    span = doc.char_span(start, start + len(words))
    assert span is not None
    return dict.fromkeys(range(span.start, span.end), Part(label, country))


def read(text: str, *names: tuple[str, str, str | None]) -> list[Phrase]:
    doc = NLP(text)
    known: dict[int, Part] = {}
    for name in names:
        known |= parts(doc, *name)
    return READER.read(doc, known)


def test_a_possessive_gives_the_country() -> None:
    (phrase,) = read("Chad's defense minister resigned.", ("Chad", "GPE", "TD"))
    assert (phrase.start, phrase.end, phrase.role, phrase.country) == (
        0,
        4,
        "defence minister",
        "TD",
    )


def test_a_nationality_gives_the_country() -> None:
    (phrase,) = read("The Peruvian foreign minister resigned.", ("Peruvian", "NORP", "PE"))
    assert (phrase.role, phrase.country, phrase.determiner) == ("foreign minister", "PE", "the")


def test_of_gives_the_country_and_ends_the_tail() -> None:
    (phrase,) = read("The president of Ghana spoke.", ("Ghana", "GPE", "GH"))
    assert (phrase.role, phrase.country, phrase.tail) == ("president", "GH", 4)


def test_of_with_a_department_belongs_to_the_role() -> None:
    assert read("The minister of defense spoke.")[0].role == "defence minister"


def test_a_plural_speaks_of_several() -> None:
    (phrase,) = read("Turkish troops advanced.", ("Turkish", "NORP", "TR"))
    assert phrase.plural
    assert not phrase.person


@pytest.mark.parametrize(
    "text",
    [
        "The military base was hit.",
        "It is a general agreement.",
        "She heads to Rome.",
        "He took the official view.",
        "No word fits.",
    ],
)
def test_a_noun_that_only_qualifies_another_gives_none(text: str) -> None:
    assert read(text) == []


@pytest.mark.parametrize(
    "text",
    ["The military said so.", "The general agreed.", "Police arrested ten.", "The rebels fled."],
)
def test_a_noun_of_its_own_gives_a_phrase(text: str) -> None:
    assert len(read(text)) == 1


def test_the_later_of_two_nouns_is_the_head() -> None:
    (phrase,) = read("The army chief resigned.")
    assert (phrase.noun, phrase.role) == ("chief", "army chief")


def test_a_second_role_has_the_country_of_the_first() -> None:
    first, second = read("Laos's prime minister and defence minister spoke.", ("Laos", "GPE", "LA"))
    assert first.country == second.country == "LA"


def test_an_abbreviations_point_ends_the_sentence_before_a_phrase() -> None:
    (phrase,) = read("They met in Tenn. Rebels fled.", ("Tenn.", "GPE", "US"))
    assert phrase.country is None
