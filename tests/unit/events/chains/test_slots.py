"""Slots: all that the mentions of an event say of a candidate decides.

What stands beside the event word decides before the rest.
"""

import math
from dataclasses import replace

import pytest

from schemas.mentions import Place
from schemas.spans import Quote
from tests.unit.events.reading import day, mention, person, place, reading
from workers.events.chains.slot_candidates import NAMES, candidates, slot_features
from workers.events.chains.slots import SlotFiller
from workers.events.mention import Argument
from workers.events.models import SLOTS, Linear

NOTHING = dict.fromkeys(NAMES, 0.0)
PLAIN = Linear(0.0, NOTHING | {"near": 1.0, "elsewhere": -3.0, "remote": 1.0, "of_another": -3.0})


def filler() -> SlotFiller:
    """Slots filled by the log-odds of the best phrase.

    Phrases of other sentences have to make up for 3.
    """
    cut = {"first": 0.0, "other_role": 0.0, "further": 1.0, "place": 0.0, "time": 0.0}
    return SlotFiller(dict.fromkeys(SLOTS, PLAIN), cut)


def remote(argument: Argument) -> Argument:
    return replace(argument, remote=True)


def test_the_likelier_role_counts_and_others_need_more_than_the_first() -> None:
    arguments = (
        person("Ann", actor=3, recipient=0.5),
        person("Bea", actor=2),
        person("Cleo", actor=0.5, recipient=0.4),
    )
    arrest = mention("arrest", 1, read=reading(), arguments=arguments)
    told = filler().participants([arrest], ())
    assert [(p.name, p.role) for p in told] == [("Ann", "actor"), ("Bea", "actor")]


def test_the_likeliest_in_the_other_role_needs_more_than_the_likeliest_of_all() -> None:
    arguments = person("Ann", actor=-0.5), person("Bea", recipient=-0.6)
    arrest = mention("arrest", 1, read=reading(), arguments=arguments)
    slots = SlotFiller(dict.fromkeys(SLOTS, PLAIN), filler().cut | {"first": -1.0})
    assert [p.name for p in slots.participants([arrest], ())] == ["Ann"]


def test_an_equal_side_has_both_roles() -> None:
    sides = person("Ann", actor=3, recipient=2), person("Bea", actor=1, recipient=2.5)
    talks = mention("talks", 1, read=reading(), arguments=sides)
    found = filler().participants([talks], ())
    assert {(p.name, p.role) for p in found} == {
        ("Ann", "actor"),
        ("Ann", "recipient"),
        ("Bea", "actor"),
        ("Bea", "recipient"),
    }


def test_who_takes_part_alone_is_on_one_side() -> None:
    shot = mention("shoot", 1, read=reading(), arguments=(person("Ann", actor=1, recipient=2),))
    assert [(p.name, p.role) for p in filler().participants([shot], ())] == [("Ann", "recipient")]


def test_who_is_likely_in_neither_role_has_none() -> None:
    bea = person("Bea", actor=0.9, recipient=0.8)
    talks = mention("talks", 1, read=reading(), arguments=(person("Ann", actor=3), bea))
    assert [p.name for p in filler().participants([talks], ())] == ["Ann"]


def test_a_phrase_of_another_sentence_fills_a_slot_where_all_mentions_agree() -> None:
    sure, doubtful = remote(place("Basel", 4.0)), remote(place("Cairo", 4.0))
    first = mention("crash", 1, read=reading(), arguments=(sure, doubtful))
    second = mention("crash", 2, read=reading(), arguments=(sure,))
    assert [p.name for p in filler().places([first, second])] == ["Basel"]


def test_a_phrase_beside_the_event_word_stands_for_its_candidate() -> None:
    elsewhere = remote(person("Ann", actor=5))
    assert elsewhere.participant is not None
    far = replace(
        elsewhere, participant=replace(elsewhere.participant, quote=Quote("text", 900, 903, "Ann"))
    )
    found = candidates(
        [mention("arrest", 1, read=reading(), arguments=(far, person("Ann", actor=1)))], "actor"
    )
    assert found["ann"].filler.quote.start == 20 * ord("A")
    assert found["ann"].near == [1.0]


