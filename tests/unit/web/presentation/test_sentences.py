import time

import pytest

from workers.web.presentation.sentences import Sentences


def around(text: str, quote: str, **reach: int) -> str:
    start = text.index(quote)
    left, right = Sentences.of(text).around(start, start + len(quote), **reach)
    return text[left:right]


TEXT = (
    'Gen. A. Smith met Mr. Li on Sept. 3. They left. "Yes," he said. "Go!" '
    "The U.S. envoy paid 3.5 times more.\nA new line"
)


@pytest.mark.parametrize(
    ("quote", "sentence"),
    [
        ("Li", "Gen. A. Smith met Mr. Li on Sept. 3. "),
        ("They", "They left. "),
        ("he said", '"Yes," he said. '),
        ("envoy", "The U.S. envoy paid 3.5 times more.\n"),
        ("new", "A new line"),
    ],
)
def test_the_sentence_around_a_quote_is_found(quote: str, sentence: str) -> None:
    assert around(TEXT, quote) == sentence


def test_a_quote_over_two_sentences_gets_both() -> None:
    assert around(TEXT, 'left. "Yes') == 'They left. "Yes," he said. '


def test_a_sentence_without_end_is_shown_in_part() -> None:
    text = "word " * 10_000 + "HERE " + "word " * 10_000
    assert len(around(text, "HERE", reach=100)) == 204


def test_an_empty_text_has_one_empty_sentence() -> None:
    assert Sentences.of("").around(0, 0) == (0, 0)


@pytest.mark.parametrize("unit", ["a. B", ". ", "." + " " * 50, '."', "\n", "A."])
def test_hostile_text_takes_linear_time(unit: str) -> None:
    begin = time.thread_time()
    Sentences.of((unit * 200_000)[:200_000])
    assert time.thread_time() - begin < 2
