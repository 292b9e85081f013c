"""Morphology by memory says what spaCy's own components say."""

import pytest
from spacy.language import Language
from spacy.tokens import Doc

from workers.nlp.morphology import BOUND, NAME, Morphology

pytestmark = pytest.mark.model
WRITTEN: list[int | str] = ["TAG", "POS", "MORPH", "LEMMA", "DEP", "HEAD", "SENT_START"]


def parsed(nlp: Language, texts: list[str]) -> list[Doc]:
    return list(nlp.pipe(texts, disable=["ner", NAME]))


def test_it_agrees_with_spacys_components_on_every_token_of_the_seeds(
    nlp: Language, texts: list[str]
) -> None:
    ruler, lemmatizer, memory = (
        nlp.get_pipe(name) for name in ("attribute_ruler", "lemmatizer", NAME)
    )
    for doc in parsed(nlp, texts):
        theirs, once, again = doc.copy(), doc.copy(), doc.copy()
        lemmatizer(ruler(theirs))
        for ours in (memory(once), memory(again)):
            assert ours.to_array(WRITTEN).tolist() == theirs.to_array(WRITTEN).tolist()


def test_a_rule_of_several_tokens_is_no_part_of_what_is_remembered_of_a_word(nlp: Language) -> None:
    joined, apart = nlp.pipe(["I am gonna leave.", "The gon left."], disable=["ner"])
    assert [token.lemma_ for token in joined if token.text == "gon"] == ["go"]
    assert [token.lemma_ for token in apart if token.text == "gon"] != ["go"]


def test_the_memory_begins_anew_where_it_is_full(nlp: Language) -> None:
    memory = Morphology(nlp.get_pipe("attribute_ruler"), nlp.get_pipe("lemmatizer"))  # type: ignore[arg-type]  # the components of these names
    memory._rows = {(number, 0, 0, ()): (0, 0, 0, 0, 0) for number in range(BOUND + 1)}
    (doc,) = parsed(nlp, ["Troops left."])
    memory(doc)
    assert len(memory._rows) == len(doc)


def test_a_new_word_keeps_its_lemma_when_the_vocabulary_has_forgotten_it(nlp: Language) -> None:
    lemmas = []
    for _ in range(2):
        with nlp.memory_zone():
            lemmas.append(
                [token.lemma_ for token in nlp("The Blorptasticks zwibbled three flumquats.")]
            )
    assert lemmas[0] == lemmas[1]
    assert "flumquat" in lemmas[0]