def test_a_time_has_the_probability_to_be_that_of_the_event() -> None:
    arguments = (day("2024-03-01", 1.0), day("2023-05-02", 2.0), day("2022-01-01", -1.0))
    times = filler().times([mention("visit", 1, read=reading(), arguments=arguments)])
    assert [(time.edtf, time.probability) for time in times] == [
        ("2023-05-02", 0.881),
        ("2024-03-01", 0.731),
    ]


def test_a_time_of_another_event_needs_more() -> None:
    own, other = day("2024-03-01", 1.0), day("2023-05-02", 2.0)
    assert other.time is not None
    told = mention("visit", 1, read=reading(), arguments=(own, other))
    assert [t.edtf for t in filler().times([told])] == ["2023-05-02", "2024-03-01"]
    assert [t.edtf for t in filler().times([told], frozenset({other.time.quote}))] == ["2024-03-01"]


@pytest.mark.parametrize("slot", SLOTS)
def test_features_are_named_and_there_for_every_candidate(slot: str) -> None:
    arguments = (person("Ann", actor=1), place("Basel", 1), day("2024-03-01", 1))
    mentions = [mention("visit", 1, read=reading(), arguments=arguments)]
    found = candidates(mentions, slot)
    assert slot_features(found, mentions).shape == (len(NAMES), 1)


def test_the_best_phrase_of_a_participant_counts_with_the_mean_of_all() -> None:
    both = [person("Ann", actor=odds) for odds in (3.0, 1.0)]
    mentions = [
        mention("arrest", n, read=reading(), arguments=(one,)) for n, one in enumerate(both)
    ]
    (values,) = slot_features(candidates(mentions, "actor"), mentions).T
    seen = dict(zip(NAMES, values, strict=True))
    assert (seen["near"], seen["near_mean"]) == (3.0, 2.0)
    assert seen["mentions"] == pytest.approx(math.log(2))


def names(*arguments: Argument) -> list[str]:
    read = mention("arrest", 1, read=reading(), arguments=arguments)
    found = filler().participants([read], filler().places([read]))
    return [participant.name for participant in found]


def in_one_clause(*arguments: Argument) -> list[str]:
    clause = Quote("text", 90, 320, "x" * 230)
    read = replace(mention("arrest", 1, read=reading(), arguments=arguments), clause=clause)
    return [participant.name for participant in filler().participants([read], ())]


def keyed(name: str, start: int, entity: str, odds: float = 3.0) -> Argument:
    """A phrase of a common noun, with its key."""
    argument = words(name, start, odds=odds)
    assert argument.participant is not None
    return replace(argument, participant=replace(argument.participant, entity=entity))


def words(name: str, start: int, label: str = "ROLE", *, odds: float = 3.0) -> Argument:
    """A phrase for an actor, at a place in the text."""
    argument = person(name, actor=odds)
    assert argument.participant is not None
    quote = Quote("text", start, start + len(name), name)
    return replace(argument, participant=replace(argument.participant, label=label, quote=quote))


def test_what_describes_a_participant_is_none_itself() -> None:
    assert names(words("Coral Bay man", 100), words("Coral Bay", 100, "GPE")) == ["Coral Bay man"]
    assert names(words("Bo Ling", 100, "ORG"), words("Bo Ling Kitchen", 100, odds=2.0)) == [
        "Bo Ling Kitchen"
    ]


def test_of_a_name_with_its_title_the_name_is_told() -> None:
    assert names(words("minister Ann Lee", 100), words("Ann Lee", 109, "PERSON")) == ["Ann Lee"]
    assert names(words("father of Ann Lee", 100), words("Ann Lee", 110, "PERSON")) == [
        "father of Ann Lee"
    ]


def test_one_participant_told_in_fewer_words_elsewhere_is_told_once() -> None:
    assert names(words("school board members", 100), words("the school board", 300, odds=2.0)) == [
        "school board members"
    ]
    assert names(words("police", 100), words("two nurses", 300, odds=2.0)) == [
        "police",
        "two nurses",
    ]


