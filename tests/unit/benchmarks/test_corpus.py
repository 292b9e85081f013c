import json
from collections import Counter
from pathlib import Path

from benchmarks.suite.corpus import cut, from_file, made_up


def test_made_up_articles_are_distinct() -> None:
    articles = made_up(500)
    assert len({article.id for article in articles}) == 500
    assert len({article.text for article in articles}) == 500


def test_the_same_seed_makes_the_same_articles() -> None:
    assert made_up(20, seed=3) == made_up(20, seed=3)
    assert made_up(20, seed=3) != made_up(20, seed=4)


def test_articles_bring_words_that_none_before_had() -> None:
    articles = made_up(400)
    early = {word for article in articles[:200] for word in article.text.split()}
    late = {word for article in articles[200:] for word in article.text.split()}
    assert len(late - early) > 200


def test_a_few_stories_have_many_articles_and_most_have_few() -> None:
    names = Counter(json.loads(article.value)["title"].split()[0] for article in made_up(400))
    sizes = sorted(names.values(), reverse=True)
    assert sizes[0] > 10 * sizes[len(sizes) // 2]


def test_passages_beyond_the_last_article_have_other_ids() -> None:
    batches = cut(made_up(3), 2)
    told = [article for _ in range(3) for article in next(batches)]
    assert len({article.id for article in told}) == 6
    assert all(json.loads(article.value)["id"] == article.id for article in told)


def test_articles_of_a_file_without_an_id_have_their_line_for_one(tmp_path: Path) -> None:
    file = tmp_path / "articles.jsonl"
    file.write_text(
        '{"text": "One."}\n{"id": "x", "text": "Two."}\n{"title": "no text"}\n', encoding="utf-8"
    )
    assert [article.id for article in from_file(file)] == ["1", "x"]
