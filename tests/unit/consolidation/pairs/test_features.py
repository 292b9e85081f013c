"""Features of pairs: what is alike, and what speaks against one event."""

import numpy as np
import pytest

from schemas import ArticleMentions
from schemas.mentions import EventType, Participant
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
        article_profile(results(name, firm, "Net")).chains[0]
        for name, firm in (("a", "Halden Corp"), ("b", "Orvik Corp"), ("c", "Halden"))
    )
    assert exclusion_reason(first, second) == "routine reports of different firms"
    assert exclusion_reason(first, third) is None


@pytest.mark.parametrize("entity", ["geo:12", "country:de"])
def test_a_place_has_no_words_of_a_name(entity: str) -> None:
    assert name_words(entity) == []


def profile(name: str, *people: Participant, headline: str) -> ArticleProfile:
    told = chain(0, "crash", *people)
    return article_profile(article(name, told, story="crash road", headline=headline))


def test_subjects_differ_only_where_neither_article_names_the_other_s() -> None:
    first = profile("a", who("Ann Lee"), headline="Lee hurt in crash")
    second = profile("b", who("Rosa Quispe"), headline="Quispe dies in crash")
    both = profile("c", who("Rosa Quispe"), who("Ann Lee", at=40), headline="Quispe and Lee")
    nobody = profile("d", headline="Two hurt in crash")
    assert main_features(first, second).subjects_differ == 1
    assert main_features(first, both).subjects_differ == 0
    assert main_features(first, both).subjects == 1
    assert main_features(first, nobody).subjects_differ == 0


def test_place_day_and_figure_that_main_events_share_speak_for_one_event() -> None:
    def fire(name: str, headline: str, *, day: str, minsk: bool = False) -> ArticleMentions:
        place = where("Minsk", MINSK) if minsk else where("Moscow", MOSCOW)
        told = chain(0, "fire", places=(place,), times=(when(day),))
        return article(name, told, headline=headline)

    one = fire("a", "Fire kills 17", day="2024-05-03")
    same, other = (
        compared(one, fire("b", "17 dead", day="2024-05-03")),
        compared(one, fire("c", "Fire kills 4", day="2024-06-20", minsk=True)),
    )
    assert (same.where, same.when, same.figures) == (1, 1, 1)
    assert (other.where, other.when, other.figures) == (0, 0, 0)
    assert (other.when_differ, other.figures_differ) == (1, 1)


def test_chains_of_one_identity_are_alike() -> None:
    one, two = (packed(row) for row in np.eye(2, 96, dtype=np.float32))
    probe, inquiry, strike = (
        article_profile(article(lemma, chain(0, lemma, identity=identity))).chains[0]
        for lemma, identity in (("probe", one), ("inquiry", one), ("strike", two))
    )
    assert chain_features(probe, inquiry, 0.0).event == pytest.approx(1)
    assert chain_features(probe, strike, 0.0).event == 0
