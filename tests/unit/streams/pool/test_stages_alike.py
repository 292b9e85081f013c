"""One behaviour for the three stages that read one article at a time, and for the batch."""

from collections.abc import Sequence

import pytest

from schemas import ArticleMentions, decode, encode
from seeds.producer import seed_articles
from workers.articles import read_article
from workers.batch import Consolidation, extract
from workers.consolidation import ConsolidationSettings
from workers.settings import Settings
from workers.streams.messages.refusal import Refusal
from workers.streams.pool.analysis import EnglishAnalysis, english
from workers.streams.pool.outcomes import ARTICLE_STAGES, ArticleStage, Item, Outcome, Output

pytestmark = pytest.mark.model

SETTINGS = Settings()
RECEIVED_AT = "2031-05-05T09:10:00Z"
BROKEN = Item(b'{"id": 7', b"broken", RECEIVED_AT)
WITHOUT_VALUE = Item(None, b"gone", RECEIVED_AT)

every_stage = pytest.mark.parametrize("stage", ARTICLE_STAGES)


@pytest.fixture(scope="module")
def analysis() -> EnglishAnalysis:
    return english(SETTINGS)


@pytest.fixture(scope="module")
def inputs(analysis: EnglishAnalysis) -> dict[ArticleStage, list[Item]]:
    """What each stage reads: the articles, and what the stage before it makes of them."""
    items = [Item(raw.value, raw.key, RECEIVED_AT) for raw in seed_articles()[:3]]
    found: dict[ArticleStage, list[Item]] = {}
    for stage in ARTICLE_STAGES:
        found[stage] = items
        items = [Item(o.value, o.key, RECEIVED_AT) for o in outputs(analysis.run(stage, items))]
    return found


def outputs(outcomes: Sequence[Outcome]) -> list[Output]:
    assert all(isinstance(outcome, Output) for outcome in outcomes)
    return [outcome for outcome in outcomes if isinstance(outcome, Output)]


@every_stage
def test_each_item_has_its_outcome_in_order(
    stage: ArticleStage, analysis: EnglishAnalysis, inputs: dict[ArticleStage, list[Item]]
) -> None:
    found = outputs(analysis.run(stage, inputs[stage]))
    assert [output.article_id for output in found] == [
        (raw.key or b"").decode() for raw in seed_articles()[:3]
    ]


@every_stage
def test_what_cannot_be_read_is_refused_with_a_reason_and_its_neighbours_are_not(
    stage: ArticleStage, analysis: EnglishAnalysis, inputs: dict[ArticleStage, list[Item]]
) -> None:
    first, *others = inputs[stage]
    outcomes = analysis.run(stage, [first, BROKEN, WITHOUT_VALUE, *others])
    refusals = [outcome for outcome in outcomes if isinstance(outcome, Refusal)]
    assert outcomes[1:3] == refusals
    assert all(refusal.reason for refusal in refusals)
    assert [outcomes[0], *outcomes[3:]] == analysis.run(stage, inputs[stage])


@every_stage
def test_a_batch_gives_the_bytes_that_each_item_gives_alone(
    stage: ArticleStage, analysis: EnglishAnalysis, inputs: dict[ArticleStage, list[Item]]
) -> None:
    together = analysis.run(stage, inputs[stage])
    assert together == [analysis.run(stage, [item])[0] for item in inputs[stage]]
    assert together == analysis.run(stage, inputs[stage])


@every_stage
def test_an_empty_batch_gives_nothing(stage: ArticleStage, analysis: EnglishAnalysis) -> None:
    assert analysis.run(stage, []) == []


def test_the_batch_gives_the_records_of_the_stages(
    analysis: EnglishAnalysis, inputs: dict[ArticleStage, list[Item]]
) -> None:
    consolidation = Consolidation(ConsolidationSettings.from_settings(SETTINGS))
    for output in outputs(analysis.run("extract", inputs["extract"])):
        consolidation.add(decode(ArticleMentions, output.value))
    articles = [
        read_article(raw.value, key=raw.key, max_text_length=SETTINGS.max_text_length)
        for raw in seed_articles()[:3]
    ]
    streamed = [encode(record) for record in consolidation.finish()]
    assert streamed == [encode(record) for record in extract(articles, settings=SETTINGS)]
