from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml
from spacy.language import Language
from spacy.tokens import Token

from schemas.mentions import EventType
from tests.unit.events.making import passage_of
from workers.events.event_lexicon import load_grammar
from workers.events.mention_reader import MentionReader
from workers.events.types import UNTYPED, TypeClassifier

pytestmark = pytest.mark.model
SENTENCES = Path(__file__).parent / "sentences.yaml"


@pytest.fixture(scope="module")
def classifier() -> TypeClassifier:
    return TypeClassifier()


@pytest.fixture(scope="module")
def reader(nlp: Language) -> MentionReader:
    return MentionReader(nlp, load_grammar(), TypeClassifier())


BEYOND = frozenset(
    {
        "Poland is to send 50 engineers to help rebuild the bridge, a spokesman said.",
        "A spokesman for the army said it was ready to cooperate with investigators.",
        "Ghana's vice president is in Brasilia for three days of talks on cocoa prices.",
        "The newspaper said the colonel was behind the coup.",
        "The club of nations suspended Fiji after the coup.",
        "Extra soldiers took up positions around the parliament.",
    }
)
"""Sentences whose telling word the trigger model does not find.

Mostly it is a form of 'be' with what stands behind it.
"""


def cases() -> Iterator[Any]:
    for code, modes in yaml.safe_load(SENTENCES.read_text(encoding="utf-8")).items():
        for mode, sentences in modes.items():
            for sentence in sentences:
                marks = (
                    [pytest.mark.xfail(reason="no trigger is found")] if sentence in BEYOND else []
                )
                yield pytest.param(code, mode, sentence, marks=marks)


def strongest(reader: MentionReader, nlp: Language, text: str) -> EventType:
    """Return the type of the most prominent typed mention, as the extract stage reads it."""
    typed = [
        mention for mention in reader.read(passage_of(nlp(text)), 0) if mention.type != UNTYPED
    ]
    best = max(
        typed, key=lambda mention: (mention.prominence, -mention.trigger.start), default=None
    )
    return best.type if best is not None else UNTYPED


def token(nlp: Language, text: str, word: str) -> Token:
    return next(t for t in nlp(text) if t.text == word)


@pytest.mark.parametrize(("code", "mode", "sentence"), list(cases()))
def test_the_strongest_trigger_tells_the_type_of_a_sentence(
    reader: MentionReader, nlp: Language, code: str, mode: str, sentence: str
) -> None:
    found = strongest(reader, nlp, sentence)
    assert found.code == code
    assert mode in ("any", found.mode)


@pytest.mark.parametrize(
    ("sentence", "word", "told"),
    [
        ("The minister refused to meet the envoy.", "refused", ("REJECT", "meet")),
        ("The minister refused to meet the envoy.", "meet", ("CONSULT", None)),
        ("The junta threatened to expel the diplomats.", "threatened", ("THREATEN", "expel")),
        ("Norway promised to send aid to the island.", "promised", ("AGREE", None)),
        ("The rebels demanded the release of their leader.", "demanded", ("REQUEST", "yield")),
        ("Chad accused its neighbour of shelling the town.", "accused", ("ACCUSE", "allege")),
        ("The president plans to visit Lisbon.", "visit", ("CONSULT", "visit")),
        ("The minister paid a visit to Lisbon.", "paid", ("CONSULT", "visit")),
        ("The minister paid a visit to Lisbon.", "visit", ("CONSULT", "visit")),
        ("Troops began to withdraw from the valley.", "began", ("RETREAT", "withdraw")),
        ("The army stopped shelling the town.", "stopped", ("RETREAT", "ceasefire")),
        ("The union called off its strike.", "called", ("CONCEDE", None)),
        ("The mayor called off the meeting.", "called", ("REJECT", "meet")),
        ("Parliament passed a law banning rallies.", "passed", ("COERCE", "restrict")),
        ("The minister said Norway would send aid to the island.", "send", ("AGREE", None)),
        (
            "The minister said Norway would not send aid to the island.",
            "send",
            ("REJECT", "assist"),
        ),
        (
            "The rebels said they would attack the port if it was not closed.",
            "attack",
            ("THREATEN", "violence"),
        ),
        (
            "The minister said Norway may cut ties if the law is passed.",
            "cut",
            ("THREATEN", "relations"),
        ),
        ("The minister said Norway must withdraw its troops.", "withdraw", ("REQUEST", "yield")),
    ],
)
def test_an_outer_word_and_its_inner_event_are_typed_each_for_itself(
    classifier: TypeClassifier,
    nlp: Language,
    sentence: str,
    word: str,
    told: tuple[str, str | None],
) -> None:
    found = classifier.classify(token(nlp, sentence, word))
    assert (found.code, found.mode) == told


def test_a_reporting_verb_alone_has_no_type(classifier: TypeClassifier, nlp: Language) -> None:
    assert (
        classifier.classify(token(nlp, "The spokesman said nothing about it.", "said")) == UNTYPED
    )


def test_a_word_outside_the_lexicon_has_no_type(classifier: TypeClassifier, nlp: Language) -> None:
    assert all(classifier.classify(t) == UNTYPED for t in nlp("The cat sat on the mat."))


@pytest.mark.parametrize(
    ("sentence", "word", "code"),
    [
        ("Thousands demonstrated in the capital.", "demonstrated", "PROTEST"),
        ("The offer demonstrates their good will.", "demonstrates", "UNKNOWN"),
        ("The trial demonstrates that the method works.", "demonstrates", "UNKNOWN"),
        ("Students rallied outside the court.", "rallied", "PROTEST"),
        ("The general rallied his men.", "rallied", "UNKNOWN"),
        ("The rebels released the hostages.", "released", "RETREAT"),
        ("She was released from prison on Friday.", "released", "RETREAT"),
        ("A notice released by the ministry named no date.", "released", "STATEMENT"),
        ("The singer announced his engagement to Clara Lund.", "announced", "MARRIAGE"),
        ("The envoy spoke of his engagements in Norway.", "engagements", "UNKNOWN"),
    ],
)
def test_a_verb_with_two_senses_is_typed_by_what_stands_with_it(
    classifier: TypeClassifier, nlp: Language, sentence: str, word: str, code: str
) -> None:
    assert classifier.classify(token(nlp, sentence, word)).code == code


def test_the_news_of_a_sentence_is_more_prominent_than_its_background(
    reader: MentionReader, nlp: Language
) -> None:
    doc = nlp("Police arrested forty students who had marched against the law, a spokesman said.")
    prominence = {
        mention.trigger.text: mention.prominence for mention in reader.read(passage_of(doc), 0)
    }
    assert 0 < prominence["marched"] < prominence["arrested"] <= 1


@pytest.mark.parametrize(
    ("sentence", "code"),
    [
        ("A man killed his wife on Sunday.", "CRIME"),
        ("The earthquake killed nine people.", "DISASTER"),
        ("The militia killed nine people.", "ASSAULT"),
        ("Nurses struck for higher pay.", "PROTEST"),
        ("An earthquake struck the coast.", "DISASTER"),
    ],
)
def test_who_does_it_to_whom_tells_a_crime_a_disaster_and_an_attack_apart(
    reader: MentionReader, nlp: Language, sentence: str, code: str
) -> None:
    assert strongest(reader, nlp, sentence).code == code
