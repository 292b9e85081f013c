"""What came of reading one file, and how that is told."""

from dataclasses import dataclass, field
from pathlib import Path

from workers.counting import counted_reasons
from workers.printable import printable


@dataclass(slots=True)
class Reading:
    """The outcome of one file.

    Attributes:
        new, changed, known: Articles that were published for the first time, that were published
            as another version, and that the file held before.
        refused: Why articles were not published, a reason each.
        letters: Why articles that were published will become dead letters, a reason each.
        held: Why articles wait, a reason each: they are under embargo.
        problem: Why the file could not be read, or not to its end.
    """

    file: Path
    new: int = 0
    changed: int = 0
    known: int = 0
    refused: list[str] = field(default_factory=list)
    letters: list[str] = field(default_factory=list)
    held: list[str] = field(default_factory=list)
    problem: str | None = None

    @property
    def broken(self) -> bool:
        """Whether there is anything in the file that cannot become an article."""
        return bool(self.refused or self.letters or self.problem)

    @property
    def silent(self) -> bool:
        """Whether there is nothing to tell: the file was touched, and holds what it held."""
        return not (self.new or self.changed or self.held or self.broken)


def in_words(reading: Reading) -> str:
    """Return the line about a file, safe on a terminal."""
    counts = [(reading.new, "new"), (reading.changed, "changed"), (reading.known, "known")]
    parts = [", ".join(f"{count} {word}" for count, word in counts if count)]
    parts += [f"not published: {counted_reasons(reading.refused)}"] if reading.refused else []
    parts += (
        [f"for the dead letters: {counted_reasons(reading.letters)}"] if reading.letters else []
    )
    parts += [f"held back: {counted_reasons(reading.held)}"] if reading.held else []
    parts += [reading.problem] if reading.problem else []
    return printable(f"{reading.file}: {'; '.join(filter(None, parts))}")
