"""The type of an event from its trigger in a parsed sentence."""

from dataclasses import replace

from schemas.mentions import EventType
from spacy.tokens import Span, Token

from workers.events.types.composition import Composer
from workers.events.types.frame import Frame, read_frame
from workers.events.types.lexicon import Entry, Lexicon, load_lexicon
from workers.events.types.strength import clause_strength

UNKNOWN = EventType(scheme="dateline", code="UNKNOWN")
PARTS = {"VERB": "VERB", "AUX": "VERB", "NOUN": "NOUN", "PROPN": "NOUN", "ADJ": "ADJ"}


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
        found = []
        for token in sentence:
            if token.pos_ not in PARTS:
                continue
            event_type, weight = self._typed(token)
            if weight:
                found.append((token, event_type, round(weight * clause_strength(token, self.lexicon), 4)))
        return sorted(found, key=lambda item: (-item[2], item[0].i))

    def lexical(self, trigger: Token) -> tuple[EventType, float]:
        """Return what the lexicon alone says of a trigger, and how surely (0: nothing)."""
        entry = self._best_entry(trigger, read_frame(trigger))
        return (entry.type, entry.weight) if entry else (UNKNOWN, 0.0)

    def _typed(self, trigger: Token) -> tuple[EventType, float]:
        composed = self.composer.compose(trigger)
        event_type, weight = composed or self.lexical(trigger)
        return self._with_mode(event_type, trigger), weight

    def _best_entry(self, trigger: Token, frame: Frame) -> Entry | None:
        part = PARTS.get(trigger.pos_)
        if part is None:
            return None
        fitting = [entry for entry in self.lexicon.of(part, trigger.lemma_.lower()) if self._fits(entry, frame)]
        return max(fitting, key=lambda entry: (entry.pattern.specificity, entry.weight), default=None)

    def _fits(self, entry: Entry, frame: Frame) -> bool:
        pattern = entry.pattern
        if pattern.particle and pattern.particle not in frame.particles:
            return False
        for slot in pattern.slots:
            fillers = frame.fillers(slot.role)
            if not slot.fillers:
                if not fillers and slot.role not in frame.particles:
                    return False
            elif not any(self.lexicon.classes.fits(filler, slot.fillers) for filler in fillers):
                return False
        return True

    def _with_mode(self, event_type: EventType, trigger: Token) -> EventType:
        if event_type.mode is not None or event_type.scheme != "plover":
            return event_type
        words = {t.lemma_.lower() for t in trigger.subtree} | {t.lower_ for t in trigger.subtree}
        for mode, pattern in self.lexicon.cues.get(event_type.code, ()):
            if pattern.head in words:
                return replace(event_type, mode=mode)
        return event_type
