"""Who takes part in an event, and how: actor, recipient, others, from the trigger's own clause."""

from collections.abc import Iterator

from spacy.tokens import Token

from schemas.mentions import EventType, Participant
from workers.events.arguments.indirect_recipients import IndirectRecipients
from workers.events.arguments.noun_arguments import NounArgumentReader
from workers.events.arguments.obliques import ObliqueReader, RolePhrase
from workers.events.arguments.participants import ParticipantReader, RoleRequirement
from workers.events.arguments.pronouns import PRONOUNS, resolved_subjects
from workers.events.clause.subjects import governing_subjects
from workers.events.clause.syntax import VERBAL, children, coordinated, is_passive, objects
from workers.events.event_lexicon import Grammar, load_type_roles
from workers.events.labels import ROLES, UNKNOWN
from workers.events.text.passages import Passage


class ArgumentReader:
    """Reads the participants of triggers."""

    def __init__(self, grammar: Grammar) -> None:
        self._grammar = grammar
        self._participants = ParticipantReader()
        self._obliques = ObliqueReader(grammar, self._participants)
        self._nouns = NounArgumentReader(grammar, self._participants, self._obliques)
        self._indirect = IndirectRecipients(self._participants)
        self._types = load_type_roles()

    def read(self, trigger: Token, passage: Passage, kind: EventType) -> tuple[Participant, ...]:
        """Return the participants in the trigger's clause, actors first, each entity once."""
        arguments = list(self._arguments(trigger, passage, kind))
        if kind.code == "REQUEST":
            arguments = self._turned(trigger, arguments)
        indirect = self._indirectly(trigger, arguments, passage, kind)
        arguments += [RolePhrase(head, "recipient") for head in indirect]
        found: dict[str, Participant] = {}
        for argument in sorted(arguments, key=lambda argument: ROLES.index(argument.role)):
            for head in coordinated(argument.head):
                participant = self._participants.resolve(head, self._slot(argument, kind), passage)
                if participant and head.i != trigger.i:
                    found.setdefault(participant.entity, participant)
        return tuple(sorted(found.values(), key=lambda participant: ROLES.index(participant.role)))

    def _arguments(self, trigger: Token, passage: Passage, kind: EventType) -> Iterator[RolePhrase]:
        if trigger.pos_ in VERBAL:
            yield from self._of_verb(trigger, passage, kind)
        elif trigger.pos_ == "ADJ":
            yield from self._of_adjective(trigger, passage)
        else:
            yield from self._nouns.read(trigger, passage, kind)

    def _of_verb(self, verb: Token, passage: Passage, kind: EventType) -> Iterator[RolePhrase]:
        passive = is_passive(verb) or self._is_short_passive(verb, passage, kind)
        undergone = passive or kind.code == "DEATH" or verb.lemma_ in self._grammar.undergo
        above = list(resolved_subjects(verb, passage))
        for subject in above:
            yield RolePhrase(subject, "recipient" if undergone else "actor", direct=True)
        for child in objects(verb):
            yield RolePhrase(child, "recipient", direct=True)
        if (
            verb.dep_ == "relcl"
            and not passive
            and above
            and verb.head not in above
            and not children(verb, "dobj")
        ):
            yield RolePhrase(verb.head, "recipient")
        if kind.code != UNKNOWN or verb.lemma_ not in self._grammar.reporting:
            yield from self._of_complement(verb, above, passage)
        yield from self._obliques.read(verb, passage, kind, owned=passive)

    def _of_complement(
        self, verb: Token, above: list[Token], passage: Passage
    ) -> Iterator[RolePhrase]:
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
                        yield RolePhrase(subject, "recipient")

    def _of_adjective(self, adjective: Token, passage: Passage) -> Iterator[RolePhrase]:
        if adjective.dep_ == "amod":
            yield RolePhrase(adjective.head, "recipient")
        else:
            for subject in resolved_subjects(adjective.head, passage):
                yield RolePhrase(subject, "recipient")

    def _indirectly(
        self, trigger: Token, arguments: list[RolePhrase], passage: Passage, kind: EventType
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
        return self._indirect.of(trigger, things, acting, passage, typed=kind.code != UNKNOWN)

    def _turned(self, trigger: Token, arguments: list[RolePhrase]) -> list[RolePhrase]:
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
            RolePhrase(argument.head, "recipient")
            for argument in arguments
            if argument.role == "actor"
        ]
        return [*(RolePhrase(head, "actor") for head in above), *asked]

    def _slot(self, argument: RolePhrase, kind: EventType) -> RoleRequirement:
        things = not self._types.done_to_things.isdisjoint({kind.code, kind.mode})
        counted = kind.code in self._types.counting_people
        return RoleRequirement(argument.role, argument.direct, counted=counted, things=things)

    def _is_short_passive(self, verb: Token, passage: Passage, kind: EventType) -> bool:
        """Say whether a headline's verb is a passive without its auxiliary.

        Such a verb tells a deed to somebody and has no object: 'Two held over theft'.
        """
        return (
            passage.cut.kind == "headline"
            and verb.tag_ in {"VBD", "VBN"}
            and kind.code in self._types.done_to_somebody
            and not any(
                child.dep_ in {"aux", "dobj", "dative", "ccomp", "xcomp", "prt"}
                for child in verb.children
            )
        )
