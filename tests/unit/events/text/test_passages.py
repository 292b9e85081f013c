from schemas import Block
from tests.unit.events.making import article, entity, timex
from workers.events.text.passages import dateline

TEXT = "LINDAU, Nov 6 (Reuters) - The harbour was closed."
BLOCKS = (Block("dateline", 0, 25), Block("body", 26, len(TEXT)))


def test_the_town_of_a_dateline_is_its_place() -> None:
    found = dateline(
        article(
            TEXT,
            [entity(TEXT, "LINDAU", "GPE", "geo:1"), timex(TEXT, "Nov 6", "2024-11-06")],
            BLOCKS,
        )
    )
    assert [place.quote.quote for place in found] == ["LINDAU"]


def test_a_month_that_a_town_is_called_by_is_no_place_of_a_dateline() -> None:
    named = [
        entity(TEXT, "LINDAU", "GPE", "geo:1"),
        entity(TEXT, "Nov", "GPE", "geo:2"),
        timex(TEXT, "Nov 6", "2024-11-06"),
    ]
    assert [place.quote.quote for place in dateline(article(TEXT, named, BLOCKS))] == ["LINDAU"]
