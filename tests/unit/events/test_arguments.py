import pytest
from spacy.tokens import Doc

from schemas.mentions import EventType
from tests.unit.events.making import entity, parsed, passage_of, word
from workers.events.arguments import ArgumentReader
from workers.events.lexicon import load_grammar

VISIT = EventType("plover", "CONSULT", "visit")
UNTYPED = EventType("dateline", "UNKNOWN")


@pytest.fixture(scope="module")
def reader() -> ArgumentReader:
    return ArgumentReader(load_grammar())


def roles(
    reader: ArgumentReader,
    doc: Doc,
    trigger: str,
    *entities: tuple[str, str, str],
    kind: EventType = UNTYPED,
) -> list[tuple[str, str]]:
    known = [entity(doc.text, words, label, key) for words, label, key in entities]  # type: ignore[arg-type]  # labels are literal in the tests
    return [
        (p.entity, p.role) for p in reader.read(word(doc, trigger), passage_of(doc, known), kind)
    ]


def test_subject_is_actor_and_object_recipient(reader: ArgumentReader) -> None:
    doc = parsed(
        ("Peru", "Peru", "PROPN", "NNP", "nsubj", 1),
        ("sued", "sue", "VERB", "VBD", "ROOT", 1),
        ("Chile", "Chile", "PROPN", "NNP", "dobj", 1),
    )
    assert roles(
        reader, doc, "sued", ("Peru", "GPE", "country:PE"), ("Chile", "GPE", "country:CL")
    ) == [("country:PE", "actor"), ("country:CL", "recipient")]


def test_passive_turns_the_roles_round(reader: ArgumentReader) -> None:
    doc = parsed(
        ("Rossi", "Rossi", "PROPN", "NNP", "nsubjpass", 2),
        ("was", "be", "AUX", "VBD", "auxpass", 2),
        ("arrested", "arrest", "VERB", "VBN", "ROOT", 2),
        ("by", "by", "ADP", "IN", "agent", 2),
        ("Interpol", "Interpol", "PROPN", "NNP", "pobj", 3),
    )
    assert roles(
        reader, doc, "arrested", ("Rossi", "PERSON", "rossi"), ("Interpol", "ORG", "interpol")
    ) == [("interpol", "actor"), ("rossi", "recipient")]


def test_owner_of_an_event_noun_is_its_actor(reader: ArgumentReader) -> None:
    doc = parsed(
        ("Peru", "Peru", "PROPN", "NNP", "poss", 2),
        ("'s", "'s", "PART", "POS", "case", 0),
        ("invasion", "invasion", "NOUN", "NN", "ROOT", 2),
        ("of", "of", "ADP", "IN", "prep", 2),
        ("Chile", "Chile", "PROPN", "NNP", "pobj", 3),
    )
    assert roles(
        reader, doc, "invasion", ("Peru", "GPE", "country:PE"), ("Chile", "GPE", "country:CL")
    ) == [("country:PE", "actor"), ("country:CL", "recipient")]


def test_country_before_what_nobody_does_is_not_its_actor(reader: ArgumentReader) -> None:
    doc = parsed(
        ("Chile", "Chile", "PROPN", "NNP", "compound", 1),
        ("earthquake", "earthquake", "NOUN", "NN", "ROOT", 1),
    )
    known = ("Chile", "GPE", "country:CL")
    assert roles(
        reader, doc, "earthquake", known, kind=EventType("dateline", "DISASTER", "earthquake")
    ) == [("country:CL", "other")]
    assert roles(reader, doc, "earthquake", known) == [("country:CL", "actor")]


def test_light_verb_lends_the_noun_its_subject(reader: ArgumentReader) -> None:
    doc = parsed(
        ("Rossi", "Rossi", "PROPN", "NNP", "nsubj", 1),
        ("held", "hold", "VERB", "VBD", "ROOT", 1),
        ("talks", "talk", "NOUN", "NNS", "dobj", 1),
        ("with", "with", "ADP", "IN", "prep", 2),
        ("Silva", "Silva", "PROPN", "NNP", "pobj", 3),
    )
    assert roles(
        reader, doc, "talks", ("Rossi", "PERSON", "rossi"), ("Silva", "PERSON", "silva")
    ) == [("rossi", "actor"), ("silva", "recipient")]


