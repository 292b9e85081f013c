"""What the openings of articles mean."""

import numpy as np
import pytest
from spacy.lang.en import English

from tests.unit.events.making import passage_of
from workers.events.encoder.meaning import OPENING, MeaningReader
from workers.events.text.passages import Passage

NLP = English()


@pytest.fixture(scope="module")
def reader() -> MeaningReader:
    return MeaningReader()


def passages(*texts: str) -> list[Passage]:
    return [passage_of(NLP(text)) for text in texts]


def test_reports_of_one_event_in_other_words_are_nearer_than_another_event_of_its_kind(
    reader: MeaningReader,
) -> None:
    one, same, twin = (
        reader.read(passages(*texts))
        for texts in (
            ("Ferry sinks off Lindau", "Twelve passengers drowned when the boat capsized."),
            ("A dozen dead as passenger ship goes down near Lindau", "Divers searched the lake."),
            ("Lorry crashes off Kremnica bridge", "The driver was pulled out by firefighters."),
        )
    )
    assert one is not None
    assert same is not None
    assert twin is not None
    assert len(one) == 384
    assert np.linalg.norm(one) == pytest.approx(1, abs=1e-5)
    assert one @ same > one @ twin + 0.2


def test_what_stands_behind_the_opening_changes_nothing(reader: MeaningReader) -> None:
    words = ["ferry"] * OPENING
    short, long = (reader.read(passages(" ".join(text))) for text in (words, [*words, "sinks"]))
    assert short is not None
    assert long is not None
    assert np.array_equal(short, long)


def test_without_words_there_is_no_meaning(reader: MeaningReader) -> None:
    assert reader.read([]) is None
