"""The type of an event from its trigger in a parsed sentence."""

from spacy.tokens import Span, Token

from schemas.mentions import EventType
from workers.events.types.composition import PARTS, Composer, Reading
from workers.events.types.cues import with_mode
from workers.events.types.frame import Frame, read_frame
from workers.events.types.lexicon import Entry, Lexicon, load_lexicon
from workers.events.types.pattern import NOTHING, Slot
from workers.events.types.strength import clause_strength

UNKNOWN = EventType(scheme="dateline", code="UNKNOWN")


class TypeClassifier:
    """Lexicon, frames and composition as one function of a trigger; deterministic, and the same for every thread."""

    def __init__(self, lexicon: Lexicon | None = None) -> None:
        self.lexicon = lexicon or load_lexicon()
        self.composer = Composer(self.lexicon, self.lexical)

    def classify(self, trigger: Token) -> EventType:
        """Return the type of the event that a verb, noun or adjective tells; dateline's UNKNOWN where nothing tells it."""
        return self._typed(trigger)[0]

    def candidates(self, sentence: Span) -> list[tuple[Token, EventType, float]]:
        """Return the triggers of typed events with their strength in (0, 1], strongest first, then in order of the text."""
        typed = {token: self._typed(token) for token in sentence if token.pos_ in PARTS}
        telling = frozenset(token for token, (_, weight) in typed.items() if weight)
        found = [
            (token, typed[token][0], round(typed[token][1] * clause_strength(token, self.lexicon, telling), 4))
            for token in sentence
            if token in telling
        ]
        return sorted(found, key=lambda item: (-item[2], item[0].i))

    def lexical(self, trigger: Token) -> Reading:
        """Return what the lexicon alone says of a trigger."""
        part = PARTS.get(trigger.pos_)
        entries = self.lexicon.entries_for(part, trigger) if part else ()
        if not entries:
            return Reading(UNKNOWN, 0.0)
        frame = read_frame(trigger)
        fitting = [entry for entry in entries if self._fits(entry, frame)]
        best = max(enumerate(fitting), key=_rank, default=None)
        return _reading(best[1]) if best else Reading(UNKNOWN, 0.0)

    def _typed(self, trigger: Token) -> tuple[EventType, float]:
        reading = self.composer.read(trigger)
        return with_mode(reading, trigger, self.lexicon), reading.weight

    def _fits(self, entry: Entry, frame: Frame) -> bool:
        pattern = entry.pattern
        if pattern.particle and not frame.has_particle(pattern.particle):
            return False
        return all(self._stands(slot, frame) for slot in pattern.slots)

    def _stands(self, slot: Slot, frame: Frame) -> bool:
        fillers = frame.fillers(slot.role)
        if slot.fillers == NOTHING:
            return not fillers and not (slot.role == "object" and frame.clausal)
        if not slot.fillers:
            return bool(fillers) or frame.has(slot.role)
        return any(self.lexicon.classes.fits(filler, slot.fillers) for filler in fillers)


def _reading(entry: Entry) -> Reading:
    return Reading(entry.type, entry.weight, entry.pattern.specificity, entry.soft)


def _rank(item: tuple[int, Entry]) -> tuple[int, float, bool, bool, int]:
    """Order of entries that fit: the most specific, then the surest, then PLOVER's, then one with a mode, then the later in the files."""
    position, entry = item
    return entry.pattern.specificity, entry.weight, entry.type.scheme == "plover", entry.type.mode is not None, position
