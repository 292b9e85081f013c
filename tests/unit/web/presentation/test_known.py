"""What a row of a list tells where the date of an event is not, or is only partly, known."""

from dataclasses import replace

import pytest

from schemas import EventRecord
from schemas.event import ArticleLine
from tests.unit.web.making import NOW, event
from workers.streams.readmodel.view import View
from workers.web.presentation.known import Moment, moment

UNSEEN = replace(event(when=None), first_seen=None)


@pytest.mark.parametrize(
    ("record", "told"),
    [
        (event(), Moment("5 May 2031")),
        (event(when=None), Moment("reported 5 May 2031", "by Northern Wire and 2 others")),
        (UNSEEN, Moment("first told 8 May, 09:30", "by Northern Wire and 2 others")),
        (
            replace(UNSEEN, articles=(ArticleLine("sha256:0d5e", True, None, None, None),)),
            Moment("first told 8 May, 09:30", "by an article without a source"),
        ),
        (replace(UNSEEN, articles=()), Moment("first told 8 May, 09:30", "by no article any more")),
        (
            event(when="XXXX-05"),
            Moment("May (year not told)", "reported 5 May 2031 by Northern Wire and 2 others"),
        ),
    ],
)
def test_a_row_tells_what_is_known(record: EventRecord, told: Moment) -> None:
    view = View()
    view.take_event(record, NOW)
    viewed = view.event(record.event_id)
    assert viewed is not None
    assert moment(viewed) == told
    assert "unknown" not in f"{told.words} {told.note}"
