from dataclasses import replace

from schemas.event import Sources
from tests.unit.web.making import NOW, event
from workers.streams.figures.view import View
from workers.web.listing import LONGEST, PAGE, listing


def view_of(count: int) -> View:
    view = View()
    for number in range(count):
        view.take_event(event(f"e{number:04}", code="AID" if number % 2 else "CONSULT"), NOW)
    return view


def test_pages_cut_the_list_without_gap_or_overlap() -> None:
    view = view_of(PAGE * 2 + 3)
    pages = [listing(view, {"page": str(page)}) for page in (1, 2, 3)]
    assert [(page.first, page.last) for page in pages] == [(1, 50), (51, 100), (101, 103)]
    assert len({told.record.event_id for page in pages for told in page.events}) == PAGE * 2 + 3


def test_a_page_that_makes_no_sense_is_the_first_and_one_past_the_end_the_last() -> None:
    view = view_of(PAGE + 1)
    asked = ("-1", "0", "x", "", "²", "9" * 40, "99")
    assert [listing(view, {"page": page}).page for page in asked] == [1, 1, 1, 1, 1, 1, 2]


def test_an_empty_list_has_one_page() -> None:
    empty = listing(View(), {})
    assert (empty.page, empty.pages, empty.first, empty.last, empty.total) == (1, 1, 0, 0, 0)


def test_the_address_of_a_page_keeps_the_filter_and_escapes_it() -> None:
    found = listing(view_of(3), {"q": "a&b=<c>", "type": "AID", "status": "open"})
    assert found.url("/events", 2) == "/events?q=a%26b%3D%3Cc%3E&type=AID&status=open&page=2"
    assert listing(View(), {}).url("/events", 1) == "/events"


def test_an_unknown_status_counts_as_not_given_and_a_long_search_is_cut() -> None:
    found = listing(view_of(1), {"status": "<script>", "q": "x" * 10_000})
    assert (found.query.status, len(found.query.words)) == ("live", LONGEST)


def test_a_type_filters() -> None:
    assert listing(view_of(5), {"type": "AID"}).total == 2


def test_the_events_that_most_sources_tell_can_come_first() -> None:
    view = view_of(3)
    view.take_event(replace(event("e0001", version=9), sources=Sources(9, 7)), NOW.replace(hour=1))
    found = listing(view, {"order": "sources"})
    assert found.events[0].record.event_id == "e0001"
    assert found.url("/events", 1) == "/events?order=sources"
    assert listing(view, {"order": "worst"}).query.order == "newest"


def test_a_background_event_is_listed_only_when_asked_for() -> None:
    view = view_of(2)
    view.take_event(replace(event("e9999"), level="background"), NOW)
    assert listing(view, {}).total == 2
    found = listing(view, {"background": "1"})
    assert found.total == 3
    assert found.url("/events", 1) == "/events?background=1"
