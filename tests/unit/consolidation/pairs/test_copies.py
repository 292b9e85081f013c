"""Copies, told by the signatures of their texts."""

from dataclasses import replace
from random import Random

from schemas import Fingerprint
from tests.unit.consolidation.making import article, chain
from workers.consolidation.pairs.article_profile import ArticleProfile, article_profile
from workers.consolidation.pairs.copies import are_copies

PLACES = 64
LONG = tuple(Random(1).getrandbits(32) for _ in range(PLACES))
SHORT = tuple(place % 256 for place in LONG)


def signed(name: str, minhash: tuple[int, ...], words: int = 100) -> ArticleProfile:
    mentions = article(name, chain(0, "visit"))
    fingerprint = Fingerprint(name, minhash, words)
    return article_profile(
        replace(mentions, article=replace(mentions.article, fingerprint=fingerprint))
    )


def test_texts_whose_signatures_agree_in_four_of_five_places_are_copies() -> None:
    unlike = tuple((place + 1) % 256 for place in SHORT)
    near, far = (SHORT[:count] + unlike[count:] for count in (52, 51))
    assert are_copies(signed("a", SHORT), signed("b", near))
    assert not are_copies(signed("a", SHORT), signed("b", far))


def test_a_signature_from_before_places_were_cut_is_compared_with_one_of_today() -> None:
    assert are_copies(signed("a", LONG), signed("b", SHORT))
    other = tuple(Random(2).getrandbits(32) for _ in range(PLACES))
    assert not are_copies(signed("a", other), signed("b", SHORT))


def test_signatures_of_few_words_tell_nothing() -> None:
    assert not are_copies(signed("a", SHORT, words=39), signed("b", SHORT))