def test_a_surname_is_told_by_the_full_name_whatever_its_label() -> None:
    assert names(words("Rossi", 100, "ORG"), words("Anna Rossi", 300, "PERSON", odds=2.0)) == [
        "Anna Rossi"
    ]
    assert names(words("Fairfield", 100, "GPE"), words("Ann Fairfield Jr.", 300, "PERSON")) == [
        "Ann Fairfield Jr."
    ]
    elizabeth = words("Elizabeth Fairfield", 300, "PERSON", odds=2.0)
    assert names(words("Fairfield", 100, "GPE"), elizabeth) == ["Elizabeth Fairfield"]
    assert names(words("Milan", 100, "GPE"), elizabeth) == ["Milan", "Elizabeth Fairfield"]
    assert names(words("Elizabeth", 100, "GPE"), elizabeth) == ["Elizabeth", "Elizabeth Fairfield"]


def test_one_person_without_a_name_is_the_one_who_is_named_elsewhere() -> None:
    doctor = words("rural doctor", 100)
    assert doctor.participant is not None
    doctor = replace(doctor, participant=replace(doctor.participant, entity="np:doctor"))
    ann = words("Ann Lee", 300, "PERSON", odds=2.0)
    assert names(doctor, ann) == ["Ann Lee"]
    assert names(doctor, ann, words("Bea Kim", 400, "PERSON", odds=2.0)) == [
        "rural doctor",
        "Ann Lee",
        "Bea Kim",
    ]
    assert in_one_clause(doctor, ann) == ["rural doctor", "Ann Lee"]
    adjacent = keyed("rural doctor", 286, "np:doctor")
    assert in_one_clause(adjacent, ann) == ["Ann Lee"]
    officer = keyed("ex-officer", 100, "role::officer")
    assert names(officer, ann) == ["Ann Lee"]


def test_a_bare_word_for_anybody_is_told_by_who_is_told_in_more_words() -> None:
    victims = keyed("victims", 100, "role::victim")
    students = keyed("two students", 300, "np:student")
    assert names(victims, students) == ["two students"]
    assert in_one_clause(victims, students) == ["victims", "two students"]
    assert names(victims, keyed("tall student", 300, "np:student")) == ["victims", "tall student"]
    assert names(keyed("man", 100, "np:man"), keyed("victim", 300, "role::victim")) == ["man"]
    assert names(keyed("officers", 100, "role::officer"), words("Lindau Police", 300, "ORG")) == [
        "Lindau Police"
    ]


def test_a_number_in_words_is_the_number_in_digits() -> None:
    assert names(keyed("Two men", 100, "np:man"), keyed("2 men", 300, "np:men")) == ["Two men"]
    assert names(keyed("2 men", 100, "np:man"), keyed("two victims", 300, "role::victim")) == [
        "2 men"
    ]
    assert names(keyed("2 nurses", 100, "np:nurse"), keyed("two guards", 300, "np:guard")) == [
        "2 nurses",
        "two guards",
    ]


def test_who_stands_for_a_name_by_a_pronoun_is_named_too() -> None:
    ann = words("Ann Lee", 300)
    assert names(keyed("driver", 100, "np:driver"), ann) == ["driver", "Ann Lee"]
    read = mention("arrest", 1, read=reading(), arguments=(keyed("driver", 100, "np:driver"), ann))
    found = filler().participants([read], (), {"ann lee": "PERSON"})
    assert [(p.name, p.label) for p in found] == [("Ann Lee", "PERSON")]


def test_a_town_where_it_happens_takes_no_part() -> None:
    town = replace(
        place("Basel", 2.0), place=Place("geo:1", "Basel", None, Quote("text", 0, 5, ""))
    )
    acting = words("Basel", 300, "GPE")
    assert acting.participant is not None
    acting = replace(acting, participant=replace(acting.participant, entity="geo:1"))
    assert names(acting) == ["Basel"]
    assert names(acting, town) == []
    charged = mention("charge", 1, read=reading(), arguments=(acting, town))
    assert acting.participant is not None
    actor = replace(acting.participant, role="actor")
    places = filler().places([charged])
    assert filler().participants([charged], places) == ()
    found = filler().participants([replace(charged, participants=(actor,))], places)
    assert [p.name for p in found] == ["Basel"]


