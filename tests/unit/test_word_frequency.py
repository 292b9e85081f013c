from pathlib import Path

import pytest
import wordfreq

from workers.vocabulary.word_frequency import WordList, write, zipf_frequency


def test_a_word_is_as_common_as_wordfreq_says() -> None:
    words = [*wordfreq.iter_wordlist("en")][::500]
    assert len(words) > 500
    assert [zipf_frequency(word) for word in words] == [
        wordfreq.zipf_frequency(word, "en") for word in words
    ]


@pytest.mark.parametrize(
    "word", ["", "qzxv", "it’s", "a-z", "co-operate", "New York", "007", "1985", "3.14", "\ud800"]
)
def test_numbers_compounds_and_what_is_no_word_count_as_wordfreq_counts_them(word: str) -> None:
    assert zipf_frequency(word) == wordfreq.zipf_frequency(word, "en")


def test_a_word_is_found_by_all_of_its_letters(tmp_path: Path) -> None:
    write(tmp_path / "words", [(), ("é", "bee"), ("be", "z")])
    words = WordList(tmp_path / "words")
    assert words.frequency("bee") == words.frequency("é") == pytest.approx(10**-0.01)
    assert words.frequency("be") == words.frequency("z") == pytest.approx(10**-0.02)
    assert [words.frequency(word) for word in ("", "b", "beer", "zz", "a")] == [0.0] * 5
