from dataclasses import replace

from tests.unit.web.live.making import BERGEN, NAIROBI, OSLO, chosen, placed, view_of
from workers.streams.readmodel.view import View
from workers.web.live.facets import SHOWN, Facet, facets

VIEW = view_of(
    [
        placed("oslo", OSLO, sources=3),
        placed("both", OSLO, NAIROBI, sources=5),
        placed("bergen", BERGEN, code="AID"),
        placed("passing", OSLO, level="background"),
    ]
)


def by_name(view: View, **given: str | tuple[str, ...]) -> dict[str, Facet]:
    selection, _, address = chosen(view, **given)
    return {facet.name: facet for facet in facets(selection, address)}


def counts(facet: Facet) -> list[tuple[str, int]]:
    return [(choice.label, choice.count) for choice in facet.choices]


def test_each_facet_counts_what_choosing_its_value_would_give() -> None:
    found = by_name(VIEW)
    assert counts(found["type"]) == [("Protest", 2), ("Aid", 1)]
    assert counts(found["country"]) == [("Norway", 3), ("Kenya", 1)]
    assert counts(found["level"]) == [("Main", 3), ("Background", 1)]
    assert counts(found["min_sources"]) == [("2 or more", 2), ("3 or more", 2), ("5 or more", 1)]


def test_a_chosen_value_stands_first_and_leads_back_while_the_others_keep_their_counts() -> None:
    kenya, norway = by_name(VIEW, country="KE")["country"].choices
    assert (kenya.label, kenya.chosen, kenya.url) == ("Kenya", True, "/events")
    assert (norway.count, norway.url) == (3, "/events?country=KE&country=NO")


def test_a_chosen_value_without_events_is_shown_with_none() -> None:
    assert counts(by_name(VIEW, type="THREATEN")["type"])[0] == ("Threaten", 0)


def test_another_number_of_sources_takes_the_place_of_the_one_chosen() -> None:
    choices = by_name(VIEW, min_sources="3")["min_sources"].choices
    assert [(choice.label, choice.url, choice.chosen) for choice in choices][:2] == [
        ("2 or more", "/events?min_sources=2", False),
        ("3 or more", "/events", True),
    ]


def test_rare_values_are_behind_a_summary() -> None:
    facet = by_name(
        view_of(placed(f"e{number}", code=f"T{'X' * number}") for number in range(SHOWN + 3))
    )["type"]
    assert (len(facet.choices), len(facet.more)) == (SHOWN, 3)


def test_what_is_no_country_code_is_no_choice() -> None:
    strange = replace(OSLO, country="<b>")
    assert counts(by_name(view_of([placed("x", strange)]))["country"]) == []
