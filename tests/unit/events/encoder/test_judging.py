"""What the encoder reads of an article, and for which sentence."""

from dataclasses import replace

from tests.unit.events.making import parsed, passage_of
from tests.unit.events.reading import mention
from workers.events.arguments.participants import ParticipantReader
from workers.events.encoder.heads import Heads
from workers.events.encoder.judging import Judge
from workers.events.encoder.network import Network
from workers.events.encoder.sentences import layouts, title_pieces


def test_the_second_sentence_of_a_headline_is_not_read_from_the_words_of_the_first() -> None:
    doc = parsed(
        ("Breaking", "breaking", "NOUN", "NN", "compound", 1),
        ("news", "news", "NOUN", "NN", "ROOT", 1),
        ("Tram", "tram", "NOUN", "NN", "nsubj", 3),
        ("crashes", "crash", "VERB", "VBZ", "ROOT", 3),
        ("badly", "badly", "ADV", "RB", "advmod", 3),
    )
    headline = passage_of(doc)
    headline = replace(headline, cut=replace(headline.cut, kind="headline"))
    found = list(layouts([headline], [mention("crash", 0, token=3)], ParticipantReader()))
    judge = Judge(None, Network(), Heads())
    ((layout, encoded),) = judge._encoded(title_pieces([headline]), found)
    assert layout.span.text == "Tram crashes badly"
    assert len(encoded.pieces) == len(layout.pieces)
