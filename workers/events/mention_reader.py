"""From a parsed passage to its mentions.

Triggers, types, arguments, circumstances and modality meet only here.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Protocol

from spacy.language import Language
from spacy.tokens import Token

from schemas.mentions import EventType, Participant, Place, Trigger
from workers.events.arguments.argument_reader import ArgumentReader
from workers.events.arguments.attribution import SourceReader, according
from workers.events.arguments.places_and_times import PlacesAndTimes, PlaceTimeReader
from workers.events.clause.anteriority import is_anterior
from workers.events.clause.modality import ModalityReader
from workers.events.clause.prominence import prominence
from workers.events.clause.syntax import VERBAL, ancestors, children, support_verb
from workers.events.event_lexicon import Grammar, load_type_roles
from workers.events.labels import COUNTRY, UNKNOWN
from workers.events.mention import Mention
from workers.events.text.clause_quotes import clause_quote
from workers.events.text.passages import Passage
from workers.events.text.story import content
from workers.events.triggers.trigger_tagger import TriggerTagger
from workers.events.types.classifier import UNTYPED

LABEL = 0.5
OVER = frozenset({"visit", "curfew", "martial-law"})
"""Modes of deeds towards a place as a whole."""
DEFINITE = frozenset({"the", "this", "that", "these", "those", "his", "her", "its", "their"})
POS = {"VERB": "VERB", "AUX": "VERB", "NOUN": "NOUN", "PROPN": "NOUN", "ADJ": "ADJ"}


class Classifier(Protocol):
    """Gives a trigger its type."""

    def classify(self, trigger: Token) -> EventType:
        """Return the type of a trigger in a parsed sentence whose `doc.ents` are set."""


@dataclass(frozen=True, slots=True)
class Sentence:
    """The facts that the mentions of one sentence share.

    Attributes:
        number: Its number in the article.
        context: Its content lemmas.
        cited: Whom it cites by 'according to'.
    """

    number: int
    context: tuple[str, ...]
    cited: tuple[Token, ...]


class MentionReader:
    """Reads the mentions of a passage."""

    def __init__(self, nlp: Language, grammar: Grammar, classifier: Classifier) -> None:
        self._grammar = grammar
        self._types = load_type_roles()
        self._transparent = grammar.reporting | grammar.light | grammar.aspect | grammar.futurity
        self._tagger = TriggerTagger(nlp)
        self._classifier = classifier
        self._arguments = ArgumentReader(grammar)
        self._places_and_times = PlaceTimeReader(grammar)
        self._modality = ModalityReader(grammar)
        self._source = SourceReader(grammar)

    def read(self, passage: Passage, first: int) -> list[Mention]:
        """Return the mentions of a passage in order.

        `first` is the number that its first mention has in the article.
        """
        found = self._tagger.find(passage.doc)
        named = {
            index for index in passage.entities if self._is_named_event(passage.doc[index], passage)
        }
        triggers = {index: passage.doc[index] for index in sorted(found | named)}
        held = self._places_and_times.read(passage, triggers)
        numbers = {index: first + number for number, index in enumerate(triggers)}
        sentence_of = _sentences(passage, triggers)
        return [
            self._mention(
                token,
                passage,
                sentence=sentence_of[token.i],
                places_and_times=held[token.i],
                parent=_parent(token, numbers),
                carried=self._light_verb_mention(token, numbers),
            )
            for token in triggers.values()
        ]

    def _mention(
        self,
        token: Token,
        passage: Passage,
        *,
        sentence: Sentence,
        places_and_times: PlacesAndTimes,
        parent: int | None,
        carried: int | None,
    ) -> Mention:
        kind = UNTYPED if self._only_lies_ahead(token) else self._classifier.classify(token)
        return Mention(
            trigger=_trigger(token, passage),
            type=kind,
            modality=self._modality.read(token, headline=passage.cut.kind == "headline"),
            clause=clause_quote(token, passage, self._grammar),
            block=passage.cut.kind,
            sentence=sentence.number,
            prominence=prominence(token, self._transparent) * _labelled(token, passage),
            reporting=kind.code == UNKNOWN and self._reports(token),
            earlier=self._is_earlier(token),
            anterior=is_anterior(token, self._grammar),
            definite=any(child.lower_ in DEFINITE for child in children(token, "det", "poss")),
            participants=self._with_place_as_recipient(
                self._arguments.read(token, passage, kind), places_and_times.places, kind
            ),
            places=places_and_times.places,
            times=places_and_times.times,
            instance=tuple(sorted(_modifiers(token) & self._grammar.ordinal)),
            context=sentence.context,
            parent=parent,
            support_verb=carried,
            source=self._source.read(token, passage, sentence.cited),
            passage=passage.order,
            token=token.i,
        )

    def _is_earlier(self, token: Token) -> bool:
        """Say whether the clause tells the event as an earlier one."""
        modified = not _modifiers(token).isdisjoint(self._grammar.earlier)
        return modified or _pluperfect(token) or self._within_earlier(token)

    def _only_lies_ahead(self, token: Token) -> bool:
        """Say whether a verb only says that the event it governs lies ahead.

        'Is set to' does, 'set fire' and 'set free' do not.
        """
        return token.lemma_ in self._grammar.futurity and not children(
            token, "dobj", "acomp", "oprd"
        )

    def _is_named_event(self, token: Token, passage: Passage) -> bool:
        """Say whether a token is the head noun of a name such as 'Munich Security Conference'."""
        entity = passage.entities.get(token.i)
        return (
            token.pos_ == "PROPN"
            and entity is not None
            and entity.label in {"EVENT", "ORG"}
            and token.lower_ in self._grammar.assemblies
            and token.dep_ != "compound"
        )

    def _with_place_as_recipient(
        self, found: tuple[Participant, ...], places: tuple[Place, ...], kind: EventType
    ) -> tuple[Participant, ...]:
        """Add the place as recipient where a type that needs one has none.

        The place stands for those who live there ('bombed the port', 'visits Rome').
        """
        has_recipient = any(p.role == "recipient" for p in found)
        if has_recipient or kind.code not in self._types.done_to_a_place:
            return found
        taken = {p.entity for p in found}
        whole = (
            p
            for p in places
            if p.entity not in taken
            and (kind.code == "MOBILIZE" or kind.mode in OVER or p.entity.startswith(COUNTRY))
        )
        here = next((p for p in whole if p.geo is not None and p.geo.country), None)
        if here is None or here.geo is None:
            return found
        return (
            *found,
            Participant(here.entity, here.name, "recipient", "GPE", here.geo.country, here.quote),
        )

    def _within_earlier(self, token: Token) -> bool:
        """Say whether a clause belongs to a noun told as an earlier event.

        An example is 'a previous trip, during which he held talks'.
        """
        verb = next(
            (above for above in (token, *ancestors(token)) if above.dep_ in {"relcl", "acl"}), None
        )
        return (
            verb is not None
            and verb.head.pos_ == "NOUN"
            and bool(_modifiers(verb.head) & self._grammar.earlier)
        )

    def _reports(self, token: Token) -> bool:
        """Say whether a verb only hands on what somebody says.

        'Said' does, 'found' only with a clause below it.
        """
        if token.pos_ not in VERBAL or token.lemma_ not in self._grammar.reporting:
            return False
        return not children(token, "dobj") or bool(children(token, "ccomp"))

    def _light_verb_mention(self, token: Token, numbers: dict[int, int]) -> int | None:
        verb = support_verb(token, self._grammar) if token.pos_ not in VERBAL else None
        return (
            numbers.get(verb.i) if verb is not None and verb.lemma_ in self._grammar.light else None
        )


def _labelled(token: Token, passage: Passage) -> float:
    """Return a half for a word of the label before a headline's colon, else 1.

    An example is 'US election: rivals trade blows'.
    """
    if passage.cut.kind != "headline" or token.pos_ in VERBAL:
        return 1.0
    colon = next((other.i for other in passage.doc if other.lower_ == ":"), -1)
    return (
        LABEL
        if token.i < colon and any(other.pos_ in VERBAL for other in passage.doc[colon:])
        else 1.0
    )


def _sentences(passage: Passage, triggers: Mapping[int, Token]) -> dict[int, Sentence]:
    """Return the sentence of each trigger, by token index."""
    found: dict[int, Sentence] = {}
    lemmas = content(passage.doc)
    for number, span in enumerate(passage.doc.sents, passage.sentences):
        inside = [index for index in range(span.start, span.end) if index in triggers]
        if inside:
            context = tuple(
                sorted({lemma for lemma in lemmas[span.start : span.end] if lemma is not None})
            )
            found.update(dict.fromkeys(inside, Sentence(number, context, according(span))))
    return found


def _trigger(token: Token, passage: Passage) -> Trigger:
    quote = passage.span(token, token)
    pos = POS.get(token.pos_, "OTHER")
    return Trigger(quote.field, quote.start, quote.end, quote.quote, token.lemma_.lower(), pos)  # type: ignore[arg-type]  # a value of POS


def _modifiers(token: Token) -> frozenset[str]:
    return frozenset(
        child.lemma_.lower()
        for child in token.children
        if child.dep_ in {"amod", "advmod", "compound", "nummod", "det"}
    )


def _pluperfect(token: Token) -> bool:
    helpers = {child.lower_ for child in children(token, "aux")}
    return "had" in helpers and token.tag_ == "VBN"


def _parent(token: Token, numbers: dict[int, int]) -> int | None:
    return next((numbers[head.i] for head in ancestors(token) if head.i in numbers), None)


def mentions(reader: MentionReader, passages: list[Passage]) -> Iterator[Mention]:
    """Yield the mentions of an article's passages in order."""
    count = 0
    for passage in passages:
        found = reader.read(passage, count)
        count += len(found)
        yield from found