def test_a_bare_noun_stands_for_who_is_named_in_its_role() -> None:
    assert names(words("firm", 100), words("Varga Steel", 300, "ORG", odds=2.0)) == ["Varga Steel"]
    assert names(words("The 29-year-old singer", 100), words("Ann Lee", 300, "PERSON")) == [
        "Ann Lee"
    ]
    assert names(keyed("Mr Lee", 100, "np:lee"), words("Ann Lee", 300, "PERSON")) == ["Ann Lee"]
    assert names(words("steel firm", 100), words("Varga Rail", 300, "ORG", odds=2.0)) == [
        "steel firm",
        "Varga Rail",
    ]


def test_a_family_or_a_number_of_people_are_those_who_are_named() -> None:
    ann, bea = words("Ann Lee", 300, "PERSON"), words("Bea Lee", 400, "PERSON")
    for phrase in (
        words("Lees", 100, "ORG"),
        keyed("two defendants", 100, "role::defendant"),
        keyed("the town couple", 100, "np:couple"),
    ):
        assert names(phrase, ann, bea) == ["Ann Lee", "Bea Lee"]
        assert len(names(phrase, ann)) > 1
    junior = words("Jr.", 500, "PERSON")
    assert names(words("Lees", 100, "ORG"), junior) == ["Lees", "Jr."]
    three = keyed("three", 100, "np:three")
    assert names(three, ann, bea) == ["three", "Ann Lee", "Bea Lee"]
    assert names(three, ann, bea, words("Cy Orr", 500, "PERSON")) == [
        "Ann Lee",
        "Bea Lee",
        "Cy Orr",
    ]


def test_a_body_is_told_by_its_name_alone() -> None:
    varga = words("Varga Steel", 300, "ORG", odds=2.0)
    for phrase in (words("Varga Steel group", 100), words("Varga", 100), words("VARGA STEEL", 100)):
        assert names(phrase, varga) == ["Varga Steel"]
    assert names(words("Varga workers", 100), varga) == ["Varga workers", "Varga Steel"]
    assert names(keyed("town", 100, "np:town"), words("Lindau", 300, "GPE")) == ["Lindau"]
    assert names(keyed("old town", 100, "np:town"), words("Lindau", 300, "GPE")) == [
        "old town",
        "Lindau",
    ]


def test_a_person_is_described_by_age_or_children_and_not_by_another() -> None:
    ann = words("Ann Lee", 300, "PERSON", odds=2.0)
    assert names(keyed("missing Lindau mother of two", 100, "np:mother"), ann) == ["Ann Lee"]
    assert names(keyed("18 year-old", 100, "np:old"), ann) == ["Ann Lee"]
    assert names(keyed("her driver", 100, "np:driver"), ann) == ["her driver", "Ann Lee"]
    aged = keyed("53-year-old", 300, "np:old", odds=4.0)
    assert names(keyed("man", 100, "np:man"), aged) == ["53-year-old"]


@pytest.mark.parametrize("odd", ["Jr.", "II", "the", "’s", "-", "3", "3 the", "'s of"])
@pytest.mark.parametrize("label", ["PERSON", "ORG", "ROLE", "GPE"])
def test_a_name_without_a_word_of_its_own_is_read_beside_any_other(odd: str, label: str) -> None:
    others = words("Lees", 100, "ORG"), words("Ann Lee", 200, "PERSON"), words("two", 300)
    assert "Ann Lee" in names(words(odd, 400, label), *others)


@pytest.mark.parametrize("phrase", ["arrest", "number of arrest"])
def test_an_event_takes_no_part_in_itself(phrase: str) -> None:
    counted = words(phrase, 0)
    assert counted.participant is not None
    entity = f"np:{phrase.split(maxsplit=1)[0]}"
    counted = replace(counted, participant=replace(counted.participant, entity=entity))
    read = mention("arrest", 1, read=reading(), arguments=(counted, words("police", 300)))
    start = phrase.index("arrest")
    trigger = replace(read.trigger, start=start, end=start + len("arrest"), pos="NOUN")
    read = replace(read, trigger=trigger)
    assert [p.name for p in filler().participants([read], ())] == ["police"]
