"""Text with marked spans as safe HTML: everything from the text is escaped, spans may overlap."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from markupsafe import Markup, escape

SLOTS = ("who", "where", "when", "what", "modality", "type")
"""Slots that can be marked, in the order in which a legend shows them; each is a CSS class."""


@dataclass(frozen=True, slots=True)
class Mark:
    """`text[start:end]` supports `value` in `slot`; offsets count code points."""

    start: int
    end: int
    slot: str
    value: str = ""


def marked(text: str, marks: Iterable[Mark], *, start: int = 0, end: int | None = None) -> Markup:
    """Return `text[start:end]` escaped, with a `<mark>` around each marked run of characters.

    The same marks cover all characters of a run.

    The classes of a `<mark>` are the slots of the covering marks, its title their values. Marks are
    cut to the text; marks that are empty, or of an unknown slot, are left out.
    """
    stop = len(text) if end is None else min(end, len(text))
    begin = max(0, start)
    cut = [_cut(mark, begin, stop) for mark in marks]
    kept = [mark for mark in cut if mark.start < mark.end and mark.slot in SLOTS]
    return Markup("").join(
        _run(text, left, right, covering) for left, right, covering in _runs(kept, begin, stop)
    )


def slots_of(marks: Iterable[Mark]) -> list[str]:
    """Return the slots that `marks` use, in the order of a legend."""
    used = {mark.slot for mark in marks}
    return [slot for slot in SLOTS if slot in used]


def _cut(mark: Mark, begin: int, stop: int) -> Mark:
    return Mark(max(mark.start, begin), min(mark.end, stop), mark.slot, mark.value)


def _runs(marks: Sequence[Mark], begin: int, stop: int) -> Iterable[tuple[int, int, list[Mark]]]:
    """Yield the stretches between the ends of marks, each with the marks that cover it.

    The stretches together are the text from `begin` to `stop`.
    """
    edges = sorted({begin, stop, *(mark.start for mark in marks), *(mark.end for mark in marks)})
    opening = sorted(marks, key=lambda mark: (mark.start, mark.end, mark.slot, mark.value))
    covering: list[Mark] = []
    following = 0
    for left, right in pairwise(edges):
        covering = [mark for mark in covering if mark.end > left]
        while following < len(opening) and opening[following].start <= left:
            covering.append(opening[following])
            following += 1
        yield left, right, covering


def _run(text: str, left: int, right: int, covering: Sequence[Mark]) -> Markup:
    if not covering:
        return escape(text[left:right])
    values = dict.fromkeys(
        f"{mark.slot}: {mark.value}" if mark.value else mark.slot for mark in covering
    )
    return Markup('<mark class="{}" title="{}">{}</mark>').format(
        " ".join(slots_of(covering)), " · ".join(values), text[left:right]
    )
