"""Where the sentences of a document end, read from its tokens alone."""

from collections.abc import Iterator

from spacy.tokens import Doc

from workers.entities.spans import written

_ENDS = frozenset({".", "!", "?"})


def sentences(doc: Doc) -> Iterator[tuple[int, int]]:
    """Yield token bounds of sentences by their final points; a blank line ends one too."""
    start = 0
    for at, word in enumerate(written(doc)):
        if word in _ENDS or "\n" in word:
            yield start, at + 1
            start = at + 1
    if start < len(doc):
        yield start, len(doc)
