"""UTF-8 that a program read as Windows-1252 or Latin-1: 'SÃ£o' for 'São', 'â€™' for an apostrophe.

Mended are sequences that decode to Latin letters, punctuation or emoji, as English text with
foreign names has them. Capital letters before a closing quotation mark or a dash look the same
('“AMANHÃ”'): those are mended only before a letter, or in a text that has a plain case.
"""

import re
from collections.abc import Iterator

UNDEFINED = (0x81, 0x8D, 0x8F, 0x90, 0x9D)
BYTES = {
    bytes([code]).decode("cp1252"): code for code in range(0x80, 0x100) if code not in UNDEFINED
}
BYTES |= {chr(code): code for code in range(0x80, 0x100)}
"""The byte behind a character, read as Windows-1252 or as Latin-1."""
# The last continuation byte of UTF-8.
FOLLOWERS = "".join(re.escape(char) for char, code in BYTES.items() if code < 0xC0)  # noqa: PLR2004
LEADS = "ÂÃÄÅâïð"
SEQUENCE = re.compile(
    rf"[ÂÃÄÅ][{FOLLOWERS}]|[âï][{FOLLOWERS}]{{2}}|ð[{FOLLOWERS}]{{3}}|â€(?![{FOLLOWERS}])"
)
RUN = re.compile(rf"(?:{SEQUENCE.pattern})+")
DOUBTFUL = frozenset("“”‘’–—…•»\u00a0")
"""What may stand behind a capital letter in good text."""
LOST = "â€"
"""A closing quotation mark whose last byte, which Windows-1252 does not define, was dropped."""


def mojibake(text: str) -> Iterator[tuple[int, int, str]]:
    """Yield the stretches of wrongly decoded UTF-8, with their characters, in order."""
    if not any(lead in text for lead in LEADS):
        return
    runs = [(run, mended) for run in RUN.finditer(text) if (mended := _meant(run[0]))]
    plain = any(not _is_doubtful(run[0]) for run, _ in runs)
    for run, mended in runs:
        if plain or text[run.end() : run.end() + 1].isalpha():
            yield run.start(), run.end(), mended


def _meant(run: str) -> str | None:
    """Return the characters of a run of sequences, decoded twice where encoded twice."""
    pieces = [_decoded(piece) for piece in SEQUENCE.findall(run)]
    if None in pieces:
        return None
    once = "".join(filter(None, pieces))
    return (_meant(once) or once) if RUN.fullmatch(once) and len(once) < len(run) else once


def _decoded(sequence: str) -> str | None:
    if sequence == LOST:
        return "”"
    try:
        char = bytes(BYTES[character] for character in sequence).decode("utf-8")
    except UnicodeDecodeError:
        return None
    return char if _is_usual(ord(char)) else None


def _is_usual(code: int) -> bool:
    """Return whether English news has such characters: Latin letters, signs, emoji."""
    # Blocks of Unicode.
    return 0xA0 <= code < 0x180 or 0x2000 <= code < 0x2300 or code >= 0x1F000 or code == 0xFEFF  # noqa: PLR2004


def _is_doubtful(run: str) -> bool:
    # A letter and what stands behind it.
    return len(run) == 2 and run[1] in DOUBTFUL and run != "Â\u00a0"  # noqa: PLR2004
