"""The words of `data/genres.yaml`, validated once."""

from dataclasses import dataclass
from functools import cache

from pydantic import TypeAdapter

from schemas.prepared import Genre
from workers.articles.page_lexicon import phrase_form
from workers.lexicons import LexiconError, document


@dataclass(frozen=True, slots=True)
class GenreCues:
    """The cues of one genre, by where they stand; `data/genres.yaml` explains each list."""

    labels: frozenset[str]
    titles: frozenset[str]
    opens: tuple[str, ...]
    addressed: tuple[str, ...]
    sections: frozenset[str]
    opening: tuple[str, ...]
    closing: tuple[str, ...]
    words: tuple[str, ...]


@cache
def genre_cues() -> dict[Genre, GenreCues]:
    """Load the cues of every genre.

    A wrong shape, or a phrase that can never match, stops the load.
    """
    sections = document("workers.articles", "genres.yaml")
    found = TypeAdapter(dict[Genre, GenreCues]).validate_python(sections)
    for genre, cues in found.items():
        for phrase in (*cues.labels, *cues.titles):
            form = phrase_form(phrase)
            if form != phrase:
                raise LexiconError(
                    f"genres.yaml: {genre}: {phrase!r} can never match: write {form!r}"
                )
    return found
