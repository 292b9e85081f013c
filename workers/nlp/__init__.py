"""The English pipeline: spaCy's trained models, run by fewer and larger steps."""

from workers.nlp.loading import ENGLISH, ModelMissingError, load_english
from workers.nlp.threads import limit_threads

__all__ = ["ENGLISH", "ModelMissingError", "limit_threads", "load_english"]
