"""Which articles are compared, and what bounds their number."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from schemas import ArticleMentions
from tests.unit.consolidation.making import article
from workers.consolidation.pairs.candidates import Index

DAY = date(2024, 1, 1)


def report(
    number: int, *, day: int | None = None, story: str = "flood dam evacuation"
) -> ArticleMentions:
    published = (DAY + timedelta(number if day is None else day)).isoformat()
    return article(f"a{number:03}", story=story, published=published)


def indexed(articles: list[ArticleMentions], window: int) -> tuple[Index, set[tuple[str, str]]]:
    index = Index(window)
    unsettled = {pair for item in articles for pair in index.add(item)}
    return index, unsettled


def compared(index: Index) -> set[tuple[str, str]]:
    return {(one, two) for one in index.numbers for two in index.near(one)}


def test_articles_that_share_a_telling_term_are_compared() -> None:
    index, _ = indexed([report(1), report(2), report(3, story="football cup final")], window=2)
    assert compared(index) == {("a001", "a002"), ("a002", "a001")}


def test_a_word_that_weighs_little_in_both_is_not_enough() -> None:
    rest = " ".join(f"word{number}" for number in range(40))
    other = " ".join(f"other{number}" for number in range(40))
    index, _ = indexed([report(1, story=f"aa {rest}"), report(2, story=f"aa {other}")], window=2)
    assert compared(index) == set()


def test_of_a_posting_longer_than_the_window_each_article_meets_those_published_next_to_it() -> (
    None
):
    index, _ = indexed([report(number) for number in range(50)], window=3)
    assert sorted(index.near("a020")) == ["a017", "a018", "a019", "a021", "a022", "a023"]


def test_an_article_that_comes_last_pushes_none_apart() -> None:
    _, unsettled = indexed([report(number) for number in range(50)], window=3)
    assert unsettled == set()


def test_an_article_that_comes_in_between_pushes_at_most_the_window_apart_until_it_goes() -> None:
    index, _ = indexed([report(number) for number in range(50)], window=3)
    before = compared(index)
    pushed = index.add(report(99, day=20))
    assert len(pushed) == 3
    assert not any(index.are_near(one, two) for one, two in pushed)
    assert index.remove("a099") == pushed
    assert all(index.are_near(one, two) for one, two in pushed)
    assert compared(index) == before


@given(days=st.permutations(list(range(12))), window=st.integers(1, 4))
def test_what_is_compared_hangs_on_the_set_of_articles_alone(days: list[int], window: int) -> None:
    in_order, _ = indexed([report(number) for number in range(12)], window)
    shuffled, _ = indexed([report(number) for number in days], window)
    assert compared(shuffled) == compared(in_order)


@given(days=st.lists(st.integers(0, 3), min_size=2, max_size=10), window=st.integers(1, 2))
def test_every_pair_that_a_new_article_parts_is_told(days: list[int], window: int) -> None:
    articles = [report(number, day=day) for number, day in enumerate(days)]
    index, _ = indexed(articles[:-1], window)
    before = compared(index)
    unsettled = index.add(articles[-1])
    parted = {(one, two) for one, two in before - compared(index) if one < two}
    assert parted <= {(min(pair), max(pair)) for pair in unsettled}
