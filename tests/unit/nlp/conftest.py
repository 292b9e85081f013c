from pathlib import Path

import pytest

ODD = [
    (
        "There's nothin' to it. I'm gonna go, y'all ain't!\n\n  "
        "Let's have  what he got ta have; I gotta say the U.N. didn't do it."
    ),
    "",
    " ",
    "\n\n",
    "Rome",
    "Rome \n Treaty Organisation of the\nSouth  Seas",
    "visited Ann Other",
]


@pytest.fixture(scope="session")
def texts() -> list[str]:
    """The seeds, whole and by line, and texts at the edges."""
    seeds = [path.read_text(encoding="utf-8") for path in sorted(Path("seeds").glob("*.txt"))]
    return [*seeds, *(line for seed in seeds for line in seed.splitlines()), *ODD]
