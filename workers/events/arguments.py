"""Who takes part in an event, and how: actor, recipient, others, from the trigger's own clause."""

from collections.abc import Iterator
from dataclasses import dataclass

from spacy.tokens import Token

from schemas.mentions import EventType, Participant, Role
from workers.events.clause.subjects import governing_subjects, subjects
from workers.events.lexicon import Grammar
from workers.events.obliques import ObliqueReader
from workers.events.participants import NAMED, ParticipantReader, Slot
from workers.events.passages import Passage
from workers.events.pronouns import PRONOUNS, antecedents
from workers.events.reach import Reach
from workers.events.syntax import (
    VERBAL,
    ancestors,
    carrier,
    children,
    coordinated,
    is_passive,
    objects,
    prepositions,
)

UNKNOWN = "UNKNOWN"
HARMING = frozenset(
    {"ASSAULT", "ACCIDENT", "DISASTER", "DEATH", "CRIME", "COERCE", "HEALTH", "RESCUE", "ACCUSE"}
)
"""Types of deeds whose number without a noun counts people: 'killed 32'."""
TAKEN = frozenset({"RESCUE", "PRODUCT", "seize", "destroy"})
"""Types and modes of deeds that are done to things."""
HARMFUL = frozenset({"ASSAULT", "ACCIDENT", "DISASTER", "CRIME"})
"""Types of events in which people are hurt."""
HAPPENINGS = frozenset({"DISASTER", "ACCIDENT", "DEATH", "HEALTH"})
"""Types of events that nobody does: a country beside them does nothing ('the Chile earthquake')."""
DONE_TO_SOMEBODY = frozenset(
    {
        "ASSAULT",
        "COERCE",
        "ACCUSE",
        "SANCTION",
        "APPOINTMENT",
        "COURT",
        "RESCUE",
        "HEALTH",
        "CRIME",
        "ACCIDENT",
        "AWARD",
    }
)
"""Types of deeds that need somebody to whom they are done."""
SEQUENCE = frozenset({"follow", "precede", "succeed"})
TOWN = "geo:"
"""Start of the key of a place below a country.

'The Seattle shooting' is in Seattle, 'US sanctions' are by the US.
"""
ORDER: tuple[Role, ...] = ("actor", "recipient", "other")


@dataclass(frozen=True, slots=True)
class Argument:
    """The head of a phrase that fills a role; `direct` for the subject or object of the deed."""

    head: Token
    role: Role
    direct: bool = False


