import pytest
from spacy.language import Language

from tests.unit.events.making import entity, passage_of
from workers.events.arguments.places_and_times import PlaceTimeReader
from workers.events.event_lexicon import load_grammar

pytestmark = pytest.mark.model


def places(nlp: Language, sentence: str, trigger: str, *names: tuple[str, str, str]) -> list[str]:
    doc = nlp(sentence)
    known = [entity(doc.text, words, label, key) for words, label, key in names]  # type: ignore[arg-type]  # labels are literal in the tests
    passage = passage_of(doc, known)
    token = next(t for t in passage.doc if t.text == trigger)
    return [
        place.name
        for place in PlaceTimeReader(load_grammar()).read(passage, {token.i: token})[token.i].places
    ]


@pytest.mark.parametrize(
    ("sentence", "trigger", "names", "told"),
    [
        (
            "Police arrested two men in Orvale.",
            "arrested",
            [("Orvale", "GPE", "geo:1")],
            ["Orvale"],
        ),
        (
            "Haas of Orvale was arrested in Brint.",
            "arrested",
            [("Orvale", "GPE", "geo:1"), ("Brint", "GPE", "geo:2")],
            ["Brint"],
        ),
        ("Police arrested an Orvale man.", "arrested", [("Orvale", "GPE", "geo:1")], ["Orvale"]),
        ("The bloc imposed sanctions on Orland.", "imposed", [("Orland", "GPE", "country:OL")], []),
        (
            "He was treated at Brint Hospital.",
            "treated",
            [("Brint Hospital", "ORG", "brint-hospital")],
            ["Brint Hospital"],
        ),
        (
            "Brint Hospital sued the maker.",
            "sued",
            [("Brint Hospital", "ORG", "brint-hospital")],
            [],
        ),
        ("The firm sold grain to Orland.", "sold", [("Orland", "GPE", "country:OL")], []),
        ("The queen flew to Orland.", "flew", [("Orland", "GPE", "country:OL")], ["Orland"]),
    ],
)
def test_only_what_stands_as_a_place_is_one(
    nlp: Language, sentence: str, trigger: str, names: list[tuple[str, str, str]], told: list[str]
) -> None:
    assert places(nlp, sentence, trigger, *names) == told
