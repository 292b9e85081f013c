"""Where in an article something stands.

Offsets count Unicode code points of the field as it was given.
"""

from dataclasses import dataclass
from typing import Literal

Field = Literal["text", "title"]


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """`article[field][start:end]`, end exclusive."""

    field: Field
    start: int
    end: int


@dataclass(frozen=True, slots=True, order=True)
class Quote:
    """A span with the words it holds: `article[field][start:end] == quote`, always."""

    field: Field
    start: int
    end: int
    quote: str
