from tests.unit.web.live.making import asked
from workers.web.live.active import active
from workers.web.live.address import Address


def test_an_empty_value_is_not_in_the_address() -> None:
    assert Address.of({"q": ["", " "], "type": ["AID", ""]}).url() == "/events?type=AID"
    assert Address.of({}).url() == "/events"


def test_toggling_adds_a_value_and_takes_it_back() -> None:
    address = Address.of({"type": ["AID"], "cursor": ["x"]})
    both = address.toggled("type", "CONSULT")
    assert both.url() == "/events?type=AID&type=CONSULT"
    assert both.toggled("type", "AID").url() == "/events?type=CONSULT"


def test_a_changed_address_begins_at_the_first_page_and_keeps_the_rest() -> None:
    address = Address.of({"q": ["a&b=<c>"], "cursor": ["x"], "order": ["sources"]})
    assert (
        address.changed(from_="2031", to="2032").url()
        == "/events?q=a%26b%3D%3Cc%3E&order=sources&from=2031&to=2032"
    )
    assert address.filter_only().url("/api/events/stream") == "/api/events/stream?q=a%26b%3D%3Cc%3E"


def test_each_condition_in_force_can_be_taken_back_by_itself() -> None:
    address, _ = asked(
        type=("AID", "CONSULT/visit"),
        country="NO",
        from_="2031-05",
        background="1",
        order="sources",
    )
    told = [(one.title, one.value, one.url.count("=")) for one in active(address)]
    assert told == [
        ("from", "May 2031", 5),
        ("type", "Aid", 5),
        ("type", "Consult · visit", 5),
        ("country", "Norway", 5),
        ("background", "shown", 5),
    ]
