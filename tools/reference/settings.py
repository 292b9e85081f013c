"""The page of the settings, from the fields of `Settings` and the words below them."""

import ast
import inspect
import re
import textwrap
from collections.abc import Iterator
from dataclasses import MISSING, fields
from typing import Any

from pydantic import TypeAdapter

from tools.reference.markdown import code, codes, page, table
from workers.settings import NOT_SETTINGS, PREFIX, Settings

HEAD = """# Settings

A setting `web_port` is `DATELINE_WEB_PORT=6066` in the environment, and `web_port = 6066` in the
TOML file that `DATELINE_CONFIG` names. The environment comes before the file, and an option of a
command before both. A name that is unknown and a value that does not fit end a command with exit
status 2 and one sentence.

This page is written from `workers/settings.py`; a test fails where they differ.
"""
GROUP = re.compile(r"^    # (?P<title>.+)$", re.MULTILINE)


def settings_page() -> str:
    """Return the page as Markdown."""
    return page([HEAD, *_groups(), *_elsewhere()])


def _groups() -> Iterator[str]:
    meanings, schema = _meanings(), TypeAdapter(Settings).json_schema()["properties"]
    defaults = {item.name: item.default for item in fields(Settings)}
    for title, names in _titles().items():
        yield f"## {title}\n"
        yield from table(
            ("setting, variable", "value", "default", "meaning"),
            (
                (
                    f"{code(name)}<br>{code(PREFIX + name.upper())}",
                    _value(schema[name]),
                    _default(defaults[name]),
                    meanings[name],
                )
                for name in names
            ),
        )


def _elsewhere() -> Iterator[str]:
    yield "## Variables that are no settings\n"
    yield "`DATELINE_CONFIG` names the TOML file. The others are for tests: " + (
        codes(PREFIX + name.upper() for name in NOT_SETTINGS if name != "config") + "."
    )


def _titles() -> dict[str, list[str]]:
    """Return the settings under the comment that stands above them in the source."""
    found: dict[str, list[str]] = {}
    for part in GROUP.split(inspect.getsource(Settings))[1:]:
        if "\n" not in part:
            found[part] = []
        else:
            title = next(reversed(found))
            found[title] = re.findall(r"^    (\w+): ", part, re.MULTILINE)
    return found


def _meanings() -> dict[str, str]:
    """Return the string that stands below each field."""
    (tree,) = ast.parse(textwrap.dedent(inspect.getsource(Settings))).body
    assert isinstance(tree, ast.ClassDef)  # noqa: S101 - for the type checker
    return {
        node.target.id: text.value.value
        for node, text in zip(tree.body, tree.body[1:], strict=False)
        if isinstance(node, ast.AnnAssign)
        and isinstance(node.target, ast.Name)
        and isinstance(text, ast.Expr)
        and isinstance(text.value, ast.Constant)
        and isinstance(text.value.value, str)
    }


def _value(schema: dict[str, Any]) -> str:
    if "enum" in schema:
        return codes(schema["enum"])
    if schema["type"] == "array":
        return "a list"
    words = {
        "string": "text",
        "integer": "whole number",
        "number": "number",
        "boolean": "`true` or `false`",
    }
    bounds = {"minimum": "from", "exclusiveMinimum": "above", "maximum": "to"}
    limits = " ".join(f"{word} {schema[name]}" for name, word in bounds.items() if name in schema)
    return f"{words[schema['type']]} {limits}".strip()


def _default(value: object) -> str:
    if value is MISSING or value == "":
        return ""
    if isinstance(value, bool):
        return code(str(value).lower())
    return code(",".join(value) if isinstance(value, tuple) else value)
