"""No regular expression of ours takes more than near-linear time, whatever the text."""

import itertools
import json
import re
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from importlib import import_module
from typing import Any

import pytest

_parser: Any = import_module("re._parser")
"""The parse tree, which names what a pattern is made of.

Whether its types are known depends on what else is checked.
"""

SHORT, LONG = 2_000, 8_000
"""Characters.

Four times as long takes four times as long where time is linear, sixteen times where it is
quadratic.
"""
MOST_GROWTH = 9.0
NOTICEABLE = 0.01
"""Seconds for the longer text under which growth is not judged.

The longest article is 25 times as long.
"""
COMMON = (
    " ",
    "\n",
    "a",
    "A",
    "1",
    ".",
    ",",
    "-",
    "(",
    '"',
    "“",
    "/",
    "x ",
    "Xx ",
    "A.",
    "1/",
    "a-",
    "e\u0301",
    "é",
    "By A",
)
CATEGORIES = {"CATEGORY_DIGIT": "7", "CATEGORY_SPACE": "\t", "CATEGORY_WORD": "_"}
CHARACTER: dict[str, Callable[[Any], str]] = {
    "LITERAL": chr,
    "RANGE": lambda ends: chr(ends[0]),
    "CATEGORY": lambda name: CATEGORIES.get(str(name), "¡"),
}
PAIR = 2
"""The parse tree is made of operations with their argument."""
ENDS = ("\0", "\n!", "")


@pytest.fixture(scope="module")
def patterns() -> list[tuple[str, "re.Pattern[str]"]]:
    done = subprocess.run(
        [sys.executable, "-m", "tests.hostile.patterns"], capture_output=True, text=True, check=True
    )
    told = [json.loads(line) for line in done.stdout.split("\n")[:-1]]
    return [(module, re.compile(pattern, flags)) for module, pattern, flags in told]


def units(pattern: str) -> list[str]:
    """What to repeat: characters of the pattern itself, alone and in pairs, beside common ones."""
    own = sorted(set(_characters(_parser.parse(pattern))))[:12]
    literal = re.findall(r"[A-Za-z]{3,}", pattern)[:8]
    pairs = ["".join(pair) for pair in itertools.permutations(own[:6], 2)]
    return list(dict.fromkeys([*COMMON, *own, *pairs, *literal, *(f"{word} " for word in literal)]))


def _characters(tree: Any) -> Iterator[str]:
    """The characters of a parse tree: literals, the first of each range, one of each category."""
    if isinstance(tree, (list, tuple, _parser.SubPattern)):
        parts = list(tree)
        if len(parts) == PAIR and str(parts[0]) in CHARACTER:
            yield CHARACTER[str(parts[0])](parts[1])
            return
        for part in parts:
            yield from _characters(part)


def seconds(pattern: "re.Pattern[str]", text: str) -> float:
    """Processor time to find every match, and to try the whole."""
    began = time.thread_time()
    for _match in pattern.finditer(text):
        pass
    pattern.fullmatch(text)
    return time.thread_time() - began


def worst(pattern: "re.Pattern[str]") -> tuple[float, str]:
    """The growth of time from the shorter to the longer text, and the text that does it.

    Growth counts where it is noticeable.
    """
    found = (0.0, "")
    for unit, end in itertools.product(units(pattern.pattern), ENDS):
        text = unit * (LONG // len(unit)) + end
        if seconds(pattern, text) > NOTICEABLE:
            # Again, and the fastest of a few: the machine may have been busy with something else.
            long = min(seconds(pattern, text) for _ in range(3))
            short = min(seconds(pattern, unit * (SHORT // len(unit)) + end) for _ in range(3))
            found = max(
                found,
                (long / short if long > NOTICEABLE else 0.0, f"{unit!r}... {end!r}: {long:.2f} s"),
            )
            if found[0] > MOST_GROWTH:
                return found
    return found


@pytest.mark.model
@pytest.mark.slow
def test_no_pattern_of_ours_takes_more_than_near_linear_time(
    patterns: list[tuple[str, "re.Pattern[str]"]],
) -> None:
    assert len(patterns) > 60
    judged = [(module, pattern.pattern, *worst(pattern)) for module, pattern in patterns]
    assert [found for found in judged if found[2] > MOST_GROWTH] == []


@pytest.mark.parametrize("pattern", [r"\s+$", r"<[^>]*>x", r"(?:[A-Z]\.){2,}$"])
def test_a_pattern_that_takes_more_is_found(pattern: str) -> None:
    assert worst(re.compile(pattern))[0] > MOST_GROWTH
