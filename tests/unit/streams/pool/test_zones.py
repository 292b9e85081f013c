import spacy

from workers.streams.pool.zones import LARGEST, Zones


def test_a_zone_serves_many_batches_and_then_forgets_their_words() -> None:
    nlp = spacy.blank("en")
    zones = Zones(nlp)
    zones.serve(LARGEST - 1)
    nlp("Brixelworth")
    zones.serve(1)
    assert "Brixelworth" in nlp.vocab.strings
    zones.serve(1)
    assert "Brixelworth" not in nlp.vocab.strings
    assert nlp("Brixelworth")[0].text == "Brixelworth"


def test_a_batch_that_is_larger_than_a_zone_has_one_of_its_own() -> None:
    nlp = spacy.blank("en")
    zones = Zones(nlp)
    zones.serve(2 * LARGEST)
    nlp("Brixelworth")
    zones.serve(1)
    assert "Brixelworth" not in nlp.vocab.strings
