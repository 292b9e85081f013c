import pytest
from spacy.language import Language

from workers.nlp import load_english


@pytest.fixture(scope="session")
def nlp() -> Language:
    """The English pipeline, loaded once for all tests that only read with it."""
    return load_english()
