"""Vectors by memory are the model's own."""

from typing import Any

import numpy as np
import pytest
from spacy.language import Language
from spacy.tokens import Doc

from workers.nlp import vectors
from workers.nlp.vectors import ROWS, RememberedVectors

pytestmark = pytest.mark.model


@pytest.fixture(scope="module")
def model() -> Any:
    from workers.nlp.loading import ENGLISH  # noqa: PLC0415 - beside the one use

    tok2vec: Any = _trained(ENGLISH).get_pipe("tok2vec")
    return tok2vec.model


def _trained(names: tuple[str, ...]) -> Language:
    import importlib  # noqa: PLC0415 - beside the one use

    for name in names:
        try:
            nlp: Language = importlib.import_module(name).load()
        except ImportError:
            continue
        return nlp
    raise AssertionError(names)


def close(ours: list[Any], theirs: list[Any]) -> bool:
    return all(np.allclose(a, b, atol=1e-5) for a, b in zip(ours, theirs, strict=True))


def docs(nlp: Language, texts: list[str]) -> list[Doc]:
    return [nlp.make_doc(text) for text in texts]


def test_they_agree_with_the_model_first_and_from_memory(
    nlp: Language, model: Any, texts: list[str]
) -> None:
    remembered, batch = RememberedVectors(model), docs(nlp, texts)
    theirs = model.predict(batch)
    for _ in range(2):
        ours = remembered(batch)
        assert [len(rows) for rows in ours] == [len(doc) for doc in batch]
        assert close(ours, theirs)


def test_a_document_longer_than_a_slice_is_seen_whole(nlp: Language, model: Any) -> None:
    words = " ".join(f"word{number} of {number % 7}," for number in range(ROWS))
    batch = docs(nlp, [words])
    assert len(batch[0]) > 2 * ROWS
    assert close(RememberedVectors(model)(batch), model.predict(batch))


def test_the_memory_is_bounded_and_more_forms_than_it_holds_are_still_right(
    nlp: Language, model: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(vectors, "BOUND", 10)
    remembered = RememberedVectors(model)
    for words in (
        "One two three four.",
        "Five six seven eight nine ten.",
        " ".join(map(str, range(50))),
        "One two.",
    ):
        batch = docs(nlp, [words])
        assert close(remembered(batch), model.predict(batch))
        assert len(remembered._places) <= 10


def test_no_documents_and_empty_ones_have_no_vectors(nlp: Language, model: Any) -> None:
    remembered = RememberedVectors(model)
    assert remembered([]) == []
    assert [rows.shape for rows in remembered(docs(nlp, ["", ""]))] == [(0, 96), (0, 96)]


def test_they_cannot_be_trained(model: Any) -> None:
    _, backward = vectors.remember_vectors(model).begin_update([])
    with pytest.raises(RuntimeError, match="for prediction"):
        backward([])
