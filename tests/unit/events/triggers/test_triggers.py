"""The tagger's remembered sums are the model's."""

import math

import pytest
from spacy.language import Language
from spacy.tokens import Doc

from workers.events.triggers import trigger_tagger
from workers.events.triggers.token_features import CANDIDATES, TokenFeatures
from workers.events.triggers.trigger_tagger import FUNCTION, TriggerTagger, load_weights

pytestmark = pytest.mark.model
TEXTS = (
    (
        "Floods killed dozens in the valley, and the minister's visit was called off. "
        "According to police, rebels attacked."
    ),
    "Visits\n\nThe signing of the treaty followed talks",
    "He",
    "",
)


def expected(nlp: Language, doc: Doc) -> dict[int, float]:
    features, weights = TokenFeatures(nlp), load_weights()
    return {
        token.i: math.fsum(weights.get(name, 0.0) for name in features.of(token))
        for token in doc
        if token.pos_ in CANDIDATES and token.lower_ not in FUNCTION
    }


def test_a_score_is_the_sum_of_the_weights_of_the_tokens_features(nlp: Language) -> None:
    tagger = TriggerTagger(nlp)
    for text in TEXTS * 2:
        doc = nlp(text)
        assert tagger.scores(doc) == pytest.approx(expected(nlp, doc))


def test_triggers_are_found_among_verbs_and_nouns(nlp: Language) -> None:
    doc = nlp(TEXTS[0])
    assert {doc[index].text for index in TriggerTagger(nlp).find(doc)} >= {
        "Floods",
        "killed",
        "visit",
        "attacked",
    }


def test_sums_outlive_the_words_of_a_memory_zone(nlp: Language) -> None:
    tagger, found = TriggerTagger(nlp), []
    for _ in range(2):
        with nlp.memory_zone():
            doc = nlp("The Zwibblers flumquatted the grombel.")
            found.append(tagger.scores(doc))
    assert found[0] == found[1] != {}


def test_the_memory_of_sums_is_bounded(nlp: Language, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(trigger_tagger, "BOUND", 5)
    tagger, doc = TriggerTagger(nlp), nlp(TEXTS[0])
    assert tagger.scores(doc) == pytest.approx(expected(nlp, doc))
    assert (
        max(
            len(sums)
            for sums in (tagger._word, tagger._head, tagger._before, tagger._after, tagger._child)
        )
        <= 5
    )
