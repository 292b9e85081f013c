"""Parts of speech, morphology and lemmas by memory.

The pipeline's own rules are asked once for each form, tag and dependency. spaCy's attribute ruler
matches some two hundred patterns against every token, and with the lemmatizer takes over a third of
the time of a parse. But their result for a token depends only on its form, tag and dependency,
apart from the few patterns of several tokens ('gon' + 'na'). So each combination is worked out
once, with the same patterns and the same lemmatizer, and remembered.
"""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

import numpy as np
from spacy.language import Language
from spacy.matcher import Matcher
from spacy.pipeline import AttributeRuler, Lemmatizer
from spacy.tokens import Doc, Span, Token
from spacy.tokens._retokenize import set_token_attrs

NAME = "morphology"
REPLACED = ("attribute_ruler", "lemmatizer")
BOUND = 200_000
"""Combinations that are remembered; with more, the memory begins anew."""
LEMMA = 2
"""Where a row holds the lemma."""
_READ: list[int | str] = ["ORTH", "TAG", "DEP"]
_WRITTEN: list[int | str] = ["POS", "MORPH", "LEMMA", "TAG", "DEP"]
_ALONE = frozenset({"TAG", "LOWER", "ORTH", "DEP", "IS_SPACE"})
"""What a pattern of one token may ask for: the attributes that `_READ` decides."""

Key = tuple[int, int, int, tuple[int, ...]]
Row = tuple[int, int, int, int, int]


class Morphology:
    """Gives a tagged and parsed `Doc` what an attribute ruler and then a lemmatizer give it.

    Args:
        ruler: A rule's number is its place among the ruler's patterns; of two rules for one token
            the later wins.
        lemmatizer: Gives the lemma where no rule has set one.
    """

    def __init__(self, ruler: AttributeRuler, lemmatizer: Lemmatizer) -> None:
        self._attrs: list[dict[Any, Any]] = ruler.attrs
        self._indices = ruler.indices
        self._lemmatizer = lemmatizer
        self._alone, self._together = Matcher(ruler.vocab), Matcher(ruler.vocab)
        rules: list[Any] = ruler.patterns
        for number, rule in enumerate(rules):
            for pattern in rule["patterns"]:
                _add(self._alone if _is_alone(pattern) else self._together, number, pattern)
        self._rows: dict[Key, Row] = {}
        self._lemmas: dict[int, str] = {}

    def __call__(self, doc: Doc) -> Doc:
        """Set part of speech, morphology and lemma of each token.

        Tokens of white space get their tag and dependency too.
        """
        if not len(doc):
            return doc
        joint = self._joint(doc)
        keys = [(*read, joint.get(at, ())) for at, read in enumerate(doc.to_array(_READ).tolist())]
        if len(self._rows) > BOUND:
            self._rows.clear()
            self._lemmas.clear()
        rows = self._rows
        for at, key in enumerate(keys):
            if key not in rows:
                rows[key] = self._row(doc[at], key[-1])
                self._lemmas[rows[key][LEMMA]] = doc[at].lemma_
        found = [rows[key] for key in keys]
        vocab: Any = doc.vocab  # spaCy's types leave memory zones out
        if vocab.in_memory_zone:
            self._tell(doc, {row[LEMMA] for row in found})
        values: Any = np.array(found, dtype=np.uint64)
        return doc.from_array(_WRITTEN, values)

    def _tell(self, doc: Doc, lemmas: Iterable[int]) -> None:
        """Make the lemmas known to the vocabulary.

        With each memory zone the vocabulary forgets what it learned there.
        """
        for lemma in lemmas:
            doc.vocab.strings.add(self._lemmas[lemma])

    def _joint(self, doc: Doc) -> dict[int, tuple[int, ...]]:
        """Return the rules of several tokens that hold, by the token that each is about."""
        found: dict[int, tuple[int, ...]] = {}
        for number, start, end in _matches(self._together, doc):
            index = self._indices[number]
            at = start + index if index >= 0 else end + index
            found[at] = (*found.get(at, ()), number)
        return found

    def _row(self, token: Token, joint: Iterable[int]) -> Row:
        alone = (number for number, *_ in _matches(self._alone, token.doc[token.i : token.i + 1]))
        for number in sorted({*joint, *alone}):
            set_token_attrs(token, self._attrs[number])
        if token.lemma == 0:
            token.lemma_ = self._lemmatizer.lemmatize(token)[0]
        morph: Any = token.morph  # spaCy's types leave its key out
        return token.pos, morph.key, token.lemma, token.tag, token.dep


def remember_morphology(nlp: Language) -> None:
    """Put `Morphology` in the place of a pipeline's attribute ruler and lemmatizer.

    These stay in the pipeline, disabled.
    """
    Language.factory(NAME, func=_component)
    nlp.add_pipe(NAME, after=REPLACED[-1])
    for part in REPLACED:
        nlp.disable_pipe(part)


def _index(lemmatizer: Lemmatizer) -> None:
    """Keep the known forms of the lemmatizer's rules as sets.

    spaCy keeps lists, of up to 57,000 forms, and looks through them for each form that is new.
    """
    if lemmatizer.lookups.has_table("lemma_index"):
        table = lemmatizer.lookups.get_table("lemma_index")
        for part_of_speech, forms in table.items():
            table[part_of_speech] = frozenset(forms)


def _component(nlp: Language, name: str) -> Morphology:  # noqa: ARG001  # spaCy passes both by name
    ruler: Any = nlp.get_pipe(REPLACED[0])
    lemmatizer: Any = nlp.get_pipe(REPLACED[1])
    _index(lemmatizer)
    return Morphology(ruler, lemmatizer)


def _is_alone(pattern: Sequence[dict[str, Any]]) -> bool:
    return len(pattern) == 1 and "OP" not in pattern[0] and set(pattern[0]) <= _ALONE


def _add(matcher: Matcher, number: int, pattern: Sequence[dict[str, Any]]) -> None:
    key = str(number)
    known = matcher.get(key)
    if known:
        matcher.remove(key)
    matcher.add(key, [*(known[1] if known else ()), list(pattern)])


def _matches(matcher: Matcher, tokens: Doc | Span) -> Iterator[tuple[int, int, int]]:
    """Yield number, start and end of each match, in order of the numbers."""
    strings = tokens.vocab.strings
    found = matcher(tokens, allow_missing=True)
    yield from sorted((int(strings[match]), start, end) for match, start, end in found)
