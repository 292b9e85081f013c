"""Which phrases of a sentence can take part in its events."""

from spacy.tokens import Doc

from schemas.annotated import EntityLabel
from tests.unit.events.making import entity, parsed, passage_of
from workers.events.arguments.participants import ParticipantReader
from workers.events.encoder.phrases import is_of_other_clause, phrases
from workers.events.text.passages import Passage


def heads(passage: Passage) -> list[str]:
    (sentence,) = passage.doc.sents
    return [phrase.head.text for phrase in phrases(sentence, passage, ParticipantReader())]


def test_whom_a_clause_asks_about_or_points_at_takes_no_part() -> None:
    doc = parsed(
        ("Firm", "firm", "NOUN", "NN", "nsubj", 1),
        ("counts", "count", "VERB", "VBZ", "ROOT", 1),
        ("how", "how", "SCONJ", "WRB", "advmod", 3),
        ("many", "many", "ADJ", "JJ", "amod", 4),
        ("clients", "client", "NOUN", "NNS", "nsubj", 5),
        ("left", "leave", "VERB", "VBD", "ccomp", 1),
    )
    assert heads(passage_of(doc)) == ["Firm"]


def test_no_word_of_a_persons_titles_takes_part_by_itself() -> None:
    doc = parsed(
        ("Councillor", "councillor", "NOUN", "NN", "nmod", 4),
        ("and", "and", "CCONJ", "CC", "cc", 0),
        ("defence", "defence", "NOUN", "NN", "compound", 3),
        ("chief", "chief", "NOUN", "NN", "conj", 0),
        ("Li", "Li", "PROPN", "NNP", "nsubj", 5),
        ("resigned", "resign", "VERB", "VBD", "ROOT", 5),
    )
    assert heads(passage_of(doc, [entity(doc.text, "Li", "PERSON", "li")])) == ["Li"]


def test_a_noun_before_a_noun_takes_no_part_unless_that_one_is_an_event() -> None:
    doc = parsed(
        ("County", "county", "NOUN", "NN", "compound", 1),
        ("police", "police", "NOUN", "NN", "compound", 2),
        ("raids", "raid", "NOUN", "NNS", "nsubj", 3),
        ("ended", "end", "VERB", "VBD", "ROOT", 3),
    )
    passage = passage_of(doc)
    (sentence,) = doc.sents
    reader = ParticipantReader()
    assert [p.head.text for p in phrases(sentence, passage, reader)] == ["raids"]
    assert [p.head.text for p in phrases(sentence, passage, reader, {2})] == [
        "County",
        "police",
        "raids",
    ]


def test_a_people_before_a_noun_takes_no_part_for_it() -> None:
    doc = parsed(
        ("Danish", "danish", "ADJ", "JJ", "amod", 1),
        ("firms", "firm", "NOUN", "NNS", "nsubj", 2),
        ("merged", "merge", "VERB", "VBD", "ROOT", 2),
    )
    assert heads(passage_of(doc, [entity(doc.text, "Danish", "NORP", "country:DK")])) == ["firms"]
    assert heads(passage_of(doc, [entity(doc.text, "Danish", "ORG", "danish")])) == [
        "Danish",
        "firms",
    ]


def copula(*negation: tuple[str, str, str, str, str, int]) -> Passage:
    doc = parsed(
        ("Lindvik", "Lindvik", "PROPN", "NNP", "nsubj", 1),
        ("was", "be", "AUX", "VBD", "ROOT", 1),
        ("mayor", "mayor", "NOUN", "NN", "attr", 1),
        *negation,
    )
    return passage_of(doc, [entity(doc.text, "Lindvik", "PERSON", "lindvik")])


def test_a_predicate_noun_stands_for_its_subject() -> None:
    def entities(passage: Passage) -> list[str]:
        (sentence,) = passage.doc.sents
        found = phrases(sentence, passage, ParticipantReader())
        return [p.participant.entity for p in found if p.participant is not None]

    assert entities(copula()) == ["lindvik", "lindvik"]
    assert entities(copula(("never", "never", "ADV", "RB", "neg", 1))) == ["lindvik", "np:mayor"]


def test_the_subject_of_a_clause_of_time_is_of_another_clause() -> None:
    doc = parsed(
        ("Shops", "shop", "NOUN", "NNS", "nsubjpass", 2),
        ("were", "be", "AUX", "VBD", "auxpass", 2),
        ("shut", "shut", "VERB", "VBN", "ROOT", 2),
        ("after", "after", "SCONJ", "IN", "mark", 5),
        ("inspectors", "inspector", "NOUN", "NNS", "nsubj", 5),
        ("called", "call", "VERB", "VBD", "advcl", 2),
    )
    shops, _, shut, _, inspectors, called = doc
    assert is_of_other_clause(inspectors, shut)
    assert not is_of_other_clause(inspectors, called)
    assert not is_of_other_clause(shops, called)


def taking_no_part(
    doc: Doc, place: str, label: EntityLabel = "GPE", key: str = "geo:1"
) -> set[str]:
    passage = passage_of(doc, [entity(doc.text, place, label, key)])
    (sentence,) = doc.sents
    found = phrases(sentence, passage, ParticipantReader())
    return {phrase.head.text for phrase in found if phrase.describing}


def test_a_town_that_says_where_somebody_is_from_takes_no_part() -> None:
    doc = parsed(
        ("Lindvik", "Lindvik", "PROPN", "NNP", "compound", 2),
        ("area", "area", "NOUN", "NN", "compound", 2),
        ("mayors", "mayor", "NOUN", "NNS", "nsubj", 3),
        ("met", "meet", "VERB", "VBD", "ROOT", 3),
    )
    assert taking_no_part(doc, "Lindvik") == {"Lindvik"}
    assert taking_no_part(doc, "Lindvik", "ORG", "lindvik") == set()
    assert taking_no_part(doc, "Lindvik", key="country:LV") == set()


def test_a_town_before_people_takes_no_part_where_a_headline_misleads_the_parser() -> None:
    doc = parsed(
        ("Body", "body", "NOUN", "NN", "nsubj", 4),
        ("of", "of", "ADP", "IN", "prep", 0),
        ("Lindvik", "Lindvik", "PROPN", "NNP", "pobj", 1),
        ("man", "man", "NOUN", "NN", "nsubj", 4),
        ("found", "find", "VERB", "VBD", "ROOT", 4),
    )
    assert taking_no_part(doc, "Lindvik") == {"Lindvik"}


def test_a_town_that_acts_takes_part() -> None:
    doc = parsed(
        ("Lindvik", "Lindvik", "PROPN", "NNP", "nsubj", 1),
        ("sues", "sue", "VERB", "VBZ", "ROOT", 1),
        ("farmers", "farmer", "NOUN", "NNS", "dobj", 1),
    )
    assert taking_no_part(doc, "Lindvik") == set()


def test_a_town_takes_no_part_for_a_school_that_bears_its_name() -> None:
    doc = parsed(
        ("Lindvik", "Lindvik", "PROPN", "NNP", "compound", 2),
        ("High", "High", "PROPN", "NNP", "compound", 2),
        ("School", "School", "PROPN", "NNP", "nsubj", 3),
        ("closed", "close", "VERB", "VBD", "ROOT", 3),
    )
    passage = passage_of(doc, [entity(doc.text, "Lindvik", "GPE", "geo:1")])
    (sentence,) = doc.sents
    found = list(phrases(sentence, passage, ParticipantReader()))
    assert taking_no_part(doc, "Lindvik") == {"Lindvik"}
    assert "Lindvik High School" in {p.participant.name for p in found if p.participant}
