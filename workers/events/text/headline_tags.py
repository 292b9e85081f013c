"""Verbs of headlines that the parser takes for nouns: 'Minister slams critics', 'Rivals meet'.

A parser trained on running text meets few sentences of a name and a verb in the present. The parser
reads 'slams' as a plural that the name goes with.
"""

from spacy.language import Language
from spacy.tokens import Token

from workers.events.event_lexicon import load_nouns
from workers.events.text.passages import Passage
from workers.events.triggers.token_features import known_lemmas

NAMES = frozenset({"PERSON", "ORG"})
NOUNS = frozenset({"NN", "NNS"})


class HeadlineRetagger:
    """Gives headlines their verbs back.

    Args:
        nlp: An English pipeline with a rule lemmatizer; without its tables nothing is mended.
    """

    def __init__(self, nlp: Language) -> None:
        self._verbs = known_lemmas(nlp, "verb")
        self._nouns = known_lemmas(nlp, "noun")
        self._people = load_nouns().people

    def mend(self, passage: Passage) -> None:
        """Make verbs of nouns in a headline; changes the passage's doc.

        These nouns head the headline and have a subject, or follow a name at once, or follow a noun
        and are none by the dictionary ('Train derails').
        """
        if passage.cut.kind == "headline":
            for sentence in passage.doc.sents:
                root = sentence.root
                if root.tag_ in NOUNS and self._is_verb(root) and root.i + 1 < sentence.end:
                    self._make_verb(root, passage)

    def _is_verb(self, noun: Token) -> bool:
        return noun.lemma_.lower() in self._verbs and noun.lemma_.lower() not in self._people

    def _make_verb(self, root: Token, passage: Passage) -> None:
        subject = next(
            (child for child in root.lefts if child.dep_ in {"nsubj", "nsubjpass"}), None
        )
        if subject is None and root.tag_ == "NNS":
            subject = self._subject_before(root, passage)
        if subject is None:
            return
        root.pos_, root.tag_, root.lemma_ = (
            "VERB",
            "VBZ" if root.tag_ == "NNS" else "VBP",
            root.lemma_.lower(),
        )
        if subject.dep_ == "compound":
            subject.dep_ = "nsubj"
        behind = next(
            (child for child in root.rights if child.dep_ in {"appos", "amod", "nmod"}), None
        )
        if behind is not None and behind.pos_ in {"NOUN", "PROPN"} and _is_free(root):
            behind.dep_ = "dobj"

    def _subject_before(self, root: Token, passage: Passage) -> Token | None:
        """Return the head of what ends before the noun, modifies it, and may be its subject.

        That is the name of a person or body, or any noun where the noun is known as a verb alone.
        """
        token = root.nbor(-1) if root.i > root.sent.start else None
        if token is None or token.dep_ != "compound" or token.head.i != root.i:
            return None
        entity = passage.entities.get(token.i)
        is_named = entity is not None and entity.label in NAMES
        return token if is_named or root.lemma_.lower() not in self._nouns else None


def _is_free(verb: Token) -> bool:
    return not any(child.dep_ == "dobj" for child in verb.children)
