"""What the encoder tells apart, and what it reads at most: as in the product (a test holds the two together)."""

CODES = [
    "ACCIDENT",
    "ACCUSE",
    "AGREE",
    "AID",
    "APPOINTMENT",
    "ARTS",
    "ASSAULT",
    "AWARD",
    "BIRTH",
    "CEREMONY",
    "COERCE",
    "CONCEDE",
    "CONSULT",
    "COOPERATE",
    "COURT",
    "CRIME",
    "DEAL",
    "DEATH",
    "DEPARTURE",
    "DISASTER",
    "ELECTION",
    "HEALTH",
    "LAYOFFS",
    "LEGISLATION",
    "MARKET",
    "MARRIAGE",
    "MOBILIZE",
    "PRODUCT",
    "PROTEST",
    "REJECT",
    "REQUEST",
    "RESCUE",
    "RESULTS",
    "RETREAT",
    "SANCTION",
    "SCIENCE",
    "SPORT",
    "STATEMENT",
    "SUPPORT",
    "THREATEN",
    "TRANSFER",
    "UNKNOWN",
]
LEVELS = ["main", "reported", "background"]
MODALITIES = ["occurred", "ongoing", "planned", "denied", "hypothetical"]
ROLES = "ARPT"
FEATURES, WIDTH, IDENTITY, PAIR = 12, 64, 96, 48
HIDDEN, ATTENTION, POSITIONS = 384, 12, 512
START, END, MOST_PIECES, MOST_TITLE = 101, 102, 100, 40
WINDOW = 400
"""Pieces of an article that are read together."""
