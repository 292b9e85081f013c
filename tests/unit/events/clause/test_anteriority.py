"""An event before another past event: by the past perfect, or by a word such as 'earlier'."""

import pytest
from spacy.language import Language

from tests.unit.events.making import word
from workers.events.clause.anteriority import is_anterior
from workers.events.event_lexicon import load_grammar

pytestmark = pytest.mark.model


@pytest.mark.parametrize(
    ("text", "trigger"),
    [
        ("The crew had left the ship before the fire broke out.", "left"),
        ("The mayor resigned after prosecutors had charged her.", "charged"),
        ("The bank, which had fired two managers, opened again.", "fired"),
        ("The pier had been destroyed by a storm.", "destroyed"),
        ("The ministers had held talks in Lindau.", "talks"),
        ("The factory was shut earlier this year.", "shut"),
        ("An earlier fire killed two dockers.", "fire"),
        ("Two dockers died in a previous blaze that destroyed the pier.", "destroyed"),
        ("Prado had previously led the union.", "led"),
    ],
)
def test_the_past_perfect_and_words_for_earlier_tell_of_a_time_before(
    nlp: Language, text: str, trigger: str
) -> None:
    assert is_anterior(word(nlp(text), trigger), load_grammar())


@pytest.mark.parametrize(
    ("text", "trigger"),
    [
        ("The port burned on Friday.", "burned"),
        ("The crew has left the ship.", "left"),
        ("She had to leave the town.", "leave"),
        ("They had a fire at the port.", "fire"),
        ("Police said they had arrested a man.", "arrested"),
        ("On Sunday it emerged that the firm had joined the group.", "joined"),
        ("Prado said that, while the council had endorsed the plan, it would wait.", "endorsed"),
        ("It was announced that the firm had joined the group.", "joined"),
        ("The union said that it had called a strike and that the port had closed.", "closed"),
    ],
)
def test_other_tenses_and_reported_speech_do_not(nlp: Language, text: str, trigger: str) -> None:
    assert not is_anterior(word(nlp(text), trigger), load_grammar())
