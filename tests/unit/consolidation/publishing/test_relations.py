"""How events stand to each other.

Tested is what follows what, and that relations name events that are there.
"""

from dataclasses import replace
from typing import Any

from schemas import ArticleMentions, Chain, EventRecord
from schemas.mentions import EventType, Participant
from tests.unit.consolidation.making import MOSCOW, article, canceled, chain, when, where, who
from workers.consolidation import ConsolidationSettings, Consolidator
from workers.consolidation.pairs.precedence import in_course
from workers.consolidation.rulings.decisions import join

ARREST = EventType("plover", "COERCE", "arrest")
HEARING = EventType("dateline", "COURT", "hearing")
SUSPECT = who("Dan Fox", "recipient")


def arrest(index: int, *participants: Participant, day: str | None = None, **more: Any) -> Chain:
    times = (when(day, day),) if day is not None else ()
    told: dict[str, Any] = {
        "context": ("robbery", "jewel"),
        "places": (where("Moscow", MOSCOW),),
        **more,
    }
    return chain(index, "arrest", *(participants or (SUSPECT,)), type=ARREST, times=times, **told)


def trial(index: int, *participants: Participant, day: str | None = None, **more: Any) -> Chain:
    times = (when(day, day),) if day is not None else ()
    told: dict[str, Any] = {"context": ("court", "judge", "jury", "verdict"), **more}
    return chain(index, "hearing", *(participants or (SUSPECT,)), type=HEARING, times=times, **told)


def arrested(name: str = "arrested") -> ArticleMentions:
    return article(
        name, arrest(0), story="suspect arrest robbery jewel police", published="2024-02-02"
    )


def tried(*chains: Chain, name: str = "tried") -> ArticleMentions:
    told = chains or (trial(0), arrest(1, level="background"))
    return article(name, *told, story="trial court judge verdict arrest", published="2024-05-02")


def fed(*items: ArticleMentions) -> Consolidator:
    consolidator = Consolidator(ConsolidationSettings())
    for item in items:
        consolidator.take(item)
    return consolidator


def followed(consolidator: Consolidator) -> list[tuple[str, str]]:
    """Words of the events that follow, and of those that they follow."""
    records = {record.event_id: record for record in consolidator.records()}
    return [
        (record.what.trigger, records[relation.event_id].what.trigger)
        for record in records.values()
        for relation in record.relations
        if relation.kind == "follows"
    ]


def test_a_trial_follows_the_arrest_of_its_suspect_that_another_article_has_as_its_news() -> None:
    assert followed(fed(arrested(), tried())) == [("hearing", "arrest")]
    assert followed(fed(tried(), arrested())) == [("hearing", "arrest")]


def test_what_is_only_told_on_the_way_is_not_followed() -> None:
    assert followed(fed(tried())) == []


def test_an_event_that_is_followed_no_more_is_taken_out_of_the_relations() -> None:
    assert followed(fed(arrested(), tried(), canceled(arrested()))) == []


def test_another_suspect_is_another_affair() -> None:
    other = tried(trial(0, who("Eve Hall", "recipient")), arrest(1, SUSPECT, level="background"))
    assert followed(fed(arrested(), other)) == []


def test_a_country_in_both_makes_no_affair() -> None:
    country = who("France", "recipient", label="GPE")
    mixed = tried(trial(0, country), arrest(1, SUSPECT, country))
    assert followed(fed(arrested(), mixed)) == []


def test_dates_overrule_the_course_of_such_affairs() -> None:
    late = tried(trial(0, day="2024-01-05"), arrest(1, day="2024-02-01"))
    assert followed(fed(arrested(), late)) == []


def test_what_is_only_planned_has_not_come_before() -> None:
    assert followed(fed(arrested(), tried(trial(0), arrest(1, modality="planned")))) == []


def test_events_of_no_course_follow_by_dates_that_lie_apart() -> None:
    visit = article(
        "spring",
        chain(0, "visit", who("Ann Lee"), context=("army",)),
        story="minister visit moscow army parade flag",
    )
    before = chain(
        1, "visit", who("Ann Lee"), times=(when("2024-03-10", "10 March"),), context=("army",)
    )
    talks = chain(
        0,
        "meet",
        who("Ann Lee"),
        context=("treaty", "border"),
        times=(when("2024-08-01", "1 August"),),
    )
    later = article(
        "summer",
        talks,
        before,
        story="minister visit army treaty talks border",
        published="2024-08-02",
    )
    assert followed(fed(visit, later)) == [("meet", "visit")]


def test_courses_run_one_way() -> None:
    assert in_course(ARREST, HEARING)
    assert not in_course(HEARING, ARREST)
    assert not in_course(HEARING, EventType("plover", "CONSULT"))


def test_no_relation_names_an_event_that_was_merged_away() -> None:
    consolidator = fed(
        arrested(), tried(), article("z", chain(0, "visit", who("Ann Lee")), story="minister army")
    )
    told = {record.what.trigger: record for record in consolidator.records()}
    told_again = consolidator.decide(
        join(told["arrest"], told["visit"], author="ed", reason="", at="2024-06-01")
    )
    assert any(record.status == "merged" for record in told_again.records)
    assert names_only_events_that_stand(consolidator.records())


def test_a_main_event_follows_another_only_as_long_as_that_is_some_articles_main_event() -> None:
    consolidator = fed(
        tried(), article("z", chain(0, "visit", who("Ann Lee")), story="minister army")
    )
    assert followed(consolidator) == []
    by_trigger = {record.what.trigger: record for record in consolidator.records()}
    joining = join(
        by_trigger["arrest"], by_trigger["visit"], author="ed", reason="", at="2024-06-01"
    )
    consolidator.decide(joining)
    assert [later for later, _ in followed(consolidator)] == ["hearing"]
    consolidator.decide(replace(joining, version=2, status="revoked", first=(), second=()))
    assert followed(consolidator) == []


def names_only_events_that_stand(records: list[EventRecord]) -> bool:
    standing = {record.event_id for record in records}
    return all(relation.event_id in standing for record in records for relation in record.relations)