class ArgumentReader:
    """Reads the participants of triggers."""

    def __init__(self, grammar: Grammar) -> None:
        self._grammar = grammar
        self._participants = ParticipantReader()
        self._obliques = ObliqueReader(grammar, self._participants)
        self._reach = Reach(self._participants)

    def read(self, trigger: Token, passage: Passage, kind: EventType) -> tuple[Participant, ...]:
        """Return the participants in the trigger's clause, actors first, each entity once."""
        arguments = list(self._arguments(trigger, passage, kind))
        if kind.code == "REQUEST":
            arguments = self._turned(trigger, arguments)
        arguments += [
            Argument(head, "recipient") for head in self._reached(trigger, arguments, passage, kind)
        ]
        found: dict[str, Participant] = {}
        for argument in sorted(arguments, key=lambda argument: ORDER.index(argument.role)):
            for head in coordinated(argument.head):
                participant = self._participants.resolve(head, _slot(argument, kind), passage)
                if participant and head.i != trigger.i:
                    found.setdefault(participant.entity, participant)
        return tuple(sorted(found.values(), key=lambda participant: ORDER.index(participant.role)))

    def _arguments(self, trigger: Token, passage: Passage, kind: EventType) -> Iterator[Argument]:
        if trigger.pos_ in VERBAL:
            yield from self._of_verb(trigger, passage, kind)
        elif trigger.pos_ == "ADJ":
            yield from self._of_adjective(trigger, passage)
        else:
            yield from self._of_noun(trigger, passage, kind)

    def _of_verb(self, verb: Token, passage: Passage, kind: EventType) -> Iterator[Argument]:
        passive = is_passive(verb) or _is_told_short(verb, passage, kind)
        undergone = passive or kind.code == "DEATH" or verb.lemma_ in self._grammar.undergo
        above = list(self._subjects(verb, passage))
        for subject in above:
            yield Argument(subject, "recipient" if undergone else "actor", direct=True)
        for child in objects(verb):
            yield Argument(child, "recipient", direct=True)
        if (
            verb.dep_ == "relcl"
            and not passive
            and above
            and verb.head not in above
            and not children(verb, "dobj")
        ):
            yield Argument(verb.head, "recipient")
        if kind.code != UNKNOWN or verb.lemma_ not in self._grammar.reporting:
            yield from self._of_complement(verb, above, passage)
        yield from self._prepositional(verb, passage, kind, owned=passive)

    def _of_complement(
        self, verb: Token, above: list[Token], passage: Passage
    ) -> Iterator[Argument]:
        """Yield whom a verb of asking or accusing is directed at.

        That is the subject of the verb's that-clause ('demanded that X leave').
        """
        for clause in children(verb, "ccomp"):
            if clause.i > verb.i:
                for subject in children(clause, "nsubj", "nsubjpass"):
                    animate = self._participants.is_animate(subject, passage)
                    if (
                        animate
                        and subject.lower_ not in PRONOUNS
                        and all(subject.i != other.i for other in above)
                    ):
                        yield Argument(subject, "recipient")

    def _of_adjective(self, adjective: Token, passage: Passage) -> Iterator[Argument]:
        if adjective.dep_ == "amod":
            yield Argument(adjective.head, "recipient")
        else:
            for subject in self._subjects(adjective.head, passage):
                yield Argument(subject, "recipient")

    def _of_noun(self, noun: Token, passage: Passage, kind: EventType) -> Iterator[Argument]:
        role = self._owner_role(noun, kind)
        owners = children(noun, "poss") or _followed(noun)
        for owner in owners:
            known = owner.lower_ not in PRONOUNS or passage.entities.get(owner.i) is not None
            for head in [owner] if known else antecedents(owner, noun, passage):
                yield Argument(
                    head,
                    role if self._participants.is_someone(head, passage) else "actor",
                    direct=True,
                )
        owned = bool(owners)
        verb = carrier(noun, self._grammar)
        carried = verb is not None and verb.lemma_ in self._grammar.light and not is_passive(verb)
        if not carried and not owned:
            modifier = self._modifier(noun, passage)
            if modifier is not None:
                yield self._before(modifier, role, passage, kind)
                owned = True
        if verb is not None and (verb.lemma_ != "be" or noun.head.lower_ == "under"):
            yield from self._carried(verb, noun, passage, kind, owned=owned)
        elif verb is None:
            yield from self._involved(noun, passage, kind)
        agent = any(word == "by" for word, _ in prepositions(noun))
        yield from self._prepositional(noun, passage, kind, owned=agent or owned)

    def _owner_role(self, noun: Token, kind: EventType) -> Role:
        """Return the role of a person that owns the noun.

        The owner of an arrest or a death undergoes it, unless an 'of' phrase says who does.
        """
        undergone = noun.lemma_.lower() in self._grammar.suffered or kind.code in HAPPENINGS
        return (
            "recipient"
            if undergone and not any(word == "of" for word, _ in prepositions(noun))
            else "actor"
        )

    def _modifier(self, noun: Token, passage: Passage) -> Token | None:
        """Return the name before a noun that says whose event it is ('US sanctions').

        A town says where the event is ('the Seattle shooting').
        """
        for modifier in children(noun, "compound", "amod", "nmod"):
            entity = passage.entities.get(modifier.i)
            if (
                entity is None
                or passage.entities.get(noun.i) is entity
                or entity.label not in NAMED
            ):
                continue
            if entity.label != "GPE" or entity.actor or not (entity.entity or "").startswith(TOWN):
                return modifier
        return None

    def _before(self, modifier: Token, role: Role, passage: Passage, kind: EventType) -> Argument:
        if passage.entities[modifier.i].label == "GPE" and kind.code in HAPPENINGS:
            return Argument(modifier, "other")
        return Argument(
            modifier,
            role if self._participants.is_someone(modifier, passage) else "actor",
            direct=True,
        )

    def _carried(
        self, verb: Token, noun: Token, passage: Passage, kind: EventType, *, owned: bool
    ) -> Iterator[Argument]:
        undergone = verb.lemma_ in self._grammar.undergo or (
            noun.dep_ == "pobj" and (is_passive(verb) or noun.head.lower_ == "under")
        )
        role: Role = "recipient" if undergone else "actor"
        if not undergone and owned and verb.lemma_ not in self._grammar.light:
            role = "other"
        for subject in self._subjects(verb, passage):
            if subject.i != noun.i:
                yield Argument(subject, role, direct=True)
        for argument in self._prepositional(verb, passage, kind, owned=True):
            if argument.head.i != noun.i:
                yield argument
        for child in children(verb, "dative"):
            if child.pos_ != "ADP":
                yield Argument(child, "recipient")

    def _involved(self, noun: Token, passage: Passage, kind: EventType) -> Iterator[Argument]:
        """Yield who takes part, by a passive verb, in what its prepositional phrase names.

        'Arrested for theft': the subject has done it. 'Arrested on charges': the subject is
        charged. 'Injured in the crash': the subject has suffered it.
        """
        verb = noun.head.head
        if (
            noun.dep_ != "pobj"
            or verb.pos_ not in VERBAL
            or not (is_passive(verb) or verb.lemma_ == "die")
        ):
            return
        role = self._part(noun.head.lower_, verb, kind)
        if role is not None:
            for subject in self._subjects(verb, passage):
                yield Argument(subject, role, direct=True)

    def _part(self, word: str, verb: Token, kind: EventType) -> Role | None:
        if word == "in" and kind.code in HARMFUL:
            return "recipient"
        if verb.lemma_ not in self._grammar.prosecuting:
            return None
        if word == "on":
            return "recipient" if kind.code == "ACCUSE" else None
        return "actor" if word in {"for", "with", "of", "over"} and kind.code in HARMFUL else None

    def _prepositional(
        self, trigger: Token, passage: Passage, kind: EventType, *, owned: bool
    ) -> Iterator[Argument]:
        for oblique in self._obliques.read(trigger, passage, kind, owned=owned):
            yield Argument(oblique.head, oblique.role)

    def _subjects(self, verb: Token, passage: Passage) -> Iterator[Token]:
        """Yield the subjects of a verb.

        A pronoun that nobody resolved takes up the subject of the clause above ('Japan said it
        had halted aid').
        """
        for subject in subjects(verb):
            if subject.lower_ in PRONOUNS and passage.entities.get(subject.i) is None:
                yield from antecedents(subject, _clause(verb), passage)
            else:
                yield subject

    def _reached(
        self, trigger: Token, arguments: list[Argument], passage: Passage, kind: EventType
    ) -> list[Token]:
        """Return whom the trigger reaches through what it governs.

        Nobody where a recipient stands beside the trigger.
        """
        if any(
            a.role == "recipient" and self._participants.is_animate(a.head, passage)
            for a in arguments
        ):
            return []
        acting = frozenset(a.head.i for a in arguments if a.role == "actor")
        things = [a.head for a in arguments if a.role != "actor"]
        return self._reach.of(trigger, things, acting, passage, typed=kind.code != UNKNOWN)

    def _turned(self, trigger: Token, arguments: list[Argument]) -> list[Argument]:
        """Turn round a duty that somebody lays on others.

        Who says 'they must leave' is the actor and asks; 'they' are the recipients.
        """
        helpers = {child.lower_ for child in children(trigger, "aux")}
        if trigger.pos_ not in VERBAL or not helpers & self._grammar.deontic:
            return arguments
        above = governing_subjects(trigger)
        if not above:
            return arguments
        asked = [
            Argument(argument.head, "recipient")
            for argument in arguments
            if argument.role == "actor"
        ]
        return [*(Argument(head, "actor") for head in above), *asked]


