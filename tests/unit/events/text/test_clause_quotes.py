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
    found = clause_quote(token, passage_of(doc, known), load_grammar())
    assert found.quote == doc.text[found.start : found.end]
    return found.quote


@pytest.mark.parametrize(
    ("sentence", "trigger", "expected"),
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
            (
                'On Sunday Ann Lee denounced the launch of the rocket as "an unacceptable act," '
                "after she called a meeting of the city council of Lindau to discuss responses "
                "and new rules."
            ),
            "denounced",
            'On Sunday Ann Lee denounced the launch of the rocket as "an unacceptable act,"',
        ),
        (
            "Ann Lee lost the vote and left the hall.",
            "left",
            "Ann Lee lost the vote and left the hall.",
        ),
        (
            "The firm said it had restored power.",
            "restored",
            "The firm said it had restored power.",
        ),
        (
            "Wendt said the zone was a mistake and asked the city to close it.",
            "mistake",
            "Wendt said the zone was a mistake and asked the city to close it.",
        ),
        (
            "Ann Lee was arrested following an inquiry.",
            "inquiry",
            "Ann Lee was arrested following an inquiry.",
        ),
        (
            "The police found a car that witnesses said was stolen from Ann Lee.",
            "stolen",
            "The police found a car that witnesses said was stolen from Ann Lee.",
        ),
    ],
)
def test_a_clause_stands_alone_where_it_tells_a_fact_in_its_own_words(
    nlp: Language, sentence: str, trigger: str, expected: str
) -> None:
    assert clause(nlp, sentence, trigger) == expected


def test_what_describes_a_noun_is_no_clause_in_a_long_sentence_either(nlp: Language) -> None:
    sentence = (
        "A man who was seen near the old mill on the river in the last days of May matched the "
        "description of a suspect in the robbery of the bank in which a clerk lost two fingers."
    )
    assert clause(nlp, sentence, "lost") == sentence


LATE = (
    "according to a statement that the ministry published late on Friday after weeks of rumours "
    "about the trip and its cost"
)


def test_a_long_clause_ends_at_its_last_comma_behind_the_trigger(nlp: Language) -> None:
    trip = "The minister is to travel to Tolmark and Sarmova in May for talks on the border"
    assert clause(nlp, f"{trip}, {LATE}.", "travel") == trip


def test_a_long_clause_does_not_end_before_its_verb(nlp: Language) -> None:
    named = "a network that prosecutors and newspapers in both countries have named again and again"
    sentence = f"The judge told the whole court in May that the group, {named}, planned the attack."
    assert clause(nlp, sentence, "told") == sentence


def test_a_long_clause_does_not_end_before_the_event_is_told(nlp: Language) -> None:
    sentence = (
        "The minister of the interior, "
        "a lawyer who had been in office since the spring of the year before last, "
        "after weeks of rumours about the state of the border and its guards "
        "was dismissed on Friday in Tolmark."
    )
    assert clause(nlp, sentence, "dismissed") == sentence
