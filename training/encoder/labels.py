"""Sizes of the network and its heads.

The labels that the encoder tells apart, and the most that it reads, are the product's.
"""

from workers.events.encoder.heads import WIDTH
from workers.events.encoder.network import END, MOST_PIECES, MOST_TITLE, START, WINDOW
from workers.events.encoder.remote import REMOTE
from workers.events.encoder.sentences import FEATURES
from workers.events.readings import CODES, LEVELS, MODALITIES

__all__ = [
    "ATTENTION",
    "CODES",
    "END",
    "FEATURES",
    "HIDDEN",
    "IDENTITY",
    "LEVELS",
    "MODALITIES",
    "MOST_PIECES",
    "MOST_TITLE",
    "PAIR",
    "POSITIONS",
    "REMOTE",
    "ROLES",
    "START",
    "WIDTH",
    "WINDOW",
    "WORDS",
]

ROLES = "ARPT"
IDENTITY, PAIR = 96, 48
HIDDEN, ATTENTION, POSITIONS, WORDS = 384, 12, 512, 30522
