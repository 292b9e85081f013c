"""Given names: what tells a person's name from a body's, and he from she."""

from collections.abc import Mapping
from functools import cache

from workers.entities.lexicon import data, words


@cache
def given_names() -> Mapping[str, str]:
    """Read `given_names.yaml`: lower-case name to 'm' or 'f'."""
    document = data("given_names.yaml")
    return {name: gender for gender in ("m", "f") for name in words(document, gender)}
