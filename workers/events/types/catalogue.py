"""The page `docs/types.md`, written from the schemes; `make reference` writes it."""

from collections.abc import Iterator

from schemas.event_types import Scheme, TypeDefinition
from workers.events.types.type_lexicon import load_lexicon

HEADER = """# Event types

Every event has a type: a code of one of two schemes, and for most codes an optional mode. \
`plover` holds politics and conflict; `dateline` holds the rest of the
news. `UNKNOWN` is a type too: an event whose words do not tell its type gets no guess.

The page is written from `schemas/event_types.yaml`; a test fails where they differ.

## How a type is told

1. The **lexicon** (`plover_verbal.yaml`, `plover_material.yaml`, `dateline_types.yaml`) lists \
verbs, nouns and adjectives with the frame that they stand in: `call+off > @meeting` is \
*call off* with a meeting
   as its object, `withdraw < @forces` has troops as its subject. The most specific pattern that \
fits wins, then PLOVER's.
2. **Composition** (`composition.yaml`): an outer word over an inner event decides the type, the \
inner event the mode. *Refused to meet* is REJECT meet, *threatened to expel* is THREATEN expel,
   *demanded the release* is REQUEST yield, *began to withdraw* is what it begins.
3. **Mood**: what a speaker announces for others' good is AGREE (*said it would send aid*), what \
is announced under a condition and does harm is THREATEN, what must be done is REQUEST, what
   will not be done is REJECT. A planned visit or meeting stays CONSULT; its `modality` tells that \
it is planned.
4. **Cues** (`cues.yaml`) fill in a mode from words of the clause: *killed in an air strike* is \
ASSAULT aerial.

Crimes of private persons, accidents, sport and the like are told from politics by who does it to \
whom: `kill < @hazard` is a disaster, `kill > @household` a crime.

## IPTC Media Topics

Each type names the [IPTC Media Topic](https://iptc.org/standards/media-topics/) nearest to it. \
The codes are those of the first level; the narrower topic after a colon is given by
its name only, without a code.
"""


def types_page() -> str:
    """Return the page as Markdown, the same for the same schemes."""
    schemes = load_lexicon().schemes
    return (
        "\n".join([HEADER, *(line for scheme in schemes.values() for line in _scheme(scheme))])
        + "\n"
    )


def _scheme(scheme: Scheme) -> Iterator[str]:
    yield f"## Scheme `{scheme.name}`\n"
    yield f"Source: {scheme.source}.\n"
    for definition in scheme.types.values():
        yield from _type(definition)


def _type(definition: TypeDefinition) -> Iterator[str]:
    yield f"### {definition.code}\n"
    yield f"{definition.definition}\n"
    yield from (f"> {example}" for example in definition.examples)
    yield f"\nMedia Topic: {definition.topic}\n"
    if definition.modes:
        yield "| mode | meaning |"
        yield "|---|---|"
        yield from (f"| `{mode}` | {meaning} |" for mode, meaning in definition.modes.items())
        yield ""
