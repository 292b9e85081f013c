"""How common an English word is, by the list of wordfreq.

The numbers are those of `wordfreq.zipf_frequency`. That function keeps its 320,000 words in a dict,
which takes a second to make and 36 MiB of each process; in a file of SQLite they take neither.
"""

import math
import sqlite3
from collections.abc import Iterable
from functools import cache, lru_cache
from importlib.metadata import version
from pathlib import Path

from wordfreq import available_languages, cB_to_freq, freq_to_zipf, read_cBpack
from wordfreq.numbers import digit_freq, smash_numbers
from wordfreq.tokens import lossy_tokenize

from workers.built_files import connect, ensure, path_of

LANGUAGE = "en"
CACHED_WORDS = 65_536
"""Words whose frequency is cached; a stream brings new words for ever."""
DIGITS = 3
"""Digits of a frequency that count: the list is no more exact."""
_FORMAT = "1"
"""Raised when the file's layout changes, so that an older one is not read."""
_SCHEMA = """
PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF;
CREATE TABLE word (form BLOB PRIMARY KEY, centibels INTEGER) WITHOUT ROWID;
"""


class WordList:
    """Words and how common each is.

    Args:
        path: The file; built there from wordfreq's list if absent.
    """

    def __init__(self, path: Path) -> None:
        self._database = connect(ensure(path, _build))

    def frequency(self, word: str) -> float:
        """Return the word's share of all words; 0 for one that is not in the list."""
        rows = self._database.execute(
            "SELECT centibels FROM word WHERE form = ?", (word.encode(errors="replace"),)
        )
        found = rows.fetchone()
        return float(cB_to_freq(-found[0])) if found is not None else 0.0


def write(path: Path, levels: Iterable[Iterable[str]]) -> None:
    """Write words to a file that does not exist yet.

    Args:
        path: The file.
        levels: Words by how many hundredths of a power of ten they are rarer than all words
            together: first those with 0, then those with 1...
    """
    rows = [(word.encode(), level) for level, words in enumerate(levels) for word in words]
    with sqlite3.connect(path) as database:
        database.executescript(_SCHEMA)
        database.executemany("INSERT INTO word VALUES (?, ?)", sorted(rows))
    database.close()


@lru_cache(maxsize=CACHED_WORDS)
def zipf_frequency(word: str) -> float:
    """Return the logarithm of how often a word comes in a billion words: 0 unseen, 8 every tenth.

    What wordfreq cuts into several words is rarer than each: the sum of their waits. Of several
    digits the list has the pattern only.
    """
    waits = 0.0
    for token in lossy_tokenize(word, LANGUAGE):
        form = smash_numbers(token)
        frequency = _word_list().frequency(form)
        if not frequency:
            return 0.0
        waits += 1.0 / (frequency if form == token else frequency * digit_freq(token))
    return _zipf(1.0 / waits) if waits else 0.0


def _zipf(frequency: float) -> float:
    frequency = max(frequency, 1e-9)
    rounded = round(frequency, math.floor(-math.log10(frequency)) + DIGITS)
    return float(round(freq_to_zipf(rounded), 2))


@cache
def _word_list() -> WordList:
    return WordList(path_of("words.sqlite", [_FORMAT.encode(), version("wordfreq").encode()]))


def _build(path: Path) -> None:
    write(path, read_cBpack(available_languages()[LANGUAGE]))
