from dataclasses import replace
from datetime import date

from tests.unit.consolidation.making import article, chain, when, where, who
from workers.consolidation.dates import vote_when
from workers.consolidation.profiles import profile
from workers.consolidation.slots import Telling, vote_who


def telling(name: str, *participants: object, **more: object) -> Telling:
    return Telling(profile(article(name, chain(0, "strike", *participants, **more))).chains[0], name)  # type: ignore[arg-type]  # participants, as `chain` takes them


def test_among_equals_the_first_participant_is_the_one_the_article_ranks_first() -> None:
    found, _ = vote_who([telling("a", who("Zoe"), who("Ana", at=9))])
    assert [item.name for item in found] == ["Zoe", "Ana"]


def test_support_goes_before_the_rank_in_one_article() -> None:
    found, _ = vote_who([telling("a", who("Zoe"), who("Ana", at=9)), telling("b", who("Ana"))])
    assert [item.name for item in found] == ["Ana", "Zoe"]


def test_who_does_it_goes_before_whom_a_few_more_say_it_is_done_to() -> None:
    zoe, ana = who("Zoe"), who("Ana", "recipient", at=9)
    found, _ = vote_who([*(telling(name, zoe, ana) for name in ("a", "b", "c")), telling("d", ana)])
    assert [(item.name, item.support) for item in found] == [("Zoe", 3), ("Ana", 4)]


def test_whom_most_say_it_is_done_to_goes_before_a_doer_that_few_name() -> None:
    ana = who("Ana", "recipient", at=9)
    found, _ = vote_who([telling("a", who("Zoe"), ana), telling("b", ana), telling("c", ana)])
    assert [item.name for item in found] == ["Ana", "Zoe"]


def test_who_is_told_in_main_events_goes_before_who_is_told_beside_them() -> None:
    found, _ = vote_who([telling("a", who("Zoe"), main=False), telling("b", who("Ana"))])
    assert [item.name for item in found] == ["Ana", "Zoe"]


def test_the_place_of_an_event_is_not_the_first_of_those_who_take_part() -> None:
    delhi = who("Delhi", label="GPE")
    found, _ = vote_who([telling("a", delhi, who("crowd", "recipient", at=9), places=(where("Delhi"),))])
    assert [item.name for item in found] == ["crowd", "Delhi"]


def test_who_has_one_name_under_two_keys_is_told_once() -> None:
    band = replace(who("Zola", label="ORG"), entity="zola-band")
    found, _ = vote_who([telling("a", who("Zola")), telling("b", band)])
    assert [(item.name, item.support) for item in found] == [("Zola", 2)]


def test_places_of_one_name_are_told_apart() -> None:
    state, country = (replace(who("Georgia", label="GPE"), entity=key) for key in ("geo:4197000", "country:GE"))
    found, _ = vote_who([telling("a", state), telling("b", country)])
    assert [item.support for item in found] == [1, 1]


def test_a_year_gives_way_to_a_day_in_it_however_many_name_the_year() -> None:
    years = [telling(name, times=(when("2024"), when(f"2024-03-0{day}", at=95))) for day, name in enumerate("abc", 1)]
    found = vote_when([*years, telling("d", times=(when("2024-03-01"),))], [date(2024, 3, 5)], occurred=True).when
    assert found is not None
    assert found.edtf == "2024-03-01"


def test_the_date_said_first_wins_over_one_that_the_event_is_set_beside() -> None:
    times = (when("2024-05-11", "Saturday"), when("2024-04-28", "28 April", at=95))
    found = vote_when([telling("a", times=times)], [date(2024, 5, 12)], occurred=True).when
    assert found is not None
    assert found.edtf == "2024-05-11"


def test_a_lone_article_long_before_the_others_does_not_date_the_event() -> None:
    days = [date(2024, 2, 8), date(2024, 11, 8), date(2024, 11, 9)]
    found = vote_when([telling("a")], days, occurred=True).when
    assert found is not None
    assert found.edtf == "2024-11-08?"


def test_where_no_day_of_publication_is_near_another_the_first_dates_the_event() -> None:
    found = vote_when([telling("a")], [date(2024, 2, 8), date(2024, 11, 8)], occurred=True).when
    assert found is not None
    assert found.edtf == "2024-02-08?"


def test_other_main_chains_of_the_story_support_who_takes_part_and_add_nobody() -> None:
    found, _ = vote_who([telling("a", who("Zoe"), who("Ana", at=9))], [telling("b", who("Ana"), who("Bob", at=9))])
    assert [(item.name, item.support) for item in found] == [("Ana", 2), ("Zoe", 1)]


def test_a_day_that_two_name_is_not_swallowed_by_the_range_of_one() -> None:
    days = (when("2024-05-11", "Saturday"),)
    weeks = (when("2024-05-09/2024-05-16", "in these days"),)
    three = [telling("a", times=days), telling("b", times=days), telling("c", times=weeks)]
    found = vote_when(three, [date(2024, 5, 12)], occurred=True).when
    assert found is not None
    assert found.edtf == "2024-05-11"


def test_a_range_that_two_name_is_not_swallowed_by_a_day_in_it() -> None:
    weeks = (when("2024-05-09/2024-05-16", "in these days"),)
    three = [telling("a", times=weeks), telling("b", times=weeks), telling("c", times=(when("2024-05-11"),))]
    found = vote_when(three, [date(2024, 5, 12)], occurred=True).when
    assert found is not None
    assert found.edtf == "2024-05-09/2024-05-16"
