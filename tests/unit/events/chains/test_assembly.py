"""From mentions that an encoder has read to the events of an article."""

from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from schemas.mentions import Chain, EventType
from schemas.spans import Quote
from tests.unit.events.reading import day, mention, person, place, reading
from workers.events.chains.assembly import Assembler, candidates
from workers.events.encoder.heads import Heads
from workers.events.event_lexicon import load_grammar
from workers.events.mention import Mention
from workers.events.models import load_models
from workers.vocabulary import load_synonyms

HEADLINE = Quote("title", 0, 12, "Tram crashes")


@pytest.fixture(scope="module")
def assembler() -> Assembler:
    return Assembler(load_grammar(), load_synonyms(), load_models(), Heads())


def crash(sentence: int, **more: Any) -> Mention:
    """A crash that the encoder takes for one event wherever the article tells it."""
    read = reading(logged=3.0, level="main")
    alike = np.full_like(read.identity, 2.0)
    return mention("crash", sentence, read=replace(read, identity=alike), **more)


def told(assembler: Assembler, *mentions: Mention, scope: str = "events") -> tuple[Chain, ...]:
    return assembler.assemble(mentions, HEADLINE, scope=scope)  # type: ignore[arg-type]


def test_headline_and_lead_that_tell_one_deed_are_one_main_event(assembler: Assembler) -> None:
    (chain,) = told(assembler, crash(0), crash(1))
    assert (chain.level, chain.type.code, chain.what) == ("main", "ACCIDENT", HEADLINE)
    assert len(chain.mentions) == 2


def test_a_clause_is_the_title_of_one_event_where_another_has_one_of_its_own(
    assembler: Assembler,
) -> None:
    read = reading("CONSULT")
    read = replace(read, identity=np.resize([2.0, -2.0], read.identity.shape))
    met = mention("meet", 0, number=8, read=read, clause=HEADLINE)
    later = mention("meet", 3, read=read, prominence=0.0)
    assert [chain.what for chain in told(assembler, crash(0), met)] == [HEADLINE, HEADLINE]
    crashes, meeting = told(assembler, crash(0), met, later)
    assert (crashes.what, meeting.what) == (HEADLINE, later.clause)


def test_what_no_desk_would_log_is_told_only_when_all_is_wanted(assembler: Assembler) -> None:
    aside = mention("enjoy", 9, read=reading("UNKNOWN", logged=-5.0, level="background"))
    assert len(told(assembler, crash(0), aside)) == 1
    assert len(told(assembler, crash(0), aside, scope="all")) == 2


def test_what_was_not_read_is_hardly_an_event_for_the_log(assembler: Assembler) -> None:
    crashes, unread = told(assembler, crash(0), mention("say", 5), scope="all")
    assert unread.salience < 0.1
    assert crashes.salience > 0.5


def test_an_article_that_tells_nothing_for_the_log_has_no_event(assembler: Assembler) -> None:
    assert told(assembler, mention("enjoy", 4, read=reading("UNKNOWN", logged=-5.0))) == ()
    assert told(assembler) == ()


def test_at_most_one_event_is_main(assembler: Assembler) -> None:
    other = mention("arrest", 3, read=reading("COERCE", logged=3.0, level="main"))
    assert sum(chain.main for chain in told(assembler, crash(0), other)) == 1


def test_the_type_is_what_the_mentions_together_make_most_probable_in_the_mode_of_the_rules(
    assembler: Assembler,
) -> None:
    by_rule = EventType("plover", "COERCE", "arrest")
    arrest = mention("arrest", 0, read=reading("COERCE", level="main"), type=by_rule)
    (chain,) = told(assembler, arrest)
    assert chain.type == by_rule


def test_grammar_that_says_what_did_not_happen_outweighs_a_doubtful_reading(
    assembler: Assembler,
) -> None:
    read = reading("COERCE", level="main")
    doubtful = mention("arrest", 0, read=read, modality="denied")
    sure = np.array([6.0, -6.0, -6.0, -6.0, -6.0], np.float32)
    certain = mention("arrest", 0, read=replace(read, modalities=sure), modality="denied")
    read.modalities[:] = [0.5, -3.0, -3.0, 0.0, -3.0]
    assert [told(assembler, one)[0].modality for one in (doubtful, certain)] == [
        "denied",
        "occurred",
    ]


def test_a_participant_has_its_likelier_role_and_the_surer_ones_are_kept(
    assembler: Assembler,
) -> None:
    arguments = (
        person("Ann Lee", actor=3.0, recipient=1.0),
        person("Bo Roth", actor=-1.0, recipient=2.0),
        person("Eve Hall", actor=-4.5, recipient=-4.0),
    )
    (chain,) = told(assembler, crash(0, arguments=arguments))
    assert [(who.name, who.role) for who in chain.participants] == [
        ("Ann Lee", "actor"),
        ("Bo Roth", "recipient"),
    ]


def test_a_place_or_day_of_something_else_is_left_out(assembler: Assembler) -> None:
    arguments = (
        place("Tolmark", 3.0),
        place("Sarmova", -4.9),
        day("2024-05-01", 3.0),
        day("2019-05-01", -4.0),
    )
    (chain,) = told(assembler, crash(0, arguments=arguments))
    assert [where.name for where in chain.places] == ["Tolmark"]
    assert [time.edtf for time in chain.times] == ["2024-05-01"]


def test_a_main_event_without_a_place_is_where_it_is_reported_from(assembler: Assembler) -> None:
    (here,) = (a.place for a in (place("Sarmova", 0.0),))
    assert here is not None
    aside = mention("arrest", 3, read=reading("COERCE", logged=3.0))
    chains = assembler.assemble([crash(0), aside], HEADLINE, dateline=(here,), scope="all")
    assert [[p.name for p in chain.places] for chain in chains] == [["Sarmova"], []]
    (placed,) = assembler.assemble(
        [crash(0, arguments=(place("Tolmark", 3.0),))], HEADLINE, dateline=(here,)
    )
    assert [p.name for p in placed.places] == ["Tolmark"]


def test_of_days_that_are_as_sure_the_shorter_goes_first(assembler: Assembler) -> None:
    (chain,) = told(
        assembler, crash(0, arguments=(day("2024-05-01/2024-05-31", 3.0), day("2024-05-07", 3.0)))
    )
    assert chain.times[0].edtf == "2024-05-07"


def test_a_noun_under_the_noun_of_another_event_with_one_participant_is_part_of_it(
    assembler: Assembler,
) -> None:
    lee = (person("Ann Lee", actor=3.0),)
    visit = mention("visit", 0, read=reading("CONSULT", logged=4.0, level="main"), arguments=lee)
    talks = mention("conference", 4, read=reading("CEREMONY", logged=4.0), arguments=lee, parent=0)
    nouns = [
        Mention(**{f: getattr(m, f) for f in m.__slots__} | {"trigger": _noun(m)})
        for m in (visit, talks)
    ]
    whole, part = told(assembler, *nouns)
    assert (whole.part_of, part.part_of) == (None, whole.index)


def _noun(one: Mention) -> object:
    trigger = one.trigger
    return type(trigger)(
        trigger.field, trigger.start, trigger.end, trigger.text, trigger.lemma, "NOUN"
    )


def test_candidates_count_parents_among_themselves() -> None:
    unsure = mention("say", 1, read=reading(logged=-9.0))
    child = crash(2, parent=2)
    parent = crash(3, parent=0)
    kept = candidates([unsure, child, parent], -2.5)
    assert [one.parent for one in kept] == [1, None]
