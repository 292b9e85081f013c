"""What must always hold, over articles that people wrote.

The articles come from the evaluation data, which is no part of the project: a folder with
`ecb/articles.jsonl` and so on, named by `DATELINE_EVAL` or lying at `../shared/eval`. Without it
these tests are skipped.
"""

import os
import random
from collections.abc import Iterator, Sequence
from dataclasses import replace
from hashlib import sha256
from itertools import islice
from pathlib import Path

import pytest

from schemas import ArticleMentions, EventRecord, encode
from tests.unit.consolidation.making import canceled
from tests.unit.consolidation.test_properties import Tables, content
from workers.articles import cut
from workers.batch import analyse
from workers.consolidation import ConsolidationSettings, Consolidator
from workers.settings import Settings

HERE = Path(__file__).resolve().parents[3]
DATA = Path(os.environ.get("DATELINE_EVAL", HERE.parent / "shared" / "eval"))
SIZES = {"ecb": 40, "fivew": 4, "headlines": 40, "plover": 20}
"""How many articles of each set.

Enough for stories of several articles, few enough for a minute in all.
"""
SETTINGS = ConsolidationSettings()
SEEDS = (1, 2)

pytestmark = [
    pytest.mark.model,
    pytest.mark.slow,
    pytest.mark.skipif(
        not DATA.is_dir(), reason=f"no evaluation data at {DATA}: set DATELINE_EVAL to its folder"
    ),
]


@pytest.fixture(scope="module")
def articles() -> tuple[ArticleMentions, ...]:
    lines = [line for name, size in SIZES.items() for line in islice(_lines(name), size)]
    articles = cut(b"\n".join(lines), "jsonl", "sets")
    analysed = analyse(articles, settings=Settings(), processes=1)
    return tuple(item.mentions for item in analysed if item.mentions is not None)


@pytest.fixture(scope="module")
def expected(articles: tuple[ArticleMentions, ...]) -> list[bytes]:
    return content(fed(articles))


def _lines(name: str) -> Iterator[bytes]:
    path = DATA / name / "articles.jsonl"
    return iter(path.read_bytes().splitlines()) if path.exists() else iter(())


def fed(items: Sequence[ArticleMentions]) -> Consolidator:
    consolidator = Consolidator(SETTINGS)
    for item in items:
        consolidator.apply(item)
    return consolidator


def shuffled(items: Sequence[ArticleMentions], seed: int) -> list[ArticleMentions]:
    return random.Random(seed).sample(items, len(items))


def chosen(items: Sequence[ArticleMentions], seed: int, share: float) -> list[ArticleMentions]:
    return random.Random(seed).sample(items, int(share * len(items)))


def test_the_sets_hold_events_told_by_several_articles(
    articles: tuple[ArticleMentions, ...],
) -> None:
    assert any(record.sources.articles > 2 for record in fed(articles).records())


@pytest.mark.parametrize("seed", SEEDS)
def test_any_order_of_real_articles_gives_the_same_records(
    articles: tuple[ArticleMentions, ...], expected: list[bytes], seed: int
) -> None:
    assert content(fed(shuffled(articles, seed))) == expected


def test_a_missing_article_is_noticed(
    articles: tuple[ArticleMentions, ...], expected: list[bytes]
) -> None:
    assert content(fed(articles[1:])) != expected


def test_duplicates_of_real_articles_change_nothing(
    articles: tuple[ArticleMentions, ...], expected: list[bytes]
) -> None:
    assert content(fed(shuffled([*articles, *chosen(articles, 1, 0.5)], 4))) == expected


def test_real_articles_that_came_and_were_cancelled_were_never_there(
    articles: tuple[ArticleMentions, ...],
) -> None:
    gone = chosen(articles, 5, 0.2)
    names = {item.article.id for item in gone}
    left = [item for item in articles if item.article.id not in names]
    cancelled = [canceled(item) for item in gone]
    assert content(fed([*articles, *cancelled])) == content(fed(left))
    assert content(fed(shuffled([*articles, *cancelled], 6))) == content(fed(left))


def test_versions_of_real_articles_in_any_order_end_with_the_highest(
    articles: tuple[ArticleMentions, ...], expected: list[bytes]
) -> None:
    """A quarter of the articles first said what another of them says."""
    some = chosen(articles, 7, 0.25)
    said_before = [
        replace(other, article=replace(other.article, id=item.article.id, version=0))
        for item, other in zip(some, reversed(some), strict=True)
    ]
    assert content(fed(shuffled([*articles, *said_before], 8))) == expected


def test_real_articles_in_several_runs_with_state_kept_give_the_bytes_of_one_run(
    articles: tuple[ArticleMentions, ...],
) -> None:
    tables, running = Tables(SETTINGS), Consolidator(SETTINGS)
    for position, item in enumerate(articles):
        if position and position % 40 == 0:
            running = tables.restore()
            assert running.pending().records == ()
        tables.write(running.apply(item))
    assert list(map(encode, running.records())) == list(map(encode, fed(articles).records()))


def test_real_articles_give_the_same_bytes_twice(articles: tuple[ArticleMentions, ...]) -> None:
    assert list(map(encode, fed(articles).records())) == list(map(encode, fed(articles).records()))


def test_names_of_real_articles_decide_nothing(articles: tuple[ArticleMentions, ...]) -> None:
    names = {item.article.id: sha256(item.article.id.encode()).hexdigest() for item in articles}
    renamed = [
        replace(item, article=replace(item.article, id=names[item.article.id])) for item in articles
    ]
    itself = {name: name for name in names.values()}
    assert told(fed(renamed), itself) == told(fed(articles), names)


def told(consolidator: Consolidator, names: dict[str, str]) -> list[str]:
    """What each record says, with articles under new names and in their order."""
    return sorted(repr(said(record, names)) for record in consolidator.records())


def said(record: EventRecord, names: dict[str, str]) -> tuple[object, ...]:
    return (
        sorted(
            (names[line.article_id], line.field, line.start, line.end) for line in record.mentions
        ),
        sorted(
            (names[line.id], line.main, names.get(line.copy_of or "")) for line in record.articles
        ),
        (record.type, record.title, record.modality, record.what, record.sources),
        (record.who, record.where, record.when and (record.when.edtf, record.when.support)),
    )