def _slot(argument: Argument, kind: EventType) -> Slot:
    things = kind.code in TAKEN or kind.mode in TAKEN
    return Slot(argument.role, argument.direct, counted=kind.code in HARMING, things=things)


def _is_told_short(verb: Token, passage: Passage, kind: EventType) -> bool:
    """Say whether a headline's verb is a participle without its auxiliary ('Two held over theft').

    Such a verb tells a deed to somebody and has no object.
    """
    return (
        passage.cut.kind == "headline"
        and verb.tag_ in {"VBD", "VBN"}
        and kind.code in DONE_TO_SOMEBODY
        and not any(
            child.dep_ in {"aux", "dobj", "dative", "ccomp", "xcomp", "prt"}
            for child in verb.children
        )
    )


def _followed(noun: Token) -> list[Token]:
    """Return the owner of the event that a noun is set in time with.

    In 'X's visit follows a trip to Y' the trip is also the event of X.
    """
    if noun.dep_ != "dobj" or noun.head.lemma_ not in SEQUENCE:
        return []
    return [
        owner for subject in children(noun.head, "nsubj") for owner in children(subject, "poss")
    ]


def _clause(verb: Token) -> Token:
    """Return the verb whose subject a verb shares by control or coordination."""
    while verb.dep_ in {"xcomp", "conj"} and not children(verb, "nsubj", "nsubjpass"):
        above = next((head for head in ancestors(verb) if head.pos_ in VERBAL), None)
        if above is None:
            return verb
        verb = above
    return verb
