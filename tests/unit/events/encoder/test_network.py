"""How an article's sentences are read together."""

import numpy as np
import pytest

from workers.events.encoder.network import MOST_PIECES, MOST_TITLE, WINDOW, Network

TITLE = tuple(range(3000, 3010))


@pytest.fixture(scope="module")
def network() -> Network:
    return Network()


def sentences(count: int, length: int) -> list[tuple[int, ...]]:
    return [tuple(range(2000 + 7 * number, 2000 + 7 * number + length)) for number in range(count)]


def test_every_sentence_gets_a_vector_for_each_of_its_pieces(network: Network) -> None:
    given = sentences(5, 12)
    title, read = network.read(TITLE, given)
    assert len(title.pieces) == len(TITLE)
    assert [len(one.pieces) for one in read] == [12] * 5
    assert not np.allclose(read[0].end, read[1].end)


def test_a_sentence_is_understood_from_those_beside_it(network: Network) -> None:
    _, (alone,) = network.read(TITLE, sentences(1, 12))
    _, (among, *_) = network.read(TITLE, sentences(4, 12))
    assert alone.pieces.shape == among.pieces.shape
    assert not np.allclose(alone.pieces, among.pieces)


def test_a_long_article_is_read_in_windows_of_which_each_has_the_headline(network: Network) -> None:
    count = 2 * WINDOW // MOST_PIECES + 1
    title, read = network.read(TITLE, sentences(count, MOST_PIECES + 30))
    assert len(read) == count
    assert {len(one.pieces) for one in read} == {MOST_PIECES}
    assert len(title.pieces) == len(TITLE)
    (first, *_) = network.read(TITLE, sentences(3, MOST_PIECES))[1]
    assert np.allclose(first.pieces, read[0].pieces)


def test_what_stands_in_later_windows_changes_nothing_in_the_first(network: Network) -> None:
    few, many = (network.read(TITLE, sentences(count, MOST_PIECES)) for count in (4, 9))
    assert np.array_equal(few[1][0].pieces, many[1][0].pieces)


def test_a_headline_may_be_long_or_missing_and_a_text_may_be_empty(network: Network) -> None:
    title, read = network.read(tuple(range(2000, 2000 + 3 * MOST_TITLE)), [])
    assert (len(title.pieces), read) == (MOST_TITLE, [])
    title, (one,) = network.read((), sentences(1, 5))
    assert (len(title.pieces), len(one.pieces)) == (0, 5)
