from dataclasses import dataclass

import pytest

from workers.lexicons import LexiconError, parsed, word_lists


@dataclass(frozen=True)
class Verbs:
    light: frozenset[str]
    motion: frozenset[str]


def test_sections_become_sets_of_words() -> None:
    lists = word_lists(parsed("light:\n  - make\n  - take\nmotion: [go]"), Verbs)
    assert lists == Verbs(frozenset({"make", "take"}), frozenset({"go"}))


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("light: [make]", "motion"),
        ("light: [make]\nmotion: [go]\nspeech: [say]", "speech"),
        ("light: [on, make]\nmotion: [go]", "light is no list of words"),
        ("light: make\nmotion: [go]", "light is no list of words"),
        ("light: [Make]\nmotion: [go]", "light has words that are not in lower case"),
    ],
)
def test_a_broken_lexicon_names_its_section(text: str, problem: str) -> None:
    with pytest.raises(LexiconError, match=problem):
        word_lists(parsed(text), Verbs)
