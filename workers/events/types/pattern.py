"""The patterns of the lexicon: a head word and the frame that it must stand in.

Grammar of one pattern, in words apart by spaces:

    HEAD[+PARTICLE] [> FILLERS] [PREPOSITION [> FILLERS]]... [< FILLERS]

`call+off > @meeting`: `call` with the particle `off` whose object is a meeting. `call for > @aid`:
aid stands after `for`. `withdraw < @forces`: the subject is a force. For a noun, `>` asks for a
modifier, an owner or an `of` phrase: `strike > air` is `air strike` and `strike from the air` is
not. FILLERS are alternatives apart by `|`: a lemma, a class `@name`, or an entity label in
capitals. `-` alone asks that nothing stands there: `demonstrate > -` has neither an object nor a
clause.
"""

from dataclasses import dataclass

NOTHING = ("-",)
"""The fillers of a slot that has to be empty."""


class InvalidPatternError(ValueError):
    """The lexicon cannot be used: a pattern is not of the grammar; the message quotes it."""


@dataclass(frozen=True, slots=True)
class Slot:
    """One part of a frame that has to be there.

    Attributes:
        role: `object`, `subject`, or a preposition.
        fillers: Alternatives as written; empty: anything will do; `NOTHING`: nothing may stand
            there.
    """

    role: str
    fillers: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Pattern:
    """A head lemma with its particle and slots."""

    head: str
    particle: str | None = None
    slots: tuple[Slot, ...] = ()

    @property
    def specificity(self) -> int:
        """How much the pattern asks for.

        A named subject counts 3 (who does it tells most), another filled slot or a particle 2, an
        open slot 1.
        """
        weights = (
            1 if slot.fillers in ((), NOTHING) else 3 if slot.role == "subject" else 2
            for slot in self.slots
        )
        return 2 * (self.particle is not None) + sum(weights)


def parse_pattern(text: str) -> Pattern:
    """Read one pattern.

    Raises:
        InvalidPatternError: The text is not of the grammar.
    """
    words = text.split()
    if not words or words[0] in {"<", ">"}:
        raise InvalidPatternError(f"pattern without a head: {text!r}")
    head, _, particle = words[0].partition("+")
    return Pattern(head, particle or None, tuple(_slots(words[1:], text)))


def _slots(words: list[str], text: str) -> list[Slot]:
    slots: list[Slot] = []
    role, position = "object", 0
    while position < len(words):
        word = words[position]
        if word in {"<", ">"}:
            role = "subject" if word == "<" else role
            if position + 1 == len(words):
                raise InvalidPatternError(f"no fillers after {word!r}: {text!r}")
            fillers = tuple(words[position + 1].split("|"))
            slots = [slot for slot in slots if slot.role != role or slot.fillers]
            slots.append(Slot(role, fillers))
            position += 2
        else:
            role = word
            slots.append(Slot(word))
            position += 1
    return slots
