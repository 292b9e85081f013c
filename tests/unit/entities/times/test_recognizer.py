import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from schemas import Entity, Period, Published
from workers.edtf import parse
from workers.entities.times import Memory, find_times
from workers.entities.times.text.candidates import first_words

WORDS = [
    *sorted(first_words()),
    "1989", "5", "30", "14th", ":", "/", "-", "–", "2023", "9999", "0",
    "of", "in", "to", "and", "ago", "later", "p.m.", "EST", "Aug.", "May", "Monday", "Christmas",
    "1990s", "'90s", "century", "\n", "old", "from", "between", "½", "\u2028", "٣",
]  # fmt: skip
TEXTS = st.one_of(
    st.text(max_size=80),
    st.lists(
        st.sampled_from(WORDS).map(lambda word: word.capitalize()) | st.sampled_from(WORDS),
        max_size=16,
    ).map(" ".join),
)
DATES = st.one_of(
    st.none(),
    st.sampled_from(["2023-08-15", "2023-08", "2023", "0001-01-01", "9999-12-31", "199X", "soon"]),
)


def _find(text: str, published: str | None = "2023-08-15") -> tuple[list[Entity], list[Period]]:
    return find_times(text, field="text", start=0, end=len(text), published=Published(published))


def _values(text: str, published: str | None = "2023-08-15") -> list[tuple[str, str]]:
    return [
        (text[item.start : item.end], item.time.value)
        for item in _find(text, published)[0]
        if item.time
    ]


def _edtf(text: str, published: str | None = "2023-08-15") -> list[str | None]:
    return [item.time.edtf for item in _find(text, published)[0] if item.time]


def _periods(text: str, published: str | None = "2023-08-15") -> list[tuple[str, str]]:
    return [(text[item.start : item.end], item.edtf) for item in _find(text, published)[1]]


@given(TEXTS, DATES)
@settings(max_examples=400, deadline=None)
def test_any_text_is_read_into_ordered_spans_within_it(text: str, published: str | None) -> None:
    entities, periods = _find(text, published)
    ends = [0, *(item.end for item in entities)]
    for item, before in zip(entities, ends, strict=False):
        assert before <= item.start < item.end <= len(text)
        assert text[item.start : item.end].strip() == text[item.start : item.end]
        assert item.time is not None
        assert item.time.edtf is None or parse(item.time.edtf)
    assert all(parse(item.edtf) and item.start < item.end for item in periods)


@given(st.text(max_size=20), TEXTS, st.text(max_size=20))
@settings(deadline=None)
def test_a_slice_is_read_as_if_it_stood_alone(before: str, text: str, after: str) -> None:
    whole, start = before + text + after, len(before)
    published = Published("2023-08-15")
    entities, _ = find_times(
        whole, field="title", start=start, end=start + len(text), published=published
    )
    alone, _ = find_times(text, field="title", start=0, end=len(text), published=published)
    assert [(item.start - start, item.end - start, item.time) for item in entities] == [
        (item.start, item.end, item.time) for item in alone
    ]
    assert all(item.field == "title" and item.label == "TIMEX" for item in entities)


@pytest.mark.parametrize(
    "piece",
    [
        "the ",
        "two and ",
        "1 ",
        "1990-",
        "the end of ",
        "early ",
        "Monday ",
        "of last year ",
        "3,000,",
        "at 5:",
        "a half ",
        "'",
        "May ",
    ],
)
def test_time_is_linear_in_the_length_of_the_text(piece: str) -> None:
    short, long = _seconds(piece * 400), _seconds(piece * 3_200)
    assert long < 24 * max(short, 0.001)


def _seconds(text: str) -> float:
    return min(_once(text) for _ in range(2))


def _once(text: str) -> float:
    started = time.process_time()
    _find(text)
    return time.process_time() - started


@pytest.mark.parametrize(
    ("text", "quote", "edtf"),
    [
        ("The fair runs April 16 to 19.", "April 16 to 19", "2023-04-16/2023-04-19"),
        (
            "It lasted from August 14th to August 19th, 2023.",
            "August 14th to August 19th, 2023",
            "2023-08-14/2023-08-19",
        ),
        (
            "It will run Wednesday through Saturday.",
            "Wednesday through Saturday",
            "2023-08-16/2023-08-19",
        ),
        ("It is held between 3 and 5 May 2024.", "3 and 5 May 2024", "2024-05-03/2024-05-05"),
        ("He ruled 1990-95.", "1990-95", "1990/1995"),
        ("The war of 1914–1918 was long.", "1914–1918", "1914/1918"),
        (
            "The sale, December 30 to January 2, was held.",
            "December 30 to January 2",
            "2022-12-30/2023-01-02",
        ),
        ("It was shut from March to June.", "March to June", "2023-03/2023-06"),
    ],
)
def test_a_range_is_a_period_over_both_its_ends(text: str, quote: str, edtf: str) -> None:
    assert _periods(text) == [(quote, edtf)]


def test_two_days_in_a_list_are_no_period() -> None:
    assert _periods("They met on March 2 and 3 and on Friday and Saturday.") == []
    assert len(_values("They met on March 2 and 3.")) == 2


def test_a_range_without_a_year_stays_partial() -> None:
    assert _periods("From August 14th to August 19th he travels.", None) == [
        ("August 14th to August 19th", "XXXX-08-14/XXXX-08-19")
    ]
    assert _periods("From Monday through Saturday he travels.", None) == [
        ("Monday through Saturday", "XXXX-WXX-1/XXXX-WXX-6")
    ]


def test_a_relative_time_without_a_publication_date_is_not_anchored() -> None:
    for text in (
        "It began yesterday.",
        "It began on Friday.",
        "It began last week.",
        "It began on August 14.",
    ):
        (found,), _ = _find(text, None)
        assert found.time is not None
        assert not found.time.anchored
        assert "XX" in found.time.value


