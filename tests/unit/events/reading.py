"""Hand-made mentions with what an encoder might say of them."""

from typing import Any

import numpy as np

from schemas.mentions import EventType, Participant, Place, Time, Trigger
from schemas.spans import Quote
from workers.events.mention import Argument, Mention
from workers.events.readings import CODES, LEVELS, MODALITIES, Reading

IDENTITY = 96
UNKNOWN = EventType("dateline", "UNKNOWN")


def reading(
    code: str = "ACCIDENT",
    *,
    logged: float = 2.0,
    level: str = "reported",
    modality: str = "occurred",
) -> Reading:
    """A reading that is sure of a code, a level and a modality."""
    types = np.full(len(CODES), -6.0, np.float32)
    types[CODES.index(code)] = -0.1
    levels = np.array([3.0 * (name == level) for name in LEVELS], np.float32)
    modalities = np.array([3.0 * (name == modality) for name in MODALITIES], np.float32)
    return Reading(types, logged, levels, modalities, np.zeros(IDENTITY, np.float32))


def mention(
    lemma: str, sentence: int, *, number: int = 0, read: Reading | None = None, **more: Any
) -> Mention:
    """A verb in a sentence of the body; sentence 0 is the headline."""
    start = 100 * sentence + number
    trigger = Trigger("text", start, start + len(lemma), lemma, lemma, "VERB")
    values: dict[str, Any] = {
        "type": UNKNOWN,
        "modality": "occurred",
        "clause": Quote("text", start, start + len(lemma), lemma),
        "block": "body" if sentence else "headline",
        "prominence": 1.0,
        "reporting": False,
        "earlier": False,
        "definite": False,
        "token": start,
    } | more
    return Mention(trigger=trigger, sentence=sentence, reading=read, **values)


def person(name: str, *, actor: float = -5.0, recipient: float = -5.0) -> Argument:
    """A person with log-odds in each role; people with other initials stand apart."""
    start = 20 * ord(name[0])
    quote = Quote("text", start, start + len(name), name)
    who = Participant(name.casefold(), name, "other", "PERSON", None, quote)
    return Argument(who, None, None, actor, recipient, -5.0, -5.0)


def place(name: str, odds: float) -> Argument:
    """A place with its log-odds."""
    return Argument(
        None,
        Place(name.casefold(), name, None, Quote("text", 0, len(name), name)),
        None,
        -5.0,
        -5.0,
        odds,
        -5.0,
    )


def day(edtf: str, odds: float) -> Argument:
    """A day with its log-odds."""
    return Argument(
        None,
        None,
        Time("DATE", edtf, edtf, Quote("text", 0, len(edtf), edtf)),
        -5.0,
        -5.0,
        -5.0,
        odds,
    )
