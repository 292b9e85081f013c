from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from schemas.mentions import Modality, Time
from tests.unit.consolidation.making import article, chain, when
from workers.consolidation.pairs.article_profile import article_profile
from workers.consolidation.records.dates import vote_when
from workers.consolidation.records.slots import SourcedChain


def sourced(name: str, *participants: Any, **more: Any) -> SourcedChain:
    profile = article_profile(article(name, chain(0, "strike", *participants, **more)))
    return SourcedChain(profile.chains[0], name)


def test_a_year_gives_way_to_a_day_in_it_however_many_name_the_year() -> None:
    years = [
        sourced(name, times=(when("2024"), when(f"2024-03-0{day}", at=95)))
        for day, name in enumerate("abc", 1)
    ]
    found = vote_when(
        [*years, sourced("d", times=(when("2024-03-01"),))],
        [date(2024, 3, 5)],
        modality="occurred",
        news=True,
    ).when
    assert found is not None
    assert found.edtf == "2024-03-01"


def test_the_date_said_first_wins_over_one_that_the_event_is_set_beside() -> None:
    times = (when("2024-05-11", "Saturday"), when("2024-04-28", "28 April", at=95))
    found = vote_when(
        [sourced("a", times=times)], [date(2024, 5, 12)], modality="occurred", news=True
    ).when
    assert found is not None
    assert found.edtf == "2024-05-11"


def test_a_lone_article_long_before_the_others_does_not_date_the_event() -> None:
    days = [date(2024, 2, 8), date(2024, 11, 8), date(2024, 11, 9)]
    found = vote_when([sourced("a")], days, modality="occurred", news=True).when
    assert found is not None
    assert found.edtf == "2024-11?"


def test_where_no_day_of_publication_is_near_another_the_first_dates_the_event() -> None:
    found = vote_when(
        [sourced("a")], [date(2024, 2, 8), date(2024, 11, 8)], modality="occurred", news=True
    ).when
    assert found is not None
    assert found.edtf == "2024-02?"


def test_a_day_that_two_name_is_not_swallowed_by_the_range_of_one() -> None:
    days = (when("2024-05-11", "Saturday"),)
    weeks = (when("2024-05-09/2024-05-16", "in these days"),)
    three = [sourced("a", times=days), sourced("b", times=days), sourced("c", times=weeks)]
    found = vote_when(three, [date(2024, 5, 12)], modality="occurred", news=True).when
    assert found is not None
    assert found.edtf == "2024-05-11"


def test_a_range_that_two_name_is_not_swallowed_by_a_day_in_it() -> None:
    weeks = (when("2024-05-09/2024-05-16", "in these days"),)
    three = [
        sourced("a", times=weeks),
        sourced("b", times=weeks),
        sourced("c", times=(when("2024-05-11"),)),
    ]
    found = vote_when(three, [date(2024, 5, 12)], modality="occurred", news=True).when
    assert found is not None
    assert found.edtf == "2024-05-09/2024-05-16"


def test_a_year_around_the_publication_of_news_gives_way_to_its_month() -> None:
    found = vote_when(
        [sourced("a", times=(when("2024"),))], [date(2024, 3, 5)], modality="occurred", news=True
    ).when
    assert found is not None
    assert found.edtf == "2024-03?"


def test_an_early_date_that_one_of_many_sources_gives_is_not_that_of_the_news() -> None:
    sources = [sourced(name) for name in "abcd"]
    slip, year = (sourced("e", times=(when(edtf),)) for edtf in ("2023-11-05", "2021"))
    days = [date(2024, 3, 5)] * 5
    for early in (slip, year):
        found = vote_when([*sources, early], days, modality="occurred", news=True).when
        assert found is not None
        assert found.edtf == "2024-03?"
    alone = vote_when([slip], days, modality="occurred", news=True).when
    assert alone is not None
    assert alone.edtf == "2023-11-05"


def test_a_partial_date_of_a_planned_event_lies_ahead_of_its_publication() -> None:
    days = [date(2023, 11, 12)]
    years: dict[Modality, int] = {"planned": 2024, "occurred": 2023}
    for modality, year in years.items():
        found = vote_when(
            [sourced("a", times=(when("XXXX-04"),))], days, modality=modality, news=True
        ).when
        assert found is not None
        assert found.edtf == f"{year}-04"


def guessed(*published: date, datelines: tuple[str, ...] = ()) -> str | None:
    found = vote_when([sourced("a")], published, datelines, modality="occurred", news=True).when
    return found.edtf if found is not None else None


def test_news_of_the_first_days_of_a_month_may_be_of_the_month_before() -> None:
    assert guessed(date(2024, 3, 3)) == "2024?"
    assert guessed(date(2024, 3, 4)) == "2024-03?"


def test_news_of_the_first_days_of_a_year_may_be_of_the_year_before() -> None:
    assert guessed(date(2024, 1, 3)) is None
    assert guessed(date(2024, 1, 4)) == "2024-01?"


def test_a_dateline_without_a_year_gives_the_month_where_no_article_has_a_day() -> None:
    assert guessed(datelines=("XXXX-04-05",)) == "XXXX-04?"
    assert guessed(datelines=("XXXX-04-05", "XXXX-04-03")) is None
    assert guessed(date(2024, 3, 4), datelines=("XXXX-04-05",)) == "2024-03?"


def unsure(edtf: str) -> Time:
    return replace(when(edtf), probability=0.6)


def test_a_date_that_one_source_gives_in_words_that_may_date_another_event_is_uncertain() -> None:
    def dated(*sources: tuple[Time, ...]) -> str | None:
        chains = [sourced(name, times=times) for name, times in zip("abc", sources, strict=False)]
        voted = vote_when(chains, [date(2024, 5, 12)], modality="occurred", news=True)
        assert {claim.value for claim in voted.claims} == {voted.when and voted.when.edtf}
        return voted.when.edtf if voted.when is not None else None

    day, days = "2024-05-11", "2024-05-09/2024-05-11"
    assert dated((unsure(day),)) == "2024-05-11?"
    assert dated((unsure(days),)) == "2024-05-09?/2024-05-11?"
    assert dated((unsure("2024-05-11T17:30"),)) == "2024-05-11?"
    assert dated((unsure("XXXX-05-11"),)) == "2024-05-11?"
    assert dated((when(day),)) == day
    assert dated((unsure(day),), (unsure(day),)) == day
    assert dated((when(day), unsure(day))) == day


@pytest.mark.parametrize(("times", "expected"), [((), None), ((when("2024"),), "2024")])
def test_the_publication_does_not_date_what_came_before_another_past_event(
    times: tuple[Time, ...], expected: str | None
) -> None:
    days = [date(2024, 3, 5)]
    before = sourced("a", times=times, anterior=True)
    found = vote_when([before], days, modality="occurred", news=True).when
    assert (found.edtf if found is not None else None) == expected
    told = vote_when([before, sourced("b")], days, modality="occurred", news=True).when
    assert told is not None
    assert told.edtf == "2024-03?"


@pytest.mark.parametrize(
    ("published", "edtf"),
    [
        (date(2023, 11, 12), "2023-08-14"),
        (date(2023, 8, 1), "2023-08-14"),
        (date(2023, 12, 30), "2024-08-14"),
    ],
)
def test_a_plan_is_for_the_day_ahead_unless_that_is_most_of_a_year_off(
    published: date, edtf: str
) -> None:
    planned = sourced("a", times=(when("XXXX-08-14"),))
    found = vote_when([planned], [published], modality="planned", news=True).when
    assert found is not None
    assert found.edtf == edtf
