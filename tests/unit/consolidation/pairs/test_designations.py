"""Numbers that name one of a series."""

import pytest

from workers.consolidation.pairs.designations import designations_differ


@pytest.mark.parametrize(
    ("one", "two"),
    [
        ("Council ponders change, part 1", "Council ponders change, Part III"),
        (
            "Magnitude 5.2 earthquake strikes near Sarmova",
            "Magnitude 5.6 earthquake strikes near Sarmova",
        ),
        ("5.2 quake shakes Sarmova", "Quake of magnitude 5.6 shakes Sarmova"),
        ("Velmar launches KX200 camera", "Velmar recalls KX100 camera"),
        ("Flight 214 lands safely", "Flight 77 lands safely"),
    ],
)
def test_another_number_of_a_series_is_another_thing(one: str, two: str) -> None:
    assert designations_differ(one, two)
    assert designations_differ(two, one)


@pytest.mark.parametrize(
    ("one", "two"),
    [
        ("Blast kills 5 in Tolmark", "Toll of Tolmark blast rises to 12"),
        ("Part 2 of the trial opens", "The trial opens"),
        ("Velmar launches KX200", "Velmar launches QT100"),
        ("KX200 and KX100 recalled", "Velmar recalls KX100"),
        ("Shares rose 2.2 per cent", "Shares rose 2.3 per cent"),
    ],
)
def test_counts_amounts_and_other_series_tell_nothing(one: str, two: str) -> None:
    assert not designations_differ(one, two)
