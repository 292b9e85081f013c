"""Events that share a title, and what tells them apart."""

from dataclasses import replace

from aiohttp.test_utils import TestClient, TestServer

from schemas import EventRecord
from schemas.mentions import EventType
from tests.unit.web.making import NOW, event, web_context
from workers.streams.readmodel.view import View
from workers.web import application
from workers.web.presentation.namesakes import apart, namesakes, shared_titles

TITLE = "Ferry runs aground near Bergen, forty are taken off"


def told(event_id: str, code: str, trigger: str) -> EventRecord:
    made = event(event_id, title=TITLE)
    return replace(
        made,
        type=EventType("dateline", code, None),
        what=replace(made.what, trigger=trigger),
        who=made.who[:1],
    )


GROUNDING, RESCUE = told("a", "ACCIDENT", "runs"), told("b", "RESCUE", "taken")


def test_type_word_and_participants_tell_them_apart() -> None:
    assert apart(GROUNDING) == "Accident, “runs”: Dockers' Union"
    assert apart(replace(RESCUE, who=())) == "Rescue, “taken”"


def test_an_event_that_is_gone_is_no_namesake() -> None:
    merged = replace(RESCUE, status="merged", merged_into="a")
    assert shared_titles([GROUNDING, RESCUE]) == {TITLE}
    assert shared_titles([GROUNDING, merged]) == set()
    view = View(caught_up=True)
    for record in (GROUNDING, merged, told("c", "DEATH", "died")):
        view.take_event(record, NOW)
    assert [one.event_id for one in namesakes(GROUNDING, view)] == ["c"]


async def test_the_list_and_the_page_of_an_event_show_the_difference() -> None:
    view = View(caught_up=True)
    for record in (GROUNDING, RESCUE, event("alone")):
        view.take_event(record, NOW)
    async with TestClient(TestServer(application(web_context(view)))) as client:
        for path in ("/", "/events"):
            html = await (await client.get(path)).text()
            assert html.count('class="apart"') == 2
            assert "Rescue, “taken”: Dockers&#39; Union" in html
        page = await (await client.get("/events/a")).text()
        assert '<a href="/events/b">Rescue, “taken”: Dockers&#39; Union</a>' in page
        assert "(Accident, “runs”: Dockers&#39; Union) · Dateline</title>" in page
        assert "apart" not in await (await client.get("/events/alone")).text()
