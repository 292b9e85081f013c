"""Which clause of an event stands as its title."""

from schemas.spans import Quote
from tests.unit.events.reading import mention
from workers.events.telling import readable, telling


def quote(text: str) -> Quote:
    return Quote("text", 10, 10 + len(text), text)


def test_a_clause_with_its_own_subject_goes_before_one_that_leans_on_another() -> None:
    whole = quote("Police arrested two men in Tolmark on Friday after a chase through the port")
    for worse in (
        "following the arrest of two men",
        "He was arrested on Friday in the port of Tolmark",
        "was arrested",
    ):
        mentions = [mention("arrest", 1, clause=quote(worse)), mention("arrest", 2, clause=whole)]
        assert telling(mentions, [0.9, 0.9]) == whole


def test_a_very_long_sentence_reads_worse_than_a_short_one() -> None:
    assert readable("Word " * 45) < readable("Police arrested two men in Tolmark on Friday after a chase")


def test_a_conjunction_before_the_clause_is_left_out_and_the_span_still_quotes() -> None:
    text = "that police arrested two men"
    found = telling([mention("arrest", 1, clause=quote(text))], [1.0])
    assert (found.quote, found.start) == ("police arrested two men", 15)
    assert found.end - found.start == len(found.quote)


def test_a_long_clause_ends_at_its_last_comma_and_the_span_still_quotes() -> None:
    text = (
        "The minister is to travel to Tolmark and Sarmova from May 3 to May 9 for talks on the border, "
        "according to a statement that the ministry published late on Friday after weeks of rumours about the trip"
    )
    found = telling([mention("travel", 1, clause=quote(text))], [1.0])
    assert found.quote == text[: text.index(",")]
    assert found.end - found.start == len(found.quote)
