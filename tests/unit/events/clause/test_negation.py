import pytest
from spacy.language import Language

from schemas.mentions import Modality
from workers.events.clause.modality import ModalityReader
from workers.events.event_lexicon import load_grammar

pytestmark = pytest.mark.model


@pytest.fixture(scope="module")
def reader() -> ModalityReader:
    return ModalityReader(load_grammar())


def modality(
    reader: ModalityReader, nlp: Language, sentence: str, word: str, *, headline: bool = False
) -> Modality:
    return reader.read(
        next(token for token in nlp(sentence) if token.text == word), headline=headline
    )


@pytest.mark.parametrize(
    ("sentence", "word"),
    [
        ("Nobody was hurt in the fire.", "hurt"),
        ("No one has been charged.", "charged"),
        ("The rowers won nothing this season.", "won"),
        ("No arrests were made in Orvale.", "arrests"),
        ("The sheriff denied that he had arrested the singer.", "arrested"),
        ("The clerk left without signing the letter.", "signing"),
        ("The guards did not arrest or charge anybody.", "charge"),
        ("The league called off the match.", "match"),
        ("The two sides failed to agree.", "agree"),
        ("The owner never sold the mill.", "sold"),
    ],
)
def test_negation_is_seen_wherever_it_stands(
    reader: ModalityReader, nlp: Language, sentence: str, word: str
) -> None:
    assert modality(reader, nlp, sentence, word) == "denied"


@pytest.mark.parametrize(
    ("sentence", "word"),
    [
        ("Somebody was hurt in the fire.", "hurt"),
        ("The sheriff said that he had arrested the singer.", "arrested"),
        ("The clerk left after signing the letter.", "signing"),
    ],
)
def test_the_same_sentence_without_negation_has_occurred(
    reader: ModalityReader, nlp: Language, sentence: str, word: str
) -> None:
    assert modality(reader, nlp, sentence, word) == "occurred"


@pytest.mark.parametrize(
    ("sentence", "word", "expected"),
    [
        ("Had we bombed the port, the war would have ended.", "bombed", "hypothetical"),
        ("A landslide may follow.", "landslide", "hypothetical"),
        ("The minister said it would send troops.", "send", "planned"),
        ("The rowers play in Orvale on Sunday.", "play", "planned"),
        ("The rowers played in Orvale on Sunday.", "played", "occurred"),
        ("The mayor postponed the parade.", "parade", "planned"),
        ("The firm plans to shut one mill and sell the other.", "sell", "planned"),
        ("The union demanded an inquiry.", "inquiry", "hypothetical"),
    ],
)
def test_what_lies_ahead_is_told_from_what_has_happened(
    reader: ModalityReader, nlp: Language, sentence: str, word: str, expected: Modality
) -> None:
    assert modality(reader, nlp, sentence, word) == expected


def test_present_tense_of_a_headline_has_occurred_and_its_infinitive_is_planned(
    reader: ModalityReader, nlp: Language
) -> None:
    assert (
        modality(reader, nlp, "Rowers beat Orvale on Sunday", "beat", headline=True) == "occurred"
    )
    assert modality(reader, nlp, "Minister to visit Orvale", "visit", headline=True) == "planned"