def test_who_is_under_sanctions_undergoes_them(reader: ArgumentReader) -> None:
    doc = parsed(
        ("Rossi", "Rossi", "PROPN", "NNP", "nsubj", 1),
        ("is", "be", "AUX", "VBZ", "ROOT", 1),
        ("under", "under", "ADP", "IN", "prep", 1),
        ("Peruvian", "peruvian", "ADJ", "JJ", "amod", 4),
        ("sanctions", "sanction", "NOUN", "NNS", "pobj", 2),
    )
    assert roles(
        reader, doc, "sanctions", ("Rossi", "PERSON", "rossi"), ("Peruvian", "NORP", "country:PE")
    ) == [("country:PE", "actor"), ("rossi", "recipient")]


def test_thing_acted_on_gives_way_to_whom_it_belongs(reader: ArgumentReader) -> None:
    doc = parsed(
        ("Peru", "Peru", "PROPN", "NNP", "nsubj", 1),
        ("rejected", "reject", "VERB", "VBD", "ROOT", 1),
        ("calls", "call", "NOUN", "NNS", "dobj", 1),
        ("by", "by", "ADP", "IN", "prep", 2),
        ("Silva", "Silva", "PROPN", "NNP", "pobj", 3),
    )
    found = roles(
        reader, doc, "rejected", ("Peru", "GPE", "country:PE"), ("Silva", "PERSON", "silva")
    )
    assert found == [("country:PE", "actor"), ("silva", "recipient"), ("np:call", "other")]


def test_pronoun_takes_up_the_subject_of_the_clause_above(reader: ArgumentReader) -> None:
    doc = parsed(
        ("Peru", "Peru", "PROPN", "NNP", "nsubj", 1),
        ("said", "say", "VERB", "VBD", "ROOT", 1),
        ("it", "it", "PRON", "PRP", "nsubj", 4),
        ("had", "have", "AUX", "VBD", "aux", 4),
        ("halted", "halt", "VERB", "VBN", "ccomp", 1),
        ("aid", "aid", "NOUN", "NN", "dobj", 4),
    )
    assert ("country:PE", "actor") in roles(reader, doc, "halted", ("Peru", "GPE", "country:PE"))


def test_infinitive_shares_the_subject_of_the_verb_that_controls_it(reader: ArgumentReader) -> None:
    doc = parsed(
        ("Rossi", "Rossi", "PROPN", "NNP", "nsubj", 1),
        ("plans", "plan", "VERB", "VBZ", "ROOT", 1),
        ("to", "to", "PART", "TO", "aux", 3),
        ("resign", "resign", "VERB", "VB", "xcomp", 1),
    )
    assert roles(reader, doc, "resign", ("Rossi", "PERSON", "rossi")) == [("rossi", "actor")]


def test_unresolved_pronoun_is_nobody(reader: ArgumentReader) -> None:
    doc = parsed(
        ("They", "they", "PRON", "PRP", "nsubj", 1),
        ("resigned", "resign", "VERB", "VBD", "ROOT", 1),
    )
    assert roles(reader, doc, "resigned") == []


def test_every_participant_quotes_the_passage(reader: ArgumentReader) -> None:
    doc = parsed(
        ("angry", "angry", "ADJ", "JJ", "amod", 1),
        ("students", "student", "NOUN", "NNS", "nsubj", 2),
        ("marched", "march", "VERB", "VBD", "ROOT", 2),
    )
    (found,) = reader.read(word(doc, "marched"), passage_of(doc), UNTYPED)
    assert found.entity == "np:student"
    assert doc.text[found.quote.start : found.quote.end] == found.quote.quote == "angry students"