def test_an_absolute_time_needs_no_publication_date() -> None:
    (found,), _ = _find("It began on 14 August 2023.", None)
    assert found.time is not None
    assert (found.time.value, found.time.edtf, found.time.anchored) == (
        "2023-08-14",
        "2023-08-14",
        True,
    )


def test_a_publication_date_known_to_the_month_tells_the_year_but_not_the_week() -> None:
    assert _values("It began on June 2, and on Friday it ended.", "2023-08") == [
        ("June 2", "2023-06-02"),
        ("Friday", "XXXX-WXX-5"),
    ]
    assert _values("It grew last year, and fell last month.", "2023") == [
        ("last year", "2022"),
        ("last month", "XXXX-XX"),
    ]


def test_edtf_says_the_same_as_the_value() -> None:
    assert _edtf(
        "It fell last week, in the third quarter, in summer 1994, in the 1990s, for two weeks, now."
    ) == ["2023-08-07/2023-08-13", "2023-07/2023-09", "1994-22", "199X", None, None]


def test_a_named_day_says_when_only_after_a_preposition_of_time() -> None:
    assert _edtf(
        "He was there on 9/11, and opened a hall for victims of 9/11 "
        "and of the September 11 attacks."
    ) == ["2001-09-11", None, None]


def test_a_paragraph_goes_on_from_the_day_of_the_one_before() -> None:
    memory, published = Memory(), Published("2023-08-15")
    found = []
    for text in (
        "He fell on August 9.",
        "The next day he rose at 7 a.m.",
        "It rained.",
        "It hailed.",
        "A day later he left.",
    ):
        entities, _ = find_times(
            text, field="text", start=0, end=len(text), published=published, memory=memory
        )
        found.append([item.time.value for item in entities if item.time])
    assert found == [["2023-08-09"], ["2023-08-10", "2023-08-10T07:00"], [], [], ["XXXX-XX-XX"]]


def test_the_end_of_the_month_ahead_is_no_month_that_is_over() -> None:
    assert _values("It flew in May. It will fly again by the end of the month.") == [
        ("May", "2023-05"),
        ("the end of the month", "2023-08"),
    ]


@pytest.mark.parametrize(
    ("at", "text", "value"),
    [
        ("2023-08-15T21:30:00Z", "The ship sank early on Wednesday.", "2023-08-16"),
        ("2023-08-15T08:30:00Z", "The ship sank early on Wednesday.", "2023-08-09"),
        ("2023-08-15T21:30:00-04:00", "The ship sank early on Wednesday.", "2023-08-16"),
        ("2023-08-15T21:30:00Z", "The ship sank last Wednesday.", "2023-08-09"),
        ("2023-08-15T21:30:00Z", "The ship sank on the Wednesday before.", "2023-08-09"),
        ("2023-08-15T21:30:00Z", "The ship sank on Tuesday.", "2023-08-15"),
        ("2023-08-15", "The ship sank on Wednesday.", "2023-08-09"),
    ],
)
def test_a_weekday_that_has_begun_in_the_east_is_that_of_the_place(
    at: str, text: str, value: str
) -> None:
    published = Published("2023-08-15", "metadata", at)
    (found,), _ = find_times(text, field="text", start=0, end=len(text), published=published)
    assert found.time is not None
    assert found.time.value == value


def test_a_modifier_is_kept_beside_the_value() -> None:
    entities, _ = _find(
        "It began in early 2022, in mid-May and late on Friday, and ended by the end of the year."
    )
    assert [(item.time.value, item.time.mod) for item in entities if item.time] == [
        ("2022", "START"),
        ("2023-05", "MID"),
        ("2023-08-11", None),
        ("2023", "END"),
    ]


def test_a_date_in_figures_that_may_be_read_two_ways_tells_the_year_only() -> None:
    assert _values("Filed 08/09/2023 and 25/12/2022.") == [
        ("08/09/2023", "2023-XX-XX"),
        ("25/12/2022", "2022-12-25"),
    ]


def test_the_following_day_is_that_after_the_day_last_spoken_of() -> None:
    assert _values("He resigned on May 30, 2021, and fled the following day.") == [
        ("May 30, 2021", "2021-05-30"),
        ("the following day", "2021-05-31"),
    ]


def test_a_year_earlier_keeps_the_quarter_it_is_compared_with() -> None:
    text = (
        "Profit rose in the second quarter of 2020, it said Monday. It was smaller a year earlier."
    )
    assert _values(text)[-1] == ("a year earlier", "2019-Q2")


def test_a_day_of_the_month_alone_is_that_of_the_month_spoken_of() -> None:
    assert _values("He arrives on October 14, and stays until the 19th.") == [
        ("October 14", "2023-10-14"),
        ("the 19th", "2023-10-19"),
    ]
    assert _values("He lives on the 19th floor.") == []


def test_a_weekday_in_brackets_belongs_to_the_date_before_it() -> None:
    assert _values("The fair of April 16 to 19 (Sunday to Wednesday) was full.") == [
        ("April 16", "2023-04-16"),
        ("19", "2023-04-19"),
        ("Sunday", "2023-04-16"),
        ("Wednesday", "2023-04-19"),
    ]


def test_an_age_is_no_time() -> None:
    assert (
        _values("The 61-year-old man, his 6-month-old child and a dog three years old were there.")
        == []
    )


def test_about_makes_a_time_of_day_approximate() -> None:
    (found,), _ = _find("The blast came at about 6 a.m. on Monday.")
    assert found.time is not None
    assert (found.time.value, found.time.mod) == ("2023-08-14T06:00", "APPROX")
