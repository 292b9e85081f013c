"""What the grammar of a clause says."""

from tests.unit.events.making import parsed
from workers.events.clause.syntax import is_opposed


def test_a_name_behind_anti_is_opposed() -> None:
    doc = parsed(
        ("anti", "anti", "ADJ", "JJ", "amod", 2),
        ("-", "-", "PUNCT", "HYPH", "punct", 2),
        ("Marlowe", "Marlowe", "PROPN", "NNP", "compound", 3),
        ("protests", "protest", "NOUN", "NNS", "nsubj", 4),
        ("shook", "shake", "VERB", "VBD", "ROOT", 4),
        ("Halden", "Halden", "PROPN", "NNP", "dobj", 4),
    )
    assert [token.text for token in doc if is_opposed(token)] == ["Marlowe"]


def test_a_name_of_two_words_behind_anti_is_opposed() -> None:
    doc = parsed(
        ("anti", "anti", "ADJ", "JJ", "amod", 4),
        ("-", "-", "PUNCT", "HYPH", "punct", 4),
        ("Ann", "Ann", "PROPN", "NNP", "compound", 3),
        ("Lee", "Lee", "PROPN", "NNP", "compound", 4),
        ("march", "march", "NOUN", "NN", "ROOT", 4),
    )
    assert [token.text for token in doc if is_opposed(token)] == ["Ann", "Lee"]
