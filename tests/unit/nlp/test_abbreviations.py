"""Titles and other abbreviations keep their points, and end no sentence before a name."""

import pytest
from spacy.language import Language

pytestmark = pytest.mark.model


def sentences(nlp: Language, text: str) -> list[str]:
    (doc,) = nlp.pipe([text], disable=["ner"])
    assert [span.text for span in nlp(text, disable=["ner"]).sents] == [s.text for s in doc.sents]
    return [span.text for span in doc.sents]


@pytest.mark.parametrize(
    "title",
    ["Const.", "Sgt.", "Insp.", "Supt.", "Cpl.", "Det.", "Gov.", "Sen.", "Rep.", "Lt.", "Col.",
     "Maj.", "Capt.", "Gen.", "Rev.", "Hon.", "Pte.", "Lt. Col.", "Det. Sgt.", "Msgr."],
)  # fmt: skip
def test_a_title_before_a_name_ends_no_sentence(nlp: Language, title: str) -> None:
    for text in (
        f"Police stopped a man in Lindau, {title} Ana Prado told reporters.",
        f"The driver spoke to {title} Tom Reed about the road.",
        f"{title} Eva Lund left the port on Friday.",
    ):
        assert sentences(nlp, text) == [text]


@pytest.mark.parametrize(
    "text",
    [
        "The crew came from Lindau, Ont. in a van.",
        "The crew left Lindau, W.Va. and went home.",
        "The repair took approx. four weeks.",
        "Ana Prado of Lindau, Alta., was in the van.",
    ],
)
def test_an_abbreviation_within_a_sentence_does_not_end_it(nlp: Language, text: str) -> None:
    assert sentences(nlp, text) == [text]


def test_a_sentence_may_end_with_a_word_that_is_no_title(nlp: Language) -> None:
    assert len(sentences(nlp, "The van hit a man. Tom Reed called the police.")) == 2


def test_a_title_and_its_point_are_one_token_that_is_read_as_the_full_word(nlp: Language) -> None:
    token = nlp.make_doc("with Const. Ana Prado")[1]
    assert (token.text, token.norm_) == ("Const.", "constable")
