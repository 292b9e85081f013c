"""Reads `cases.tsv`: sentences in which each time expression stands as {words|TYPE|value}."""

import re
from dataclasses import dataclass
from pathlib import Path

CASES = Path(__file__).with_name("cases.tsv")
_MARK = re.compile(r"\{([^{}|]+)\|(DATE|TIME|DURATION|SET)\|([^{}|]+)\}")


@dataclass(frozen=True, slots=True)
class Timex:
    start: int
    end: int
    type: str
    value: str


@dataclass(frozen=True, slots=True)
class Case:
    group: str
    published: str | None
    text: str
    times: tuple[Timex, ...]


def read_cases(path: Path = CASES) -> list[Case]:
    lines = path.read_text("utf-8").splitlines()
    return [_case(line) for line in lines if line and not line.startswith("#")]


def _case(line: str) -> Case:
    group, published, marked = line.split("\t")
    text, times, last = "", [], 0
    for match in _MARK.finditer(marked):
        text += marked[last : match.start()]
        times.append(Timex(len(text), len(text) + len(match[1]), match[2], match[3]))
        text, last = text + match[1], match.end()
    text += marked[last:]
    if "{" in text or "|" in text:
        raise ValueError(f"a mark that is not closed: {marked}")
    return Case(group, None if published == "-" else published, text, tuple(times))
