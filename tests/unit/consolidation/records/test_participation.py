"""Who comes first among those who take part, and who is one."""

from dataclasses import replace
from typing import Any

from schemas import Quote
from schemas.mentions import Participant
from tests.unit.consolidation.making import article, chain, where, who
from workers.consolidation.pairs.article_profile import article_profile
from workers.consolidation.records.participation import vote_who
from workers.consolidation.records.slots import SourcedChain


def sourced(name: str, *participants: Any, **more: Any) -> SourcedChain:
    profile = article_profile(article(name, chain(0, "strike", *participants, **more)))
    return SourcedChain(profile.chains[0], name)


def test_among_equals_the_first_participant_is_the_one_the_article_ranks_first() -> None:
    found, _ = vote_who([sourced("a", who("Zoe"), who("Ana", at=9))])
    assert [item.name for item in found] == ["Zoe", "Ana"]


def test_support_goes_before_the_rank_in_one_article() -> None:
    ana = who("Ana")
    found, _ = vote_who(
        [*(sourced(name, who("Zoe"), who("Ana", at=9)) for name in ("a", "b")), sourced("c", ana)]
    )
    assert [item.name for item in found] == ["Ana", "Zoe"]


def test_who_does_it_goes_before_whom_a_few_more_say_it_is_done_to() -> None:
    zoe, ana = who("Zoe"), who("Ana", "recipient", at=9)
    found, _ = vote_who([*(sourced(name, zoe, ana) for name in ("a", "b", "c")), sourced("d", ana)])
    assert [(item.name, item.support) for item in found] == [("Zoe", 3), ("Ana", 4)]


def test_whom_most_say_it_is_done_to_goes_before_a_doer_that_few_name() -> None:
    ana = who("Ana", "recipient", at=9)
    found, _ = vote_who([sourced("a", who("Zoe"), ana), sourced("b", ana), sourced("c", ana)])
    assert [item.name for item in found] == ["Ana", "Zoe"]


def test_who_is_told_in_main_events_goes_before_who_is_told_beside_them() -> None:
    found, _ = vote_who([sourced("a", who("Zoe"), level="reported"), sourced("b", who("Ana"))])
    assert [item.name for item in found] == ["Ana", "Zoe"]


def test_an_equal_side_has_both_roles_and_is_quoted_once() -> None:
    sides = [who(name, role) for name in ("Zoe", "Ana") for role in ("actor", "recipient")]
    found, claims = vote_who([sourced("a", *sides), sourced("b", *sides)])
    assert sorted((item.name, item.role, item.support) for item in found) == [
        ("Ana", "actor", 2),
        ("Ana", "recipient", 2),
        ("Zoe", "actor", 2),
        ("Zoe", "recipient", 2),
    ]
    assert len(claims) == 4


def test_a_role_that_half_of_the_sources_give_is_not_told_beside_another() -> None:
    found, _ = vote_who([sourced("a", who("Zoe")), sourced("b", who("Zoe", "recipient"))])
    assert [(item.name, item.role) for item in found] == [("Zoe", "actor")]


def test_the_place_of_an_event_is_not_the_first_of_those_who_take_part() -> None:
    delhi = who("Delhi", label="GPE")
    found, _ = vote_who(
        [sourced("a", delhi, who("crowd", "recipient", at=9), places=(where("Delhi"),))]
    )
    assert [item.name for item in found] == ["crowd", "Delhi"]


def test_who_has_one_name_under_two_keys_is_told_once() -> None:
    band = replace(who("Zola", label="ORG"), entity="zola-band")
    found, _ = vote_who([sourced("a", who("Zola")), sourced("b", band)])
    assert [(item.name, item.support) for item in found] == [("Zola", 2)]


def test_places_of_one_name_are_told_apart() -> None:
    state, country = (
        replace(who("Georgia", label="GPE"), entity=key) for key in ("geo:4197000", "country:GE")
    )
    found, _ = vote_who([sourced("a", state), sourced("b", country)])
    assert [item.support for item in found] == [1, 1]


def test_who_is_named_in_full_by_one_article_is_the_one_of_that_surname_in_another() -> None:
    found, claims = vote_who(
        [sourced("a", who("Anna Rossi")), sourced("b", who("Rossi")), sourced("c", who("Rossi"))]
    )
    assert [(item.name, item.support) for item in found] == [("Anna Rossi", 3)]
    assert [(item.value, item.article_id) for item in claims] == [
        ("Anna Rossi", name) for name in "abc"
    ]


def test_a_surname_of_two_people_is_neither_of_them() -> None:
    two = sourced("a", who("Anna Rossi"), who("Carlo Rossi", at=9))
    found, _ = vote_who([two, sourced("b", who("Rossi"))])
    assert sorted(item.name for item in found) == ["Anna Rossi", "Carlo Rossi", "Rossi"]


def test_an_article_that_names_both_tells_them_apart() -> None:
    found, _ = vote_who([sourced("a", who("Anna Rossi"), who("Rossi", at=9))])
    assert sorted(item.name for item in found) == ["Anna Rossi", "Rossi"]


def test_what_the_article_tells_as_an_event_is_no_participant() -> None:
    journey = Participant(
        "np:journey", "long journey", "other", "ROLE", None, Quote("text", 215, 227, "long journey")
    )
    embark = chain(0, "embark", who("Ana"), journey)
    travel = chain(1, "journey")
    alone, beside = (
        article_profile(article("a", *chains)).chains[0] for chains in ((embark,), (embark, travel))
    )
    assert [item.name for item in vote_who([SourcedChain(alone, "a")])[0]] == [
        "Ana",
        "long journey",
    ]
    assert [item.name for item in vote_who([SourcedChain(beside, "a")])[0]] == ["Ana"]


def test_a_team_of_one_word_is_the_one_of_the_full_name_in_another_article() -> None:
    found, _ = vote_who(
        [sourced("a", who("Lindau Rovers", label="ORG")), sourced("b", who("Rovers", label="ORG"))]
    )
    assert [(item.name, item.support) for item in found] == [("Lindau Rovers", 2)]


def test_whom_one_of_five_sources_names_is_left_out_beside_whom_all_name() -> None:
    ana, zoe = who("Ana"), who("Zoe", at=9)
    found, _ = vote_who([*(sourced(name, ana) for name in "abcd"), sourced("e", ana, zoe)])
    assert [item.name for item in found] == ["Ana"]
