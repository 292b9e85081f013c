"""The features that the trigger model sees of a token.

They are names of sparse features from the parse, beside the parser's own vector of the token.
"""

from collections.abc import Iterator
from typing import Literal

from spacy.language import Language
from spacy.tokens import Token

from workers.events.event_lexicon import load_event_nouns

CANDIDATES = frozenset({"VERB", "NOUN", "PROPN", "ADJ", "AUX", "ADV", "PRON"})
"""Parts of speech that can be a trigger; everything else is none without asking the model."""
WORD_RELATIONS = frozenset({"prep", "aux", "det", "poss", "dobj", "prt"})
"""Dependents whose words count."""
ENDINGS = (
    ("ation", ("ate", "", "e")),
    ("ition", ("ite", "", "e")),
    ("sion", ("d", "de", "t", "s", "se")),
    ("ction", ("ct", "ge", "ce")),
    ("tion", ("t", "te", "e")),
    ("ment", ("", "e")),
    ("ance", ("", "e")),
    ("ence", ("", "e")),
    ("ure", ("", "e")),
    ("al", ("", "e")),
    ("ing", ("", "e")),
    ("age", ("", "e")),
    ("y", ("", "e")),
    ("er", ("", "e")),
    ("or", ("", "e")),
)
"""Endings that make a noun of a verb, and what may stand in the verb instead."""


class TokenFeatures:
    """Features of tokens, with the verbs that the pipeline's lemmatizer knows.

    Args:
        nlp: An English pipeline with a rule lemmatizer; without its tables the features that need
            them are left out.
    """

    def __init__(self, nlp: Language) -> None:
        self._verbs = known_lemmas(nlp, "verb")
        self._events = load_event_nouns()

    def of(self, token: Token) -> Iterator[str]:
        """Yield the names of the features that hold for the token."""
        lemma, pos, dep, head = token.lemma_, token.pos_, token.dep_, token.head
        doc, i = token.doc, token.i
        yield from self.of_word(
            lemma, pos, token.tag_, dep, capital=token.text[:1].isupper(), first=token.is_sent_start
        )
        yield from self.of_head(head.lemma_, head.pos_, dep, pos)
        before, after = doc[i - 1] if i > 0 else None, doc[i + 1] if i + 1 < len(doc) else None
        yield from self.of_neighbour(
            "-1", before.tag_ if before else "^", before.lower_ if before else "^", pos
        )
        yield from self.of_neighbour(
            "+1", after.tag_ if after else "$", after.lower_ if after else "$", pos
        )
        for child in token.children:
            yield from self.of_child(child.dep_, child.lemma_, pos)

    def of_word(
        self, lemma: str, pos: str, tag: str, dep: str, *, capital: bool, first: bool | None
    ) -> Iterator[str]:
        """Yield what holds of the token itself; `first` is `Token.is_sent_start`."""
        lemma = lemma.lower()
        yield "bias"
        yield f"p={pos}"
        yield f"t={tag}"
        yield f"l={lemma}"
        yield f"l={lemma}|p={pos}"
        yield f"d={dep}|p={pos}"
        yield f"s3={lemma[-3:]}|p={pos}"
        yield f"s4={lemma[-4:]}|p={pos}"
        if capital:
            yield f"cap|p={pos}|first={first}"
        if pos in {"NOUN", "PROPN", "ADJ"} and lemma in self._verbs:
            yield f"verb|p={pos}"
        if pos in {"NOUN", "PROPN"}:
            yield f"from={derivation(lemma, self._verbs)}|p={pos}"
            if lemma in self._events or lemma.removesuffix("s") in self._events:
                yield f"event|p={pos}"
                yield f"event|d={dep}"

    def of_head(self, lemma: str, head: str, dep: str, pos: str) -> Iterator[str]:
        """Yield what holds of the token's head, of lemma and part of speech `head`."""
        yield f"h={head}|d={dep}|p={pos}"
        yield f"hl={lemma.lower()}|d={dep}"
        if lemma.lower() in self._events:
            yield f"hevent|d={dep}|p={pos}"

    def of_neighbour(self, side: str, tag: str, word: str, pos: str) -> Iterator[str]:
        """Yield features of the token before (side `-1`) or after (`+1`), of a lower-case form."""
        yield f"{side}t={tag}|p={pos}"
        yield f"{side}l={word}|p={pos}"

    def of_child(self, dep: str, lemma: str, pos: str) -> Iterator[str]:
        """Yield what holds of a dependent."""
        yield f"c={dep}|p={pos}"
        if dep in WORD_RELATIONS:
            yield f"c={dep}:{lemma.lower()}|p={pos}"


def derivation(noun: str, verbs: frozenset[str]) -> str:
    """Return the ending that makes `noun` out of one of `verbs`, or `none`.

    An example is `invasion` from `invade`: `sion`.
    """
    for ending, replacements in ENDINGS:
        stem = noun.removesuffix(ending)
        if stem != noun and len(stem) > 2:  # noqa: PLR2004 - 'station' is not from 'st'
            if any(stem + replacement in verbs for replacement in replacements):
                return ending
            return f"no-{ending}"
    return "none"


def known_lemmas(nlp: Language, part_of_speech: Literal["noun", "verb"]) -> frozenset[str]:
    """Return the nouns or verbs that the pipeline's rule lemmatizer knows.

    The result is empty where the lemmatizer has no tables.
    """
    lemmatizer = nlp.get_pipe("lemmatizer")
    lookups = getattr(lemmatizer, "lookups", None)
    if lookups is None or not lookups.has_table("lemma_index"):
        return frozenset()
    return frozenset(lookups.get_table("lemma_index").get(part_of_speech, ()))
