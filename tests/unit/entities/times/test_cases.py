from collections import defaultdict

import pytest

from schemas import Published
from tests.unit.entities.times.casefile import Case, Timex, read_cases
from tests.unit.entities.times.scoring import Tally
from workers.entities.times import find_times

VALUE_FLOOR, STRICT_FLOOR = 0.98, 0.98
CASES = read_cases()


def _found(case: Case) -> list[Timex]:
    entities, _ = find_times(
        case.text,
        field="text",
        start=0,
        end=len(case.text),
        published=Published(case.published, "metadata"),
    )
    return [
        Timex(item.start, item.end, item.time.type, item.time.value)
        for item in entities
        if item.time
    ]


def test_the_grammar_reads_the_cases_as_the_guidelines_do(
    capsys: pytest.CaptureFixture[str],
) -> None:
    whole, groups = Tally(), defaultdict[str, Tally](Tally)
    for case in CASES:
        found = _found(case)
        whole.add(found, case.times)
        groups[case.group].add(found, case.times)
    with capsys.disabled():
        for name, tally in [*groups.items(), ("all", whole)]:
            print(  # noqa: T201 - the figures are what the test is run for
                f"\n{name:>10}: {tally.wanted:3d} expressions, "
                f"strict F1 {tally.f1(tally.strict):.3f}, "
                f"relaxed {tally.f1(tally.relaxed):.3f}, value {tally.f1(tally.value):.3f}",
                end="",
            )
    assert whole.f1(whole.strict) >= STRICT_FLOOR
    assert whole.f1(whole.value) >= VALUE_FLOOR


def test_there_are_three_hundred_cases_and_more() -> None:
    assert len(CASES) >= 300
    assert all(
        group == "negative" or any(case.times for case in CASES if case.group == group)
        for group in _groups()
    )


def test_a_wrong_value_lowers_the_score() -> None:
    tally = Tally()
    tally.add([Timex(0, 6, "DATE", "1998")], [Timex(0, 6, "DATE", "1999")])
    assert (tally.f1(tally.strict), tally.f1(tally.value)) == (1.0, 0.0)


def _groups() -> set[str]:
    return {case.group for case in CASES}
