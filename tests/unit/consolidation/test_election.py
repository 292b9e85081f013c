"""Which event is the main one of a story, and which articles cannot have it as theirs."""

from typing import Any

from tests.unit.consolidation.making import article, chain, when, who
from workers.consolidation.graph.election import Election, elect
from workers.consolidation.pairs.profiles import ArticleProfile, profile

EARLY, LATE = "2024-05-03", "2024-05-09"


def told(name: str, lemma: str, day: str, said: str | None = None, **more: Any) -> ArticleProfile:
    times = (when(said),) if said else ()
    return profile(article(name, chain(0, lemma, who("Ana"), times=times, **more), published=day))


def election(*articles: ArticleProfile, original: dict[str, str] | None = None) -> Election:
    """Elect among articles whose chains are one event where their lemmas are the same."""
    nodes = [found.main for found in articles if found.main is not None]
    clusters = {n.node: tuple(o.node for o in nodes if o.chain.lemma == n.chain.lemma) for n in nodes}
    found = elect(articles, clusters, original or {})
    assert found is not None
    return found


def names(found: Election, *articles: str) -> list[str]:
    return [found.of(article_id)[0][0] for article_id in articles]


BLAMES = [told(name, "blame", LATE, "2024-05-08") for name in ("a", "b", "c")]


def test_the_event_that_most_articles_have_as_their_main_one_is_that_of_all() -> None:
    assert names(election(*BLAMES, told("x", "slam", LATE)), "a", "x") == ["a", "a"]


def test_an_article_cannot_tell_what_happened_after_it_came_out() -> None:
    assert names(election(*BLAMES, told("x", "clear", EARLY)), "a", "x") == ["a", "x"]


def test_articles_that_came_before_the_main_event_elect_one_among_themselves() -> None:
    early = [told("x", "clear", EARLY), told("y", "clear", EARLY), told("z", "slam", EARLY)]
    assert names(election(*BLAMES, *early), "x", "y", "z") == ["x", "x", "x"]


def test_an_article_of_the_day_before_may_be_of_another_time_zone() -> None:
    assert names(election(*BLAMES, told("x", "clear", "2024-05-07")), "x") == ["a"]


def test_an_article_that_tells_the_main_event_keeps_it_whatever_its_date() -> None:
    assert names(election(*BLAMES, told("x", "blame", EARLY)), "x") == ["a"]


def test_an_event_to_come_is_told_before_its_day() -> None:
    planned = [told(name, "visit", EARLY, "2024-05-08", modality="planned") for name in ("a", "b", "c")]
    assert names(election(*planned, told("x", "invite", EARLY)), "x") == ["a"]


def test_the_word_of_one_source_does_not_date_an_event() -> None:
    copies = {"b": "a", "c": "a"}
    assert names(election(*BLAMES, told("x", "clear", EARLY), original=copies), "x") == ["a"]


def test_an_undated_article_has_the_main_event_of_its_story() -> None:
    undated = profile(article("x", chain(0, "clear", who("Ana"))))
    assert names(election(*BLAMES, undated), "x") == ["a"]


def test_several_articles_of_one_event_of_another_day_keep_it() -> None:
    arrests = [told(name, "arrest", "2024-05-13", "2024-05-12") for name in ("x", "y", "z")]
    assert names(election(*BLAMES, told("d", "blame", LATE), *arrests), "a", "x", "y", "z") == ["a", "x", "x", "x"]


def test_two_articles_are_not_several() -> None:
    arrests = [told(name, "arrest", "2024-05-13", "2024-05-12") for name in ("x", "y")]
    assert names(election(*BLAMES, *arrests), "a", "x", "y") == ["a", "a", "a"]


def test_a_day_or_two_do_not_make_another_event() -> None:
    arrests = [told(name, "arrest", "2024-05-10", "2024-05-09") for name in ("x", "y", "z")]
    assert names(election(*BLAMES, told("d", "blame", LATE), *arrests), "a", "x") == ["a", "a"]
