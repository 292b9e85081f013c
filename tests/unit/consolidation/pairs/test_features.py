"""Features of pairs: what is alike, and what speaks against one event."""

import numpy as np
import pytest

from schemas import ArticleMentions
from schemas.mentions import EventType, Participant, Place
from tests.unit.consolidation.making import MINSK, MOSCOW, article, chain, when, where, who
from workers.consolidation.pairs.article_profile import ArticleProfile, article_profile
from workers.consolidation.pairs.chain_profile import name_words
from workers.consolidation.pairs.compatibility import exclusion_reason
from workers.consolidation.pairs.features import MainFeatures, chain_features, main_features
from workers.vectors import packed

RESULTS, MARKET = EventType("dateline", "RESULTS"), EventType("dateline", "MARKET")


def results(name: str, firm: str, headline: str, kind: EventType = RESULTS) -> ArticleMentions:
    told = chain(0, "report", who(firm, label="ORG"), type=kind)
    return article(name, told, story="shr cts net revs qtr", headline=headline)


def compared(first: ArticleMentions, second: ArticleMentions) -> MainFeatures:
    return main_features(article_profile(first), article_profile(second))


def test_reports_of_results_are_routine_and_a_visit_is_not() -> None:
    two = [results("a", "Halden Corp", "Halden net"), results("b", "Orvik Inc", "Orvik net")]
    assert compared(*two).routine == 1
    assert compared(two[0], results("c", "Halden", "Shares", MARKET)).routine == 1
    assert compared(two[0], article("d", chain(0, "visit", who("Ann Lee")))).routine == 0


def test_results_of_different_firms_exclude_each_other_though_both_are_corporations() -> None:
    first, second, third = (
        article_profile(results(name, firm, "Net"))
        for name, firm in (("a", "Halden Corp"), ("b", "Orvik Corp"), ("c", "Halden"))
    )

    def reason(one: ArticleProfile, other: ArticleProfile) -> str | None:
        return exclusion_reason(one.chains[0], other.chains[0], one.names, other.names)

    assert reason(first, second) == "routine reports of different firms"
    assert reason(first, third) is None


@pytest.mark.parametrize("entity", ["geo:12", "country:de"])
def test_a_place_has_no_words_of_a_name(entity: str) -> None:
    assert name_words(entity) == []


def profile(name: str, *people: Participant, headline: str) -> ArticleProfile:
    told = chain(0, "crash", *people)
    return article_profile(article(name, told, story="crash road", headline=headline))


def test_words_of_a_headline_that_the_other_article_has_speak_for_one_event() -> None:
    first = profile("a", headline="Road crash on Lindau bridge")
    same = profile("b", headline="Crash")
    other = profile("c", headline="Harbour festival opens")
    assert main_features(first, same).headline > main_features(first, other).headline


def test_few_words_count_as_short() -> None:
    brief = article("a", chain(0, "crash"), story="crash")
    whole = article("c", chain(0, "crash"), story="crash road bridge lorry driver police fog lake")
    assert compared(brief, whole).short > compared(whole, whole).short


def test_a_place_of_one_main_event_that_the_other_article_names_speaks_for_one_event() -> None:
    def fire(name: str, *places: Place) -> ArticleMentions:
        return article(name, chain(0, "fire", places=places))

    visit = article("c", chain(0, "meet"), chain(1, "fire", places=(where("Minsk", MINSK),)))
    assert compared(fire("a", where("Minsk", MINSK)), visit).where == 1
    assert compared(fire("b", where("Moscow", MOSCOW)), visit).where == 0


def test_place_and_day_of_main_events_speak_for_one_event_and_other_figures_against_it() -> None:
    def fire(name: str, headline: str, *, day: str, minsk: bool = False) -> ArticleMentions:
        place = where("Minsk", MINSK) if minsk else where("Moscow", MOSCOW)
        told = chain(0, "fire", places=(place,), times=(when(day),))
        return article(name, told, headline=headline)

    one = fire("a", "Fire kills 17", day="2024-05-03")
    same, other = (
        compared(one, fire("b", "17 dead", day="2024-05-03")),
        compared(one, fire("c", "Fire kills 4", day="2024-06-20", minsk=True)),
    )
    assert (same.where, same.when, same.figures_differ) == (1, 1, 0)
    assert (other.where, other.when) == (0, 0)
    assert (other.when_differ, other.figures_differ) == (1, 1)


@pytest.mark.parametrize(
    ("time", "other", "agree"),
    [
        ("XXXX-WXX-1/XXXX-WXX-6", "2023-08-14/2023-08-19", True),
        ("XXXX-WXX-1/XXXX-WXX-6", "2023-04-16/2023-04-19", False),
        ("2023-08-14/2023-08-19", "2023-08-15/2023-08-19", True),
        ("2023-08-14/2023-08-19", "2023-08-16", True),
        ("2023-08-14/..", "2023-08-15/2023-08-19", True),
    ],
)
def test_periods_that_share_neither_end_are_two(time: str, other: str, agree: bool) -> None:
    first, second = (
        article(name, chain(0, "visit", who("Ann Lee"), times=(when(told),)))
        for name, told in (("a", time), ("b", other))
    )
    found = compared(first, second)
    assert found.when_differ == (not agree)
    assert not agree or found.when or ".." in time


def test_chains_of_one_identity_are_alike() -> None:
    one, two = (packed(row) for row in np.eye(2, 96, dtype=np.float32))
    probe, inquiry, strike = (
        article_profile(article(lemma, chain(0, lemma, identity=identity))).chains[0]
        for lemma, identity in (("probe", one), ("inquiry", one), ("strike", two))
    )
    assert chain_features(probe, inquiry, 0.0).event == pytest.approx(1)
    assert chain_features(probe, strike, 0.0).event == 0
