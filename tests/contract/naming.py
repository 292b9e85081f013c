"""The names that the documentation uses, and which of them do not exist."""

import argparse
import re
import shlex
from collections.abc import Callable, Iterator
from dataclasses import fields
from pathlib import Path

from markdown_it import MarkdownIt

from tools.reference.commands import children
from workers.cli.main import command_line
from workers.settings import NOT_SETTINGS, PREFIX, Settings
from workers.streams.metrics.process_metrics import ProcessMetrics
from workers.streams.readmodel.stage_board import StageBoard
from workers.streams.readmodel.view import View
from workers.streams.readmodel.view_gauges import view_instruments

ROOT = Path(__file__).parents[2]
VARIABLE = re.compile(r"\bDATELINE_[A-Z][A-Z_]*")
METRIC = re.compile(
    r"\bdateline_[a-z_]+_(?:total|seconds|bytes|messages|held|ready|members|articles|info|events)\b"
)
COMMAND = re.compile(r"(?:^|[\s/(])dateline (?P<words>[a-z][^\n#|&;<>`]*)")
TARGET = re.compile(r"(?:^|[\s`])make (?P<target>[a-z][a-z-]*)")
FILE = re.compile(
    r"(?<![\w/.-])(?:workers|schemas|tests|deploy|benchmarks|training|tools)/[\w./*-]*[\w*/]"
)
OF_A_HISTOGRAM = re.compile(r"_(bucket|sum|count)$")
INVENTED = {"dateline_passed_on_bytes_total"}
"""A name of an example that shows how to add something."""


def code_of(markdown: str) -> Iterator[str]:
    """Yield the lines of all code of a page, blocks and spans."""
    for token in MarkdownIt().parse(markdown):
        for part in (token, *(token.children or ())):
            if part.type in ("fence", "code_block", "code_inline"):
                yield from part.content.replace("\\\n", " ").split("\n")


def unknown_variables(markdown: str) -> set[str]:
    """Return the variables with our prefix that are neither settings nor known otherwise."""
    known = {item.name for item in fields(Settings)} | set(NOT_SETTINGS)
    names = {name.rstrip("_") for name in VARIABLE.findall(markdown)}
    return {name for name in names if name.removeprefix(PREFIX).lower() not in known}


def unknown_metrics(markdown: str) -> set[str]:
    """Return the metrics that no process tells."""
    told = {one.name for one in (*ProcessMetrics().all(), *view_instruments(View(), StageBoard()))}
    found = {OF_A_HISTOGRAM.sub("", name) for name in METRIC.findall(markdown)}
    return found - told - INVENTED


def unknown_targets(markdown: str) -> set[str]:
    """Return the targets that the Makefile lacks."""
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    there = set(re.findall(r"^([a-z-]+):", makefile, re.MULTILINE))
    return {
        found["target"] for line in code_of(markdown) for found in TARGET.finditer(line)
    } - there


def unknown_files(markdown: str) -> set[str]:
    """Return the files and folders of the repository that are not there; capitals are made up."""
    named = {name for line in code_of(markdown) for name in FILE.findall(line)}
    return {name for name in named if "NAME" not in name and not any(ROOT.glob(name))}


def unknown_commands(markdown: str) -> set[str]:
    """Return the calls of `dateline` with a command or an option that does not exist."""
    parser = command_line()
    return {
        found["words"].strip()
        for line in code_of(markdown)
        for found in COMMAND.finditer(line)
        if not _is_known(parser, _words(found["words"]))
    }


def _words(text: str) -> list[str]:
    try:
        return shlex.split(text)
    except ValueError:  # cut off within a quotation
        return text.split()


def _is_known(parser: argparse.ArgumentParser, words: list[str]) -> bool:
    below = children(parser)
    if below and words and not words[0].startswith("-"):
        return words[0] in below and _is_known(below[words[0]], words[1:])
    options = {word.partition("=")[0] for word in words if re.match(r"--?[a-z]", word)}
    return options <= set(parser._option_string_actions)


CHECKS: dict[str, Callable[[str], set[str]]] = {
    "variables": unknown_variables,
    "metrics": unknown_metrics,
    "make targets": unknown_targets,
    "files": unknown_files,
    "commands": unknown_commands,
}
"""What is looked for, and what finds the names that do not exist."""
