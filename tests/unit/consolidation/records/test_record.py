"""What a record says of the articles together.

It tells votes by independent sources, copies, title and standing.
"""

from typing import Any

import pytest

from schemas import ArticleMentions, EventRecord, Quote
from schemas.mentions import EventType
from tests.unit.consolidation.making import MINSK, MOSCOW, article, chain, when, where, who
from workers.consolidation import ConsolidationSettings, Consolidator

UNKNOWN = EventType("dateline", "UNKNOWN")


def visit(
    name: str, *, text: str | None = None, headline: str | None = None, **more: Any
) -> ArticleMentions:
    told = chain(0, "visit", who("Ann Lee"), **{"context": ("army", "minister"), **more})
    return article(
        name,
        told,
        story="minister visit moscow",
        published="2023-04-14",
        text=text,
        headline=headline,
    )


def records(*items: ArticleMentions) -> list[EventRecord]:
    consolidator = Consolidator(ConsolidationSettings())
    for item in items:
        consolidator.apply(item)
    return consolidator.records()


def only(*items: ArticleMentions) -> EventRecord:
    (record,) = records(*items)
    return record


def test_a_copy_adds_to_the_articles_and_not_to_the_support() -> None:
    record = only(visit("a", text="the same"), visit("b", text="the same"), visit("c"))
    assert (record.sources.articles, record.sources.independent) == (3, 2)
    assert [person.support for person in record.who] == [2]
    assert {line.id: line.copy_of for line in record.articles} == {"a": None, "b": "a", "c": None}


def test_many_copies_of_one_report_do_not_outvote_two_independent_ones() -> None:
    wire = [visit(f"w{number}", text="wire", times=(when("2023-04-16"),)) for number in range(4)]
    others = [visit(name, times=(when("2023-04-18"),)) for name in ("x", "y")]
    record = only(*wire, *others)
    assert record.when is not None
    assert (record.when.edtf, record.when.support) == ("2023-04-18", 2)
    (conflict,) = record.conflicts
    assert [(value.value, value.support, len(value.articles)) for value in conflict.values] == [
        ("2023-04-18", 2, 2),
        ("2023-04-16", 1, 4),
    ]


def test_news_is_dated_to_the_month_of_its_report_and_a_mention_in_passing_is_not() -> None:
    news, passing = (only(visit("a", level=level)) for level in ("main", "background"))
    assert news.when is not None
    assert news.when.edtf == "2023-04?"
    assert passing.when is None


def test_what_happened_is_told_by_a_headline_that_tells_it_if_there_is_one() -> None:
    full, short = "Minister Ann Lee in Moscow: army welcomes the guest", "Minister visits Moscow"
    headline = Quote("title", 0, len(short), short)
    by_text, by_headline = visit("a", headline=full), visit("b", headline=short, what=headline)
    assert only(by_text).what.text == "somebody will visit there"
    assert only(by_text, by_headline).what.text == short


def test_the_title_is_the_headline_that_is_most_like_the_others() -> None:
    headlines = (
        "Minister visits Moscow",
        "Minister Ann Lee visits Moscow for talks",
        "Ten things to know today",
    )
    items = [visit(f"a{number}", headline=headline) for number, headline in enumerate(headlines)]
    assert only(*items).title in headlines[:2]


def test_a_headline_that_asks_is_no_title_where_another_tells() -> None:
    question, statement = "Will the minister visit Moscow?", "Moscow awaits the minister on Monday"
    assert only(visit("a", headline=question)).title == question
    both = visit("a", headline=question), visit("b", headline=statement)
    assert only(*both).title == statement


def test_without_a_headline_the_title_is_the_clause_that_tells_it() -> None:
    assert only(visit("a")).title == "Somebody will visit there"


@pytest.mark.parametrize(
    ("clause", "title"),
    [
        ("The bill would end the fees.", "Senate debates fees: The bill would end the fees."),
        ("It's bound to end the fees.", "Senate debates fees: It's bound to end the fees."),
        ("it pledged to mend the sign", "Senate debates fees: it pledged to mend the sign"),
        ("Ann Lee pledged to mend the sign.", "Ann Lee pledged to mend the sign."),
    ],
)
def test_a_clause_that_leans_on_the_text_is_titled_behind_its_headline(
    clause: str, title: str
) -> None:
    told = Quote("text", 0, len(clause), clause)
    news = article(
        "a",
        chain(0, "debate", who("Ann Lee")),
        chain(1, "pledge", who("Ann Lee"), what=told),
        headline="Senate debates fees",
    )
    titles = {record.level: record.title for record in records(news)}
    assert titles["reported"] == title


def test_a_clause_that_leans_within_the_headline_is_titled_by_the_headline() -> None:
    headline = "Senate debates fees after it hears students"
    told = Quote("title", 26, len(headline), headline[26:])
    news = article(
        "a", chain(0, "debate"), chain(1, "hear", who("Ann Lee"), what=told), headline=headline
    )
    assert {record.title for record in records(news)} == {headline}


def test_every_value_of_a_slot_is_quoted_from_the_articles_that_say_it() -> None:
    record = only(visit("a"), visit("b", times=(when("2023-04-16"),)))
    told = {(item.slot, item.value, item.article_id) for item in record.evidence}
    assert {("who", "Ann Lee", "a"), ("who", "Ann Lee", "b"), ("when", "2023-04-16", "b")} <= told


def test_an_articles_main_event_stands_as_such() -> None:
    assert only(visit("a")).level == "main"


def test_a_place_that_one_source_gives_is_left_out_where_others_agree() -> None:
    moscow, minsk = where("Moscow", MOSCOW), where("Minsk", MINSK)
    record = only(
        visit("a", places=(moscow,)), visit("b", places=(moscow, minsk)), visit("c", places=())
    )
    assert [(place.name, place.support) for place in record.where] == [("Moscow", 2)]
    alone = only(visit("a", places=(moscow, minsk)), visit("c", places=()))
    assert [place.name for place in alone.where] == ["Moscow", "Minsk"]
