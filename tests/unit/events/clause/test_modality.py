import pytest

from schemas.mentions import Modality
from tests.unit.events.making import Row, parsed, word
from workers.events.clause.modality import ModalityReader
from workers.events.event_lexicon import load_grammar

SUBJECT: Row = ("Rossi", "Rossi", "PROPN", "NNP", "nsubj", 1)


@pytest.fixture(scope="module")
def reader() -> ModalityReader:
    return ModalityReader(load_grammar())


@pytest.mark.parametrize(
    ("governor", "expected"),
    [
        (("plans", "plan", "VERB", "VBZ", "ROOT", 1), "planned"),
        (("wants", "want", "VERB", "VBZ", "ROOT", 1), "hypothetical"),
        (("refused", "refuse", "VERB", "VBD", "ROOT", 1), "denied"),
        (("managed", "manage", "VERB", "VBD", "ROOT", 1), "occurred"),
    ],
)
def test_governor_says_whether_its_infinitive_lies_ahead(
    reader: ModalityReader, governor: Row, expected: Modality
) -> None:
    doc = parsed(
        SUBJECT,
        governor,
        ("to", "to", "PART", "TO", "aux", 3),
        ("visit", "visit", "VERB", "VB", "xcomp", 1),
    )
    assert reader.read(word(doc, "visit")) == expected


@pytest.mark.parametrize(
    ("helper", "tag", "expected"),
    [
        ("will", "VB", "planned"),
        ("may", "VB", "hypothetical"),
        ("is", "VBG", "ongoing"),
        ("has", "VBN", "occurred"),
    ],
)
def test_helper_verb_gives_the_modality(
    reader: ModalityReader, helper: str, tag: str, expected: Modality
) -> None:
    doc = parsed(
        ("Rossi", "Rossi", "PROPN", "NNP", "nsubj", 2),
        (helper, helper, "AUX", "MD", "aux", 2),
        ("visit", "visit", "VERB", tag, "ROOT", 2),
    )
    assert reader.read(word(doc, "visit")) == expected


def test_negation_denies(reader: ModalityReader) -> None:
    doc = parsed(
        ("Rossi", "Rossi", "PROPN", "NNP", "nsubj", 3),
        ("did", "do", "AUX", "VBD", "aux", 3),
        ("not", "not", "PART", "RB", "neg", 3),
        ("resign", "resign", "VERB", "VB", "ROOT", 3),
    )
    assert reader.read(word(doc, "resign")) == "denied"


def test_condition_is_hypothetical(reader: ModalityReader) -> None:
    doc = parsed(
        ("If", "if", "SCONJ", "IN", "mark", 2),
        ("Rossi", "Rossi", "PROPN", "NNP", "nsubj", 2),
        ("resigns", "resign", "VERB", "VBZ", "ROOT", 2),
    )
    assert reader.read(word(doc, "resigns")) == "hypothetical"


def test_upcoming_visit_is_planned(reader: ModalityReader) -> None:
    doc = parsed(
        ("upcoming", "upcoming", "ADJ", "JJ", "amod", 1),
        ("visit", "visit", "NOUN", "NN", "ROOT", 1),
    )
    assert reader.read(word(doc, "visit")) == "planned"


def test_cancelled_visit_is_denied_and_a_condemned_one_is_not(reader: ModalityReader) -> None:
    for verb, lemma, expected in (
        ("cancelled", "cancel", "denied"),
        ("condemned", "condemn", "occurred"),
    ):
        doc = parsed(
            SUBJECT,
            (verb, lemma, "VERB", "VBD", "ROOT", 1),
            ("visit", "visit", "NOUN", "NN", "dobj", 1),
        )
        assert reader.read(word(doc, "visit")) == expected
