"""Which phrases of a sentence can take part in its events."""

from tests.unit.events.making import entity, parsed, passage_of
from workers.events.arguments.participants import ParticipantReader
from workers.events.encoder.sentences import phrases
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
