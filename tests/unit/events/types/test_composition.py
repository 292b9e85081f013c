"""The grammar of composition over parses made by hand, so that no model is needed."""

import pytest
import spacy
from spacy.tokens import Doc

from workers.events.types import UNTYPED, TypeClassifier

Row = tuple[str, str, str, str, int]


@pytest.fixture(scope="module")
def classifier() -> TypeClassifier:
    return TypeClassifier()


def parsed(*rows: Row) -> Doc:
    """Each row: word, lemma, part of speech, relation, index of the head."""
    words, lemmas, pos, deps, heads = zip(*rows, strict=True)
    return Doc(
        spacy.blank("en").vocab,
        words=list(words),
        lemmas=list(lemmas),
        pos=list(pos),
        deps=list(deps),
        heads=list(heads),
        tags=["X"] * len(rows),
    )


def test_refusing_to_meet_is_a_refused_meeting(classifier: TypeClassifier) -> None:
    doc = parsed(
        ("Kings", "king", "NOUN", "nsubj", 1),
        ("refused", "refuse", "VERB", "ROOT", 1),
        ("to", "to", "PART", "aux", 3),
        ("meet", "meet", "VERB", "xcomp", 1),
    )
    assert (classifier.classify(doc[1]).code, classifier.classify(doc[1]).mode) == (
        "REJECT",
        "meet",
    )


def test_part_of_the_aid_is_aid(classifier: TypeClassifier) -> None:
    rows: tuple[Row, ...] = (
        ("Peru", "Peru", "PROPN", "nsubj", 1),
        ("suspended", "suspend", "VERB", "ROOT", 1),
        ("part", "part", "NOUN", "dobj", 1),
        ("of", "of", "ADP", "prep", 2),
        ("aid", "aid", "NOUN", "pobj", 3),
    )
    assert classifier.classify(parsed(*rows)[1]).code == "SANCTION"
    other = (*rows[:4], ("hill", "hill", "NOUN", "pobj", 3))
    assert classifier.classify(parsed(*other)[1]).code != "SANCTION"


def test_the_subject_of_a_passive_is_the_object(classifier: TypeClassifier) -> None:
    doc = parsed(
        ("Talks", "talk", "NOUN", "nsubjpass", 2),
        ("were", "be", "AUX", "auxpass", 2),
        ("called", "call", "VERB", "ROOT", 2),
        ("off", "off", "ADP", "prt", 2),
    )
    assert (classifier.classify(doc[2]).code, classifier.classify(doc[2]).mode) == (
        "REJECT",
        "meet",
    )


@pytest.mark.parametrize(("auxiliary", "code"), [("will", "AGREE"), ("must", "REQUEST")])
def test_the_auxiliary_of_a_reported_clause_decides_its_type(
    classifier: TypeClassifier, auxiliary: str, code: str
) -> None:
    doc = parsed(
        ("He", "he", "PRON", "nsubj", 1),
        ("said", "say", "VERB", "ROOT", 1),
        ("Peru", "Peru", "PROPN", "nsubj", 4),
        (auxiliary, auxiliary, "AUX", "aux", 4),
        ("send", "send", "VERB", "ccomp", 1),
        ("aid", "aid", "NOUN", "dobj", 4),
    )
    assert classifier.classify(doc[4]).code == code
    assert classifier.classify(doc[1]) == UNTYPED


def test_a_hyphenated_noun_is_one_trigger(classifier: TypeClassifier) -> None:
    vocab = spacy.blank("en").vocab
    doc = Doc(
        vocab,
        words=["Women", "staged", "sit", "-", "ins"],
        spaces=[True, True, False, False, False],
        lemmas=["woman", "stage", "sit", "-", "in"],
        pos=["NOUN", "VERB", "NOUN", "PUNCT", "NOUN"],
        deps=["nsubj", "ROOT", "compound", "punct", "dobj"],
        heads=[1, 1, 4, 4, 1],
    )
    assert classifier.classify(doc[4]).code == "PROTEST"
