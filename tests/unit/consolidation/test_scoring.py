from importlib.resources import files

import pytest

from schemas import ArticleMentions
from tests.unit.consolidation.making import article, chain, who
from workers.consolidation import ConsolidationSettings, Consolidator
from workers.consolidation.graph.scoring import load_models, parse_models

TEXT = files("workers.consolidation").joinpath("data/weights.toml").read_text(encoding="utf-8")


def test_the_weights_of_the_package_fit_the_features() -> None:
    assert parse_models(TEXT) == load_models()


def test_a_weight_of_no_feature_is_refused() -> None:
    with pytest.raises(ValueError, match="phase_of_the_moon"):
        parse_models(TEXT.replace("[brief]", "[brief]\nphase_of_the_moon = 1.0"))


def test_a_feature_of_no_weight_is_refused() -> None:
    lines = [line for line in TEXT.splitlines() if not line.startswith("leads_differ")]
    with pytest.raises(ValueError, match="leads_differ"):
        parse_models("\n".join(lines))


def test_scores_lie_between_0_and_1_and_grow_with_what_speaks_for_a_pair() -> None:
    corpus = Consolidator(ConsolidationSettings()).corpus
    for item in (
        told("a", "5.6 quake hits island"),
        told("b", "5.6 quake hits island"),
        told("c", "Bank hires a chief"),
    ):
        corpus.change(item.article.id, item)
    same, other = (corpus.story_score(corpus.profiles["a"], corpus.profiles[name]) for name in "bc")
    assert 0.0 <= other < same <= 1.0


def told(name: str, headline: str) -> ArticleMentions:
    return article(name, chain(0, "hit", who("Ada Berg")), headline=headline, story=headline.casefold())
