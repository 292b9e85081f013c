"""The page of the commands and their options, from the parser that reads them."""

import argparse
from collections.abc import Iterable, Iterator

from tools.reference.markdown import code, page, table
from workers.cli.main import command_line
from workers.cli.statuses import STATUSES

HEAD = """# Commands

`dateline COMMAND --help` shows the same on a terminal. The commands are in `.venv/bin`; `python -m
workers COMMAND` runs them too. Options that name a [setting](settings.md) come before the
environment and the file.

This page is written from `workers/cli`; a test fails where they differ.
"""


def commands_page() -> str:
    """Return the page as Markdown."""
    statuses = ((code(status), meaning) for status, meaning in STATUSES.items())
    return page(
        [
            HEAD,
            *_commands(command_line(), level=2),
            "## Exit status\n",
            *table(("status", "meaning"), statuses),
        ]
    )


def children(parser: argparse.ArgumentParser) -> dict[str, argparse.ArgumentParser]:
    """Return the commands below a command, by name."""
    return {
        name: child
        for action in parser._actions  # noqa: SLF001 - argparse has no public way to ask
        if isinstance(action, argparse._SubParsersAction)  # noqa: SLF001
        for name, child in action.choices.items()
    }


def _commands(parser: argparse.ArgumentParser, *, level: int) -> Iterator[str]:
    for child in children(parser).values():
        yield f"{'#' * level} {child.prog}\n"
        yield from _description(child)
        yield from _usage(child)
        yield from _options(child)
        yield from _commands(child, level=level + 1)


def _description(parser: argparse.ArgumentParser) -> Iterator[str]:
    for paragraph in (parser.description or "").split("\n\n"):
        yield _text(paragraph) + "\n"


def _usage(parser: argparse.ArgumentParser) -> Iterator[str]:
    words = " ".join(parser.format_usage().removeprefix("usage: ").split())
    yield f"```text\n{words}\n```\n"


def _options(parser: argparse.ArgumentParser) -> Iterator[str]:
    shown = [
        (_name(action), _text(_help(parser, action)))
        for action in parser._actions  # noqa: SLF001 - argparse has no public way to ask
        if not isinstance(action, argparse._HelpAction | argparse._SubParsersAction)  # noqa: SLF001
    ]
    if shown:
        yield from table(("argument", "meaning"), shown)


def _name(action: argparse.Action) -> str:
    value = _metavar(action)
    if not action.option_strings:
        return code(value)
    name = ", ".join(action.option_strings)
    return code(name if action.nargs == 0 else f"{name} {value}")


def _metavar(action: argparse.Action) -> str:
    if action.metavar is not None:
        return action.metavar if isinstance(action.metavar, str) else " ".join(action.metavar)
    if action.choices is not None:
        return f"{{{','.join(map(str, action.choices))}}}"
    return action.dest.upper()


def _help(parser: argparse.ArgumentParser, action: argparse.Action) -> str:
    formatter = parser._get_formatter()  # noqa: SLF001 - it fills in %(default)s
    return formatter._expand_help(action) if action.help else ""  # noqa: SLF001


def _text(words: str) -> str:
    """Return help as Markdown: paths of the documentation become links."""
    text = " ".join(words.split()).replace("<", "&lt;")
    for name in _linked(text.split()):
        text = text.replace(f"docs/{name}.md", f"[{name}](../{name}.md)")
    return text


def _linked(words: Iterable[str]) -> set[str]:
    return {
        word.strip("(),.;:").removeprefix("docs/").removesuffix(".md")
        for word in words
        if word.strip("(),.;:").startswith("docs/")
    }
