"""Which clause of an event stands as its title."""

from schemas.spans import Quote
from tests.unit.events.reading import mention
from workers.events.chains.clause_titles import best_clause, readable


def quote(text: str) -> Quote:
    return Quote("text", 10, 10 + len(text), text)


def test_a_clause_with_its_own_subject_goes_before_one_that_leans_on_another() -> None:
    whole = quote("Police arrested two men in Tolmark on Friday after a chase through the port")
    for worse in (
        "following the arrest of two men",
        "He was arrested on Friday in the port of Tolmark",
        "It’s said that police arrested two men in the port of Tolmark",
        "Others arrested two men on Friday in the port of Tolmark",
        "was arrested",
        "Were two men arrested on Friday in the port of Tolmark?",
    ):
        mentions = [mention("arrest", 1, clause=quote(worse)), mention("arrest", 2, clause=whole)]
        assert best_clause(mentions, [0.9, 0.9]) == whole


def test_a_very_long_sentence_reads_worse_than_a_short_one() -> None:
    assert readable("Word " * 45) < readable(
        "Police arrested two men in Tolmark on Friday after a chase"
    )


def test_a_conjunction_before_the_clause_is_left_out_and_the_span_still_quotes() -> None:
    text = "that police arrested two men"
    found = best_clause([mention("arrest", 1, clause=quote(text))], [1.0])
    assert (found.quote, found.start) == ("police arrested two men", 15)
    assert found.end - found.start == len(found.quote)


def test_a_clause_that_names_who_takes_part_is_preferred() -> None:
    named = mention("arrest", 2, clause=quote("Police arrested Mara Lind in the port of Tolmark"))
    other = mention("arrest", 1, clause=quote("Police arrested her in the old port of Tolmark"))
    assert best_clause([other, named], [0.9, 0.9], ["Mara Lind"]) == named.clause


def test_an_adverb_that_ties_the_clause_to_the_one_before_is_left_out_with_its_comma() -> None:
    text = "However, police arrested two men"
    found = best_clause([mention("arrest", 1, clause=quote(text))], [1.0])
    assert (found.quote, found.start) == ("police arrested two men", 19)
    kept = "However police arrested two men"
    assert best_clause([mention("arrest", 1, clause=quote(kept))], [1.0]).quote == kept
