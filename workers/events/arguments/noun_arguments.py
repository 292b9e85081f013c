"""Who takes part in an event that a noun names: its owner, or the subject of its verb."""

from collections.abc import Iterator

from spacy.tokens import Token

from schemas.mentions import EventType, Role
from workers.events.arguments.obliques import ObliqueReader, RolePhrase
from workers.events.arguments.participants import NAMED, ParticipantReader
from workers.events.arguments.pronouns import PRONOUNS, antecedents, resolved_subjects
from workers.events.clause.syntax import VERBAL, children, is_passive, prepositions, support_verb
from workers.events.event_lexicon import Grammar, load_type_roles
from workers.events.labels import TOWN
from workers.events.text.passages import Passage


class NounArgumentReader:
    """Reads the participants of nouns."""

    def __init__(
        self, grammar: Grammar, participants: ParticipantReader, obliques: ObliqueReader
    ) -> None:
        self._grammar = grammar
        self._types = load_type_roles()
        self._participants = participants
        self._obliques = obliques

    def read(self, noun: Token, passage: Passage, kind: EventType) -> Iterator[RolePhrase]:
        """Yield who takes part in the event that a noun names."""
        role = self._owner_role(noun, kind)
        owners = children(noun, "poss") or self._owners_of_other(noun)
        for owner in owners:
            known = owner.lower_ not in PRONOUNS or passage.entities.get(owner.i) is not None
            for head in [owner] if known else antecedents(owner, noun, passage):
                yield self._owner(head, role, passage)
        owned = bool(owners)
        verb = support_verb(noun, self._grammar)
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
        yield from self._obliques.read(noun, passage, kind, owned=agent or owned)

    def _owner_role(self, noun: Token, kind: EventType) -> Role:
        """Return the role of a person that owns the noun.

        The owner of an arrest or a death undergoes it, unless an 'of' phrase says who does.
        """
        undergone = (
            noun.lemma_.lower() in self._grammar.suffered or kind.code in self._types.without_actor
        )
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

    def _before(self, modifier: Token, role: Role, passage: Passage, kind: EventType) -> RolePhrase:
        if passage.entities[modifier.i].label == "GPE" and kind.code in self._types.without_actor:
            return RolePhrase(modifier, "other")
        return self._owner(modifier, role, passage)

    def _owner(self, head: Token, role: Role, passage: Passage) -> RolePhrase:
        """Return the owner of a noun in a role that only somebody has; else it is the actor."""
        someone = self._participants.is_someone(head, passage)
        return RolePhrase(head, role if someone else "actor", direct=True)

    def _carried(
        self, verb: Token, noun: Token, passage: Passage, kind: EventType, *, owned: bool
    ) -> Iterator[RolePhrase]:
        undergone = verb.lemma_ in self._grammar.undergo or (
            noun.dep_ == "pobj" and (is_passive(verb) or noun.head.lower_ == "under")
        )
        role: Role = "recipient" if undergone else "actor"
        if not undergone and owned and verb.lemma_ not in self._grammar.light:
            role = "other"
        for subject in resolved_subjects(verb, passage):
            if subject.i != noun.i:
                yield RolePhrase(subject, role, direct=True)
        for argument in self._obliques.read(verb, passage, kind, owned=True):
            if argument.head.i != noun.i:
                yield argument
        for child in children(verb, "dative"):
            if child.pos_ != "ADP":
                yield RolePhrase(child, "recipient")

    def _involved(self, noun: Token, passage: Passage, kind: EventType) -> Iterator[RolePhrase]:
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
            for subject in resolved_subjects(verb, passage):
                yield RolePhrase(subject, role, direct=True)

    def _part(self, word: str, verb: Token, kind: EventType) -> Role | None:
        if word == "in" and kind.code in self._types.hurting_people:
            return "recipient"
        if verb.lemma_ not in self._grammar.prosecuting:
            return None
        if word == "on":
            return "recipient" if kind.code == "ACCUSE" else None
        return (
            "actor"
            if word in {"for", "with", "of", "over"} and kind.code in self._types.hurting_people
            else None
        )

    def _owners_of_other(self, noun: Token) -> list[Token]:
        """Return the owner of the event that a noun is set in time with.

        In 'X's visit follows a trip to Y' the trip is also the event of X.
        """
        if noun.dep_ != "dobj" or noun.head.lemma_ not in self._grammar.sequence:
            return []
        return [
            owner for subject in children(noun.head, "nsubj") for owner in children(subject, "poss")
        ]
