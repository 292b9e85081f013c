from datetime import timedelta
from typing import Any

import pytest

from tests.unit.web.making import NOW, article, event, filled
from workers.streams.dead_letters.operations import DeadLetter
from workers.streams.dead_letters.origin import DeadLetterOrigin
from workers.streams.readmodel import view as views
from workers.streams.readmodel.query import Query
from workers.streams.readmodel.view import DEAD_LETTERS, VERSIONS, View
from workers.streams.readmodel.view_records import LETTER_BYTES


def ids(view: View, **query: Any) -> list[str]:
    return [told.record.event_id for told in view.events(Query(**query))]


def test_events_come_last_told_first() -> None:
    assert ids(filled()) == ["e-strike", "e-talks"]


def test_retracted_and_merged_events_are_shown_only_when_asked_for() -> None:
    assert ids(filled(), status="retracted") == ["e-gone"]
    assert ids(filled(), status="all") == ["e-strike", "e-talks", "e-gone"]


def test_a_search_wants_every_word_in_any_slot_and_any_case() -> None:
    assert ids(filled(), words="DOCKERS oyelaran") == ["e-strike", "e-talks"]
    assert ids(filled(), words="collapse talks") == ["e-strike", "e-talks"]
    assert ids(filled(), words="collapse 2031-05-02") == ["e-talks"]
    assert ids(filled(), words="collapse zebra") == []


def test_a_type_picks_its_events() -> None:
    assert ids(filled(), type="CONSULT") == ["e-talks"]
    assert filled().types() == [("CONSULT", 1), ("PROTEST", 1)]


def test_versions_are_kept_oldest_first() -> None:
    told = filled().event("e-strike")
    assert told is not None
    assert [(version.number, version.change) for version in told.versions] == [
        (1, "created"),
        (2, "updated"),
        (3, "updated"),
    ]


def test_a_version_told_twice_or_late_changes_nothing() -> None:
    view = filled()
    before = view.event("e-strike")
    view.take_event(event(version=3, title="again"), NOW)
    view.take_event(event(version=2, title="late"), NOW)
    assert view.event("e-strike") is before


def test_the_events_told_longest_ago_leave_a_full_view() -> None:
    view = View(max_events=2)
    for number in range(3):
        view.take_event(event(f"e{number}"), NOW)
    view.take_event(event("e1", version=4), NOW)
    view.take_event(event("e3"), NOW)
    assert sorted(ids(view)) == ["e1", "e3"]


def test_the_versions_kept_of_one_event_are_bounded() -> None:
    view = View()
    for number in range(1, VERSIONS + 51):
        view.take_event(event(version=number), NOW + timedelta(seconds=number))
    told = view.event("e-strike")
    assert told is not None
    assert (len(told.versions), told.versions[0].number) == (VERSIONS, 51)


def test_an_older_version_of_an_article_does_not_replace_a_newer_one() -> None:
    view = View(max_articles=2)
    view.take_article(article(version=2, title="new"))
    view.take_article(article(version=1, title="old"))
    held = view.article("wire-1")
    assert held is not None
    assert held.article.title == "new"


def test_the_oldest_articles_leave_a_full_view() -> None:
    view = View(max_articles=2)
    for name in ("a", "b", "c"):
        view.take_article(article(name))
    assert [view.article(name) is not None for name in ("a", "b", "c")] == [False, True, True]


def test_long_articles_make_room_for_each_other(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(views, "ARTICLE_CHARACTERS", 1_000)
    view = View()
    for number in range(5):
        view.take_article(article(f"a{number}", "x" * 300))
    view.take_article(article("a4", "y" * 100, version=2))
    view.take_article(article("a5", "x" * 300))
    assert [view.article(f"a{number}") is not None for number in range(6)] == [
        False,
        False,
        True,
        True,
        True,
        True,
    ]


def test_of_dead_letters_the_last_are_held_and_of_each_its_beginning() -> None:
    view = View()
    origin = DeadLetterOrigin("prepare", "too long", "", "dateline.articles", 0, 1)
    for offset in range(DEAD_LETTERS + 5):
        view.take_dead_letter(DeadLetter(offset, NOW, origin, b"k", b"x" * (LETTER_BYTES + 7), ()))
    view.take_replay(DEAD_LETTERS)
    held = view.dead_letters()
    assert (len(held), held[0].letter.offset, held[4].replayed, held[3].replayed) == (
        DEAD_LETTERS,
        DEAD_LETTERS + 4,
        True,
        False,
    )
    assert (len(held[0].letter.value or b""), held[0].size) == (LETTER_BYTES, LETTER_BYTES + 7)
    assert view.refused("prepare") == DEAD_LETTERS + 5


def test_an_article_tells_its_main_event_first() -> None:
    assert [told.record.event_id for told in filled().events_of("paper-7")] == [
        "e-strike",
        "e-talks",
    ]
    assert filled().events_of("nobody") == []


def test_a_cleared_view_holds_nothing_and_is_behind() -> None:
    view = filled()
    view.clear()
    assert (view.sizes(), view.caught_up, view.events(Query(status="all"))) == ((0, 0), False, [])
