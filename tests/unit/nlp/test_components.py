"""Our recogniser and parser say what spaCy's own say."""

from typing import Any

import pytest
from spacy.language import Language
from spacy.tokens import Doc

from workers.nlp.loading import TRAINED

pytestmark = pytest.mark.model
NAMES: list[int | str] = ["ENT_IOB", "ENT_TYPE"]
PARSE: list[int | str] = ["DEP", "HEAD", "SENT_START"]


def told(docs: list[Doc], attributes: list[int | str]) -> list[list[list[float]]]:
    return [doc.to_array(attributes).tolist() for doc in docs]


def run(nlp: Language, texts: list[str], component: str, size: int = 256) -> list[Doc]:
    """Run one component on vectors alone, whether or not it is enabled."""
    tok2vec, part = (nlp.get_pipe(name) for name in ("tok2vec", component))
    docs: list[Any] = [nlp.make_doc(text) for text in texts]
    return list(part.pipe(tok2vec.pipe(docs), batch_size=size))  # type: ignore[attr-defined]  # all of them have it


@pytest.mark.parametrize(("name", "attributes"), [("ner", NAMES), ("parser", PARSE)])
def test_it_agrees_with_spacys_component_on_the_seeds(
    nlp: Language, texts: list[str], name: str, attributes: list[int | str]
) -> None:
    ours, theirs = run(nlp, texts, name), run(nlp, texts, TRAINED + name)
    assert told(ours, attributes) == told(theirs, attributes)
    assert any(doc.ents or doc.has_annotation("DEP") for doc in ours)


@pytest.mark.parametrize(("name", "attributes"), [("ner", NAMES), ("parser", PARSE)])
def test_a_document_alone_is_read_as_in_a_batch(
    nlp: Language, texts: list[str], name: str, attributes: list[int | str]
) -> None:
    together = run(nlp, texts[:8], name)
    assert told(run(nlp, texts[:8], name, size=1), attributes) == told(together, attributes)
    with nlp.select_pipes(enable=["tok2vec", name]):
        assert told([nlp(texts[0])], attributes) == told(together[:1], attributes)
        assert len(nlp("")) == 0


def test_no_name_begins_or_stands_in_white_space_nor_is_left_open_at_the_end(nlp: Language) -> None:
    for doc in run(
        nlp, ["President Barack", "\n", "New  \n York  ", "the United Nations Security"] * 3, "ner"
    ):
        assert all(not span.text.isspace() and not span[0].is_space for span in doc.ents)
        assert all(token.ent_iob_ in {"B", "I", "O"} for token in doc)


def test_tokens_that_are_all_names_take_time_in_proportion_to_their_number(nlp: Language) -> None:
    (doc,) = run(nlp, ["Barack Hussein Obama of Honolulu, Hawaii and " * 400], "ner")
    assert len(doc.ents) > 400
