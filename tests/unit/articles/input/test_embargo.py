"""Embargoes: which items have one, until when, and what is refused."""

from datetime import UTC, datetime

import orjson
import pytest

from tests.sources import embargoed, news_item, news_message
from workers.articles import InvalidArticle, check_embargo, embargo_of

BEFORE, AFTER = datetime(2031, 5, 6, 8, 59, tzinfo=UTC), datetime(2031, 5, 6, 9, tzinfo=UTC)


def item(**members: object) -> bytes:
    return orjson.dumps({"uri": "urn:x:1", "body_text": "The harbour opened.", **members})


@pytest.mark.parametrize(
    "value",
    [
        embargoed("2031-05-06T11:00:00+02:00").encode(),
        embargoed("2031-05-06T09:00:00Z").encode("utf-8-sig"),
        news_message(embargoed("2031-05-06T09:00:00.000Z")).encode(),
        item(embargoed="2031-05-06T09:00:00Z"),
    ],
)
def test_an_item_is_held_until_the_very_time(value: bytes) -> None:
    embargo = embargo_of(value)
    assert str(embargo) == "under embargo until 2031-05-06T09:00:00Z"
    check_embargo(value, AFTER)
    with pytest.raises(InvalidArticle) as refused:
        check_embargo(value, BEFORE)
    assert refused.value.reason == "under embargo: send it again when that has ended"
    assert refused.value.position == "embargoed: 2031-05-06T09:00:00Z"


@pytest.mark.parametrize("given", ["", " ", "when the minister has spoken"])
def test_without_a_time_that_can_be_read_it_is_held_until_further_notice(given: str) -> None:
    embargo = embargo_of(embargoed(given).encode())
    assert embargo is not None
    assert embargo.holds(datetime.max.replace(tzinfo=UTC))
    assert str(embargo) == "under embargo until further notice"


@pytest.mark.parametrize("given", ["2031-05-06", "2031-05-06T00:00:00"])
def test_a_time_without_a_zone_is_the_one_that_comes_last(given: str) -> None:
    assert str(embargo_of(item(embargoed=given))) == "under embargo until 2031-05-06T12:00:00Z"


@pytest.mark.parametrize(
    "value",
    [
        news_item().encode(),
        news_item(content="<inlineData>embargoed</inlineData>").encode(),
        embargoed("2031-05-06T09:00:00Z", status="stat:canceled").encode(),
        item(),
        item(embargoed=None),
        item(embargoed="2031-05-06", pubstatus="canceled"),
        item(embargoed=7),
        b'{"text": "embargoed"}',
        b"<newsItem>embargoed",
        b"The report is embargoed \xff",
        b"The report is embargoed until noon.",
    ],
)
def test_other_articles_have_none(value: bytes) -> None:
    assert embargo_of(value) is None
    check_embargo(value, BEFORE)
