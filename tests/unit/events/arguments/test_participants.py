import pytest
from spacy.language import Language

from schemas.mentions import EventType
from tests.unit.events.making import entity, passage_of
from workers.events.arguments.argument_reader import ArgumentReader
from workers.events.event_lexicon import load_grammar
from workers.events.text.passages import Cut, Passage

pytestmark = pytest.mark.model
ARREST = EventType("plover", "COERCE", "arrest")
ATTACK = EventType("plover", "ASSAULT")
CHARGE = EventType("plover", "ACCUSE", "allege")
UNTYPED = EventType("dateline", "UNKNOWN")
Names = list[tuple[str, str, str]]
Case = tuple[str, str, EventType, Names]
"""A sentence, its trigger, the type of the event, and the names in it."""
ORVALE: Names = [("Orvale", "GPE", "geo:1")]
HAAS: Names = [("Haas", "PERSON", "haas")]


def roles(nlp: Language, case: Case, *, headline: bool = False) -> set[str]:
    """Return 'role: name' of those who take part, others left out."""
    sentence, trigger, kind, names = case
    doc = nlp(sentence)
    known = [entity(doc.text, words, label, key) for words, label, key in names]  # type: ignore[arg-type]  # labels are literal in the tests
    made = passage_of(doc, known)
    if headline:
        made = Passage(
            doc, Cut(doc.text, doc.text, "title", 0, "headline"), 0, 0, made.entities, made.periods
        )
    token = next(t for t in doc if t.text == trigger)
    found = ArgumentReader(load_grammar()).read(token, made, kind)
    return {f"{p.role}: {p.name}" for p in found if p.role != "other"}


@pytest.mark.parametrize(
    ("case", "told"),
    [
        (
            ("Rebels attacked villagers in Orvale.", "attacked", ATTACK, ORVALE),
            {"actor: Rebels", "recipient: villagers"},
        ),
        (("The Orvale attack shocked many.", "attack", ATTACK, ORVALE), set()),
        (("The firm raised prices by 12 percent.", "raised", UNTYPED, []), {"actor: firm"}),
        (("The crash killed 32.", "killed", ATTACK, []), {"recipient: 32"}),
        (("The profit fell to 32.", "fell", UNTYPED, []), set()),
        (("Haas's arrest was expected.", "arrest", ARREST, HAAS), {"recipient: Haas"}),
        (("Haas's attack was expected.", "attack", ATTACK, HAAS), {"actor: Haas"}),
        (("The arrest of Haas was expected.", "arrest", ARREST, HAAS), {"recipient: Haas"}),
        (("Haas was arrested and charged.", "charged", CHARGE, HAAS), {"recipient: Haas"}),
        (
            (
                "Haas was jailed for the robbery.",
                "robbery",
                EventType("dateline", "CRIME", "theft"),
                HAAS,
            ),
            {"actor: Haas"},
        ),
        (("Haas suffered a stroke.", "suffered", UNTYPED, HAAS), {"recipient: Haas"}),
        (("A truck struck the hotel.", "struck", ATTACK, []), {"actor: truck", "recipient: hotel"}),
        (("The report struck a chord.", "struck", UNTYPED, []), set()),
        (
            ("Police arrested a 28-year-old.", "arrested", ARREST, []),
            {"actor: Police", "recipient: 28-year-old"},
        ),
        (
            ("Two weeks ago, the guards arrested a man.", "arrested", ARREST, []),
            {"actor: guards", "recipient: man"},
        ),
        (
            ("He had mostly knives - other deputies arrested a man.", "arrested", ARREST, []),
            {"actor: other deputies", "recipient: man"},
        ),
        (
            ("(Photo: News-Leader) Police arrested a man.", "arrested", ARREST, []),
            {"actor: Police", "recipient: man"},
        ),
        (
            ("The man robbed two old banks of more than $10,000.", "robbed", ATTACK, []),
            {"actor: man", "recipient: two old banks"},
        ),
        (
            ("The police accused a tall Lindau man of theft.", "accused", CHARGE, []),
            {"actor: police", "recipient: tall Lindau man"},
        ),
        (
            ("The police accused a leader of the gang.", "accused", CHARGE, []),
            {"actor: police", "recipient: leader of the gang"},
        ),
        (
            ("Police seized drugs.", "seized", EventType("plover", "COERCE", "seize"), []),
            {"actor: Police", "recipient: drugs"},
        ),
    ],
)
def test_only_those_who_can_act_or_undergo_the_deed_take_part(
    nlp: Language, case: Case, told: set[str]
) -> None:
    assert roles(nlp, case) == told


def test_a_headline_leaves_the_helper_of_a_passive_out(nlp: Language) -> None:
    assert roles(nlp, ("Man held over theft in Orvale", "held", ARREST, ORVALE), headline=True) == {
        "recipient: Man"
    }
    assert roles(nlp, ("The man held a knife.", "held", ARREST, [])) == {"actor: man"}
