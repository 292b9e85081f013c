import pytest

from tests.unit.entities.world import linked


@pytest.mark.parametrize(
    "text",
    [
        "Moscow said it would wait.",
        "Moscow's actions were condemned.",
        "They held talks with Moscow.",
        "They spoke of Moscow's refusal.",
    ],
)
def test_a_capital_that_acts_is_an_actor_and_keeps_its_place(text: str) -> None:
    moscow = linked(text, [("Moscow", "GPE")])["Moscow/GPE"]
    assert moscow.actor
    assert moscow.geo is not None


def test_a_capital_where_something_happens_is_no_actor() -> None:
    assert not linked("They met in Moscow.", [("Moscow", "GPE")])["Moscow/GPE"].actor
