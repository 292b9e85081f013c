from workers.streams.metrics.instruments import Sample
from workers.streams.metrics.prometheus import render
from workers.streams.metrics.slowest_articles import HELD, SHOWN, WINDOW_SECONDS, SlowestArticles


class Clock:
    now = 0.0

    def __call__(self) -> float:
        return self.now


def test_an_article_has_the_share_of_its_size_in_the_time_of_its_batch() -> None:
    slowest = SlowestArticles()
    slowest.note("extract", [("a", 300), ("b", 100), ("empty", 0)], 8.0)
    assert [(one.article_id, one.seconds) for one in slowest.ranked()] == [("a", 6.0), ("b", 2.0)]


def test_a_batch_without_a_byte_tells_nothing() -> None:
    slowest = SlowestArticles()
    slowest.note("prepare", [("empty", 0)], 8.0)
    assert slowest.ranked() == []


def test_the_slowest_come_first_and_few_are_told() -> None:
    slowest = SlowestArticles()
    for number in range(2 * HELD):
        slowest.note("annotate", [(f"a{number}", 1)], float(number))
    assert [one.article_id for one in slowest.ranked()] == ["a199", "a198", "a197", "a196", "a195"]
    assert len(slowest.ranked()) == SHOWN
    assert len(slowest._held) == HELD


def test_an_article_is_forgotten_after_its_time() -> None:
    clock = Clock()
    slowest = SlowestArticles(clock=clock)
    slowest.note("annotate", [("slow", 1)], 60.0)
    clock.now = WINDOW_SECONDS / 2
    slowest.note("annotate", [("quick", 1)], 1.0)
    clock.now = WINDOW_SECONDS
    assert [one.article_id for one in slowest.ranked()] == ["quick"]


def test_the_label_is_the_rank_and_not_the_id() -> None:
    slowest = SlowestArticles()
    slowest.note("extract", [("secret-id", 1)], 2.5)
    assert list(slowest.samples()) == [Sample("", (("stage", "extract"), ("rank", "1")), 2.5)]
    assert "secret-id" not in render([slowest])
