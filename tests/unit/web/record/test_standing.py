"""How an event grew, what its sources disagree on, where it is, and how it stands to others."""

from concurrent.futures import Future
from dataclasses import replace

import pytest

from schemas.event import Relation, Where
from tests.unit.web.making import NOW, article, event, filled
from workers.consolidation import Explanation
from workers.web.record import neighbours
from workers.web.record.disagreements import disagreements
from workers.web.record.growth import BY_ARTICLE, BY_VERSION, WIDTH, growth
from workers.web.record.neighbours import BUSY, ELSEWHERE, FAILED, FRESH_SECONDS, Neighbourhood
from workers.web.record.places import places_map
from workers.web.record.relations import MOST, graph, related


def test_growth_goes_from_the_first_version_to_the_last_by_time() -> None:
    told = filled().event("e-strike")
    assert told is not None
    found = growth(told.record, told.versions, filled())
    assert found is not None
    assert [dot.x for dot in found.dots] == [8, 300, 592]
    assert found.articles.endswith(f"{WIDTH},8")
    assert "version 2, updated" in found.dots[1].label
    assert found.by == BY_VERSION
    assert growth(told.record, told.versions[:1], filled()) is None


def test_an_event_of_one_version_grows_by_the_articles_that_came_in() -> None:
    view = filled()
    minutes = {"wire-1": 0, "echo/3": 5, "paper-7": 10}
    for name, minute in minutes.items():
        came = NOW.replace(minute=minute).isoformat()
        view.take_article(replace(article(name), received_at=came))
    told = view.event("e-strike")
    assert told is not None
    found = growth(told.record, told.versions[:1], view)
    assert found is not None
    assert (found.by, found.most) == (BY_ARTICLE, 3)
    assert [dot.label.partition(" 2031")[0] for dot in found.dots] == [
        "article wire-1",
        "article echo/3",
        "article paper-7",
    ]
    # The echo is a copy of the wire, so it adds no independent source.
    assert [dot.label.rpartition(": ")[2] for dot in found.dots] == [
        "1 article, 1 independent",
        "2 articles, 1 independent",
        "3 articles, 2 independent",
    ]


def test_versions_told_at_one_time_stand_side_by_side() -> None:
    told = filled().event("e-strike")
    assert told is not None
    versions = [replace(version, at=NOW) for version in told.versions]
    found = growth(told.record, versions, filled())
    assert found is not None
    assert len({dot.x for dot in found.dots}) == 3


def test_the_sides_of_a_disagreement_have_their_sources_and_words() -> None:
    [found] = disagreements(event())
    first, second = found.sides
    assert first.articles == (("wire-1", "Northern Wire"), ("paper-7", "The Harbour Post"))
    assert first.quotes == ("on Monday", "Monday morning")
    assert (second.value, second.articles, second.quotes) == (
        "2031-05-04",
        (("echo/3", "echo/3"),),
        (),
    )


def test_places_are_on_a_map_and_an_event_without_any_has_none() -> None:
    found = places_map(event())
    assert found is not None
    assert [(spot.x, spot.y, spot.label) for spot in found.spots] == [(4.55, -52.41, "Veldhaven")]
    assert places_map(replace(event(), where=())) is None


def test_a_country_is_marked_as_the_middle_of_what_is_told() -> None:
    netherlands = Where("Netherlands", 2750405, 52.25, 5.75, "NL", 2)
    found = places_map(replace(event(), where=(*event().where, netherlands)))
    assert found is not None
    assert [(spot.label, spot.is_wide) for spot in found.spots] == [
        ("Veldhaven", False),
        ("somewhere in Netherlands", True),
    ]


def test_relations_are_told_from_both_ends_and_each_event_once() -> None:
    view = filled()
    view.take_event(replace(event("e-new"), relations=(Relation("part_of", "e-talks"),)), NOW)
    talks = view.event("e-talks")
    assert talks is not None
    found = related(talks.record, view)
    assert [(one.words, one.event_id) for one in found][-2:] == [
        ("followed by", "e-strike"),
        ("has as a part", "e-new"),
    ]
    assert len({one.event_id for one in found}) == len(found)
    assert next(one.title for one in related(event(merged_into="gone"), view)) == "gone"


def test_an_event_names_those_that_were_merged_into_it() -> None:
    view = filled()
    view.take_event(event("e-part", status="merged", merged_into="e-strike"), NOW)
    found = [(one.kind, one.words, one.event_id) for one in related(event(), view)]
    assert ("merged", "merged into this", "e-part") in found


def test_the_picture_of_relations_is_bounded_and_draws_lines_between_the_related_too() -> None:
    view = filled()
    record = replace(
        event(), relations=tuple(Relation("same_story", f"s{number}") for number in range(MOST + 5))
    )
    view.take_event(replace(event("s1"), relations=(Relation("follows", "s2"),)), NOW)
    found = graph(related(record, view))
    assert found is not None
    assert len(found.nodes) == MOST
    assert len(found.edges) == MOST + 1
    assert found.edges[-1].kind == "follows"
    assert graph([]) is None


async def test_neighbours_are_asked_for_once_in_a_while() -> None:
    explanation = Explanation(event(), 0.5, (), (), (), (), (), (), ())
    asked: list[str] = []
    now = [0.0]

    def explain(event_id: str) -> "Future[Explanation | None]":
        asked.append(event_id)
        found: Future[Explanation | None] = Future()
        found.set_result(explanation)
        return found

    held = Neighbourhood(clock=lambda: now[0])
    assert [(await held.of("e", explain)).explanation for _ in range(3)] == [explanation] * 3
    now[0] = FRESH_SECONDS + 1
    await held.of("e", explain)
    assert asked == ["e", "e"]


async def test_an_event_that_is_not_in_the_state_is_asked_for_again() -> None:
    asked: list[str] = []

    def explain(event_id: str) -> "Future[Explanation | None]":
        asked.append(event_id)
        found: Future[Explanation | None] = Future()
        found.set_result(None)
        return found

    held = Neighbourhood()
    assert [(await held.of("e", explain)).why for _ in range(2)] == [ELSEWHERE] * 2
    assert asked == ["e", "e"]


async def test_what_keeps_an_explanation_away_is_told_in_words(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    never: Future[Explanation | None] = Future()
    failed: Future[Explanation | None] = Future()
    failed.set_exception(KeyError("e"))
    monkeypatch.setattr(neighbours, "WAIT_SECONDS", 0.01)
    assert (await Neighbourhood().of("e", lambda _: never)).why == BUSY
    assert (await Neighbourhood().of("e", lambda _: failed)).why == FAILED
    assert (await Neighbourhood().of("e", None)).why == ELSEWHERE
