"""What sources say that cannot all be so."""

from typing import Any

import pytest

from schemas import Geo
from schemas.event import Conflict
from schemas.mentions import EventType, Modality
from tests.unit.consolidation.making import MINSK, MOSCOW, article, chain, where, who
from workers.consolidation.pairs.article_profile import article_profile
from workers.consolidation.records.conflicts import conflicts
from workers.consolidation.records.slots import SourcedChain

RUSSIA = Geo(2017370, 60.0, 100.0, "RU")
KHIMKI = Geo(550280, 55.9, 37.43, "RU")
VLADIVOSTOK = Geo(2013348, 43.1, 131.87, "RU")
AID = EventType("plover", "AID")
UNKNOWN = EventType("dateline", "UNKNOWN")


def sourced(name: str, *, source: str | None = None, **more: Any) -> SourcedChain:
    (found,) = article_profile(article(name, chain(0, "visit", who("Ann Lee"), **more))).chains
    return SourcedChain(found, source or name)


def at(name: str, *places: tuple[str, Geo], source: str | None = None) -> SourcedChain:
    return sourced(name, source=source, places=tuple(where(word, geo) for word, geo in places))


def only(*chains: SourcedChain) -> Conflict:
    (found,) = conflicts(chains)
    return found


def values(conflict: Conflict) -> list[tuple[str, int, tuple[str, ...]]]:
    return [(value.value, value.support, value.articles) for value in conflict.values]


def test_places_in_two_countries_contradict_each_other_with_their_support_and_articles() -> None:
    conflict = only(
        at("a", ("Moscow", MOSCOW)), at("b", ("Minsk", MINSK)), at("c", ("Minsk", MINSK))
    )
    assert (conflict.slot, values(conflict)) == (
        "where",
        [("Minsk", 2, ("b", "c")), ("Moscow", 1, ("a",))],
    )


@pytest.mark.parametrize("other", [("Russia", RUSSIA), ("Khimki", KHIMKI), ("Moscow", MOSCOW)])
def test_a_place_within_another_or_near_it_contradicts_nothing(other: tuple[str, Geo]) -> None:
    assert conflicts([at("a", ("Moscow", MOSCOW)), at("b", other)]) == ()


def test_places_of_one_country_that_lie_far_apart_contradict_each_other() -> None:
    assert only(at("a", ("Moscow", MOSCOW)), at("b", ("Vladivostok", VLADIVOSTOK))).slot == "where"


def test_an_event_that_one_source_puts_into_both_places_is_of_several() -> None:
    both = at("c", ("Moscow", MOSCOW), ("Minsk", MINSK))
    assert conflicts([at("a", ("Moscow", MOSCOW)), at("b", ("Minsk", MINSK)), both]) == ()


@pytest.mark.parametrize(
    ("one", "two"), [("occurred", "denied"), ("planned", "denied"), ("ongoing", "denied")]
)
def test_what_one_denies_and_another_asserts_is_a_conflict(one: Modality, two: Modality) -> None:
    assert only(sourced("a", modality=one), sourced("b", modality=two)).slot == "modality"


@pytest.mark.parametrize(("one", "two"), [("planned", "occurred"), ("denied", "hypothetical")])
def test_a_plan_that_has_come_about_and_what_is_only_supposed_contradict_nothing(
    one: Modality, two: Modality
) -> None:
    assert conflicts([sourced("a", modality=one), sourced("b", modality=two)]) == ()


def test_known_types_that_differ_are_kept_and_an_unknown_one_contradicts_none() -> None:
    assert values(only(sourced("a"), sourced("b", type=AID)))[0][0] == "AID"
    assert conflicts([sourced("a"), sourced("b", type=UNKNOWN)]) == ()


def test_one_source_does_not_contradict_itself_nor_do_its_copies() -> None:
    assert conflicts([sourced("a"), sourced("b", source="a", type=AID)]) == ()


def test_a_copy_adds_an_article_and_no_support() -> None:
    chains = [sourced("a"), sourced("b", type=AID), sourced("c", source="b", type=AID)]
    assert values(only(*chains)) == [("AID", 1, ("b", "c")), ("CONSULT", 1, ("a",))]
