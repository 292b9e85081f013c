"""How common an English word is, by the list of wordfreq.

The numbers are those of `wordfreq.zipf_frequency`. That function keeps its 320,000 words in a dict,
which takes 36 MiB of each process; sorted arrays take five.
"""

import math
from array import array
from bisect import bisect_left
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import accumulate

from wordfreq import available_languages, cB_to_freq, freq_to_zipf, read_cBpack
from wordfreq.numbers import digit_freq, smash_numbers
from wordfreq.tokens import lossy_tokenize

from workers.heap import release

LANGUAGE = "en"
CACHED_WORDS = 65_536
"""Words whose frequency is cached; a stream brings new words for ever."""
DIGITS = 3
"""Digits of a frequency that count: the list is no more exact."""


@dataclass(frozen=True, slots=True)
class WordList:
    """Words and how common each is, found by bisection.

    Attributes:
        text: All words in UTF-8, sorted, one after another.
        bounds: Where each word starts in `text`, and last where the text ends.
        centibels: For each word, how many hundredths of a power of ten it is rarer than all words
            together.
    """

    text: bytes
    bounds: "array[int]"
    centibels: "array[int]"

    @classmethod
    def of(cls, levels: Iterable[Iterable[str]]) -> "WordList":
        """Lay out words that come by their centibels: first those with 0, then those with 1..."""
        level_of = {word: level for level, words in enumerate(levels) for word in words}
        words = sorted(level_of)  # in the order of their bytes too
        forms = [word.encode() for word in words]
        return cls(
            b"".join(forms),
            array("I", accumulate(map(len, forms), initial=0)),
            array("H", map(level_of.__getitem__, words)),
        )

    def frequency(self, word: str) -> float:
        """Return the word's share of all words; 0 for one that is not in the list."""
        form = word.encode(errors="replace")
        at = bisect_left(range(len(self.centibels)), form, key=self._word)
        if at == len(self.centibels) or self._word(at) != form:
            return 0.0
        return float(cB_to_freq(-self.centibels[at]))

    def _word(self, at: int) -> bytes:
        return self.text[self.bounds[at] : self.bounds[at + 1]]


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
    found = WordList.of(read_cBpack(available_languages()[LANGUAGE]))
    release()
    return found
