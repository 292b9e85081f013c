from dataclasses import replace

import pytest

from schemas import Quote
from tests.unit.consolidation.making import article, chain, who
from workers.consolidation.pairs.article_profile import ArticleProfile, article_profile
from workers.consolidation.records.wordings import in_context, most_central, most_complete, what_of


def titled(name: str, headline: str) -> ArticleProfile:
    return article_profile(article(name, chain(0, "strike", who("Ana")), headline=headline))


def test_the_fullest_telling_holds_most_of_what_the_others_tell() -> None:
    short = titled("a", "Ferry sinks")
    full = titled("b", "Ferry sinks off harbour after collision, drowning dozens")
    third = titled("c", "Dozens drown as ferry and tanker in collision off harbour")
    assert most_complete([short, full, third]) is full


def test_words_after_the_first_twenty_five_do_not_count() -> None:
    long = titled("a", " ".join(f"filler{number}" for number in range(25)) + " ferry sinks harbour")
    short = titled("b", "Ferry sinks")
    third = titled("c", "Ferry sinks harbour")
    assert most_complete([long, short, third]) is third


def test_the_nearest_headline_is_the_one_most_alike_to_all() -> None:
    odd = titled("a", "Minister calls the inquiry into the ferry a farce")
    one, two = titled("b", "Ferry sinks off harbour"), titled("c", "Ferry sinks near harbour")
    assert most_central([odd, one, two]) is not odd


def test_the_trigger_is_the_one_that_names_the_event_not_the_verb_that_carries_it() -> None:
    made = chain(0, "strike", who("Ana"))
    light = type(made.mentions[0])("text", 15, 19, "hold", "hold", "VERB")
    held = article_profile(
        article("a", chain(0, "strike", who("Ana"), mentions=(light, *made.mentions)))
    ).chains[0]
    assert what_of(held.chain).trigger == "strike"


@pytest.mark.parametrize(
    ("clause", "title"),
    [
        ("The vote was split", "Council meets: The vote was split"),
        ("The Lindau court ruled", "The Lindau court ruled"),
        ("officers searched the house", "Officers searched the house"),
        ("searched the house", "Council meets: searched the house"),
        ("following a search", "Council meets: following a search"),
        ("was split over the road", "Council meets: was split over the road"),
        ("She resigned", "Ana resigned"),
        ("He was hit by Ana", "Council meets: He was hit by Ana"),
        ("It resigned", "Council meets: It resigned"),
        ("Police searched the house", "Police searched the house"),
    ],
)
def test_a_clause_stands_alone_unless_it_leans_on_the_text(clause: str, title: str) -> None:
    split = chain(0, "split", who("Ana"))
    quote = Quote("text", 0, len(clause), clause)
    assert in_context(replace(split, what=quote), "Council meets") == title
