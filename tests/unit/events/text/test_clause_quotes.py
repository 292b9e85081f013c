"""The clause around a trigger, as the trained parser reads it."""

import pytest
from spacy.language import Language

from tests.unit.events.making import entity, passage_of
from workers.events.event_lexicon import load_grammar
from workers.events.text.clause_quotes import clause_quote

pytestmark = pytest.mark.model


def clause(nlp: Language, sentence: str, trigger: str) -> str:
    doc = nlp(sentence)
    known = [entity(doc.text, name, "PERSON", name) for name in ("Ann Lee",) if name in doc.text]
    token = next(t for t in doc if t.text == trigger)
    return clause_quote(token, passage_of(doc, known), load_grammar()).quote


@pytest.mark.parametrize(
    ("sentence", "trigger", "told"),
    [
        (
            "The wrecks happened before Ann Lee took office in January.",
            "took",
            "Ann Lee took office in January",
        ),
        (
            "Police closed the road on Friday, but the street was open again by noon.",
            "closed",
            "Police closed the road on Friday",
        ),
        (
            "The strike will end if Ann Lee signs the contract.",
            "signs",
            "The strike will end if Ann Lee signs the contract.",
        ),
        (
            "Ann Lee left the hall after a guard pushed her.",
            "pushed",
            "Ann Lee left the hall after a guard pushed her.",
        ),
        (
            "Ann Lee lost the vote and left the hall.",
            "left",
            "Ann Lee lost the vote and left the hall.",
        ),
    ],
)
def test_a_clause_stands_alone_where_it_tells_a_fact_in_its_own_words(
    nlp: Language, sentence: str, trigger: str, told: str
) -> None:
    assert clause(nlp, sentence, trigger) == told
