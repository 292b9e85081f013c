"""The type of an event from its trigger in a parsed sentence."""

from spacy.tokens import Token

from schemas.mentions import EventType
from workers.events.clause.clause import Clause, read_clause
from workers.events.labels import UNKNOWN
from workers.events.types.composition import PARTS, Composer, TypeReading
from workers.events.types.cues import with_mode
from workers.events.types.pattern import NOTHING, Slot
from workers.events.types.type_lexicon import Entry, Lexicon, load_lexicon

UNTYPED = EventType(scheme="dateline", code=UNKNOWN)


class TypeClassifier:
    """Lexicon, frames and composition as one function of a trigger.

    The function is deterministic, and the same for every thread.
    """

    def __init__(self, lexicon: Lexicon | None = None) -> None:
        self.lexicon = lexicon or load_lexicon()
        self.composer = Composer(self.lexicon, self.lexical)

    def classify(self, trigger: Token) -> EventType:
        """Return the type of the event that a verb, noun or adjective tells.

        The type is dateline's UNKNOWN where nothing tells it.
        """
        return with_mode(self.composer.read(trigger), trigger, self.lexicon)

    def lexical(self, trigger: Token) -> TypeReading:
        """Return what the lexicon alone says of a trigger."""
        part = PARTS.get(trigger.pos_)
        entries = self.lexicon.entries_for(part, trigger) if part else ()
        if not entries:
            return TypeReading(UNTYPED, 0.0)
        clause = read_clause(trigger)
        fitting = [entry for entry in entries if self._fits(entry, clause)]
        best = max(enumerate(fitting), key=_rank, default=None)
        return _reading(best[1]) if best else TypeReading(UNTYPED, 0.0)

    def _fits(self, entry: Entry, clause: Clause) -> bool:
        pattern = entry.pattern
        if pattern.particle and not clause.has_particle(pattern.particle):
            return False
        return all(self._stands(slot, clause) for slot in pattern.slots)

    def _stands(self, slot: Slot, clause: Clause) -> bool:
        fillers = clause.fillers(slot.role)
        if slot.fillers == NOTHING:
            return not fillers and not (slot.role == "object" and clause.clausal)
        if not slot.fillers:
            return bool(fillers) or clause.has(slot.role)
        return any(self.lexicon.classes.fits(filler, slot.fillers) for filler in fillers)


def _reading(entry: Entry) -> TypeReading:
    return TypeReading(entry.type, entry.weight, entry.pattern.specificity, entry.soft)


def _rank(item: tuple[int, Entry]) -> tuple[int, float, bool, bool, int]:
    """Return the rank of an entry that fits; the highest rank wins.

    The most specific wins, then the surest, then PLOVER's, then one with a mode, then the later in
    the files.
    """
    position, entry = item
    return (
        entry.pattern.specificity,
        entry.weight,
        entry.type.scheme == "plover",
        entry.type.mode is not None,
        position,
    )
