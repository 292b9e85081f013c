from importlib.resources import files

import pytest

from schemas import ArticleMentions
from tests.unit.consolidation.making import article, chain, who
from workers.consolidation.graph.scoring import load_models, parse_models, probability
from workers.consolidation.pairs.article_profile import article_profile
from workers.consolidation.pairs.features import main_features

TEXT = files("workers.consolidation").joinpath("data/weights.toml").read_text(encoding="utf-8")


def test_the_weights_of_the_package_fit_the_features() -> None:
    assert parse_models(TEXT) == load_models()


def test_a_weight_of_no_feature_is_refused() -> None:
    with pytest.raises(ValueError, match="phase_of_the_moon"):
        parse_models(TEXT.replace("[main]", "[main]\nphase_of_the_moon = 1.0"))


def test_a_feature_of_no_weight_is_refused() -> None:
    lines = [line for line in TEXT.splitlines() if not line.startswith("figures_differ")]
    with pytest.raises(ValueError, match="figures_differ"):
        parse_models("\n".join(lines))


def test_scores_lie_between_0_and_1_and_grow_with_what_speaks_for_a_pair() -> None:
    models = load_models()
    named = ("5.6 quake hits island", "5.6 quake hits island", "Bank hires a chief")
    one, same, other = (
        article_profile(titled(name, headline)) for name, headline in zip("abc", named, strict=True)
    )
    alike, unlike = (
        models.score(models.main.odds(main_features(one, two))) for two in (same, other)
    )
    assert 0.0 <= unlike < alike <= 1.0


def test_log_odds_are_told_as_a_probability() -> None:
    assert [probability(odds) for odds in (-1e9, 0.0, 1e9)] == [0.0, 0.5, 1.0]


def titled(name: str, headline: str) -> ArticleMentions:
    return article(
        name, chain(0, "hit", who("Ada Berg")), headline=headline, story=headline.casefold()
    )
