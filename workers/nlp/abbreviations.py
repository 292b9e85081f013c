"""Abbreviations with their points as one token each, read as the full word ('Const.').

spaCy's tokenizer knows some ('Gov.'). It takes the others for a word and a full stop: the parser
then ends the sentence there, and the recogniser takes a title for a name.
"""

from functools import cache

import numpy as np
from spacy.language import Language
from spacy.strings import get_string_id
from spacy.tokens import Doc

from workers.lexicons import document


@cache
def _full(section: str) -> dict[str, str]:
    """Return the abbreviations of a section with their points, to the full words."""
    sections = document("workers.nlp", "abbreviations.yaml")
    return {f"{short}.": full for short, full in sections[section].items()}


@cache
def _titles() -> tuple[int, ...]:
    return tuple(get_string_id(title) for title in _full("titles"))


def join_abbreviations(nlp: Language) -> None:
    """Make the tokenizer keep an abbreviation and its point together."""
    for short, full in (_full("titles") | _full("others")).items():
        nlp.tokenizer.add_special_case(short, [{"ORTH": short, "NORM": full}])  # type: ignore[union-attr]


def hold_titles(doc: Doc) -> Doc:
    """Let no sentence begin with the capitalised word behind a title. Changes and returns `doc`."""
    words = doc.to_array(["ORTH", "IS_TITLE"])
    behind = np.flatnonzero(np.isin(words[:-1, 0], _titles()) & (words[1:, 1] == 1)) + 1
    for index in behind.tolist():
        doc[index].is_sent_start = False
    return doc
