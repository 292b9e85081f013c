"""The page of the records and their fields, from the JSON Schemas in `schemas/json`."""

import inspect
import re
from collections.abc import Iterator
from typing import Any

from schemas.codec import json_schema
from schemas.generate import RECORDS
from tools.reference.markdown import code, codes, page, table

HEAD = """# Records

What the messages of the [topics](topics.md) hold, as JSON in UTF-8. A field without a default is
always there. Offsets count Unicode code points in the text or title as it was given; ends are
exclusive. Dates are EDTF.

This page is written from the dataclasses in `schemas/`; a test fails where they differ. For
programs there is a JSON Schema of each record, with
[that of events](../../schemas/json/event-record.schema.json) first; `schemas/examples` has
documents that are valid and some that are not.
"""
FIRST = ("EventRecord", "Article", "Decision")
"""What users meet; the others follow in the order of an article's way."""
WORDS = {
    "string": "text",
    "integer": "whole number",
    "number": "number",
    "boolean": "true or false",
    "null": "null",
}


def records_page() -> str:
    """Return the page as Markdown."""
    schemas = [json_schema(kind) for name, kind in RECORDS.items() if name != "mentions-message"]
    schemas.sort(key=lambda schema: FIRST.index(schema["title"]) if schema["title"] in FIRST else 9)
    parts: dict[str, Any] = {}
    for schema in schemas:
        parts |= schema.get("$defs", {})
    whole = {schema["title"] for schema in schemas}
    shared = sorted(name for name in parts if name not in whole)
    return page(
        [
            HEAD,
            *(line for schema in schemas for line in _record(schema, level=2)),
            "## Parts of records\n",
            *(line for name in shared for line in _record(parts[name], level=3)),
        ]
    )


def _record(schema: dict[str, Any], *, level: int) -> Iterator[str]:
    yield f"{'#' * level} {schema['title']}\n"
    words, _, listed = inspect.cleandoc(schema.get("description", "")).partition("Attributes:\n")
    yield words.rstrip() + "\n"
    meanings, required = _meanings(listed), schema.get("required", ())
    heads = ("field", "value", "default", *(("meaning",) if meanings else ()))
    rows = (
        (
            code(name),
            _value(field),
            "" if name in required else _default(field.get("default")),
            meanings.get(name, ""),
        )
        for name, field in schema["properties"].items()
    )
    yield from table(heads, (row[: len(heads)] for row in rows))


def _meanings(listed: str) -> dict[str, str]:
    """Return the meanings that the section `Attributes` of a docstring gives, by name."""
    entries = re.split(r"^    (?=\S)", listed, flags=re.MULTILINE)[1:]
    return {name: meaning for name, _, meaning in (entry.partition(": ") for entry in entries)}


def _value(field: dict[str, Any]) -> str:
    if "$ref" in field:
        name = field["$ref"].rpartition("/")[2]
        return f"[{name}](#{name.lower()})"
    if "anyOf" in field:
        return " or ".join(map(_value, field["anyOf"]))
    if "const" in field:
        return code(field["const"])
    if "enum" in field:
        return codes(field["enum"])
    if field.get("type") == "array":
        return f"list of {_value(field['items'])}" if "items" in field else "list"
    kind = str(field.get("type", "any value"))
    return WORDS.get(kind, kind)


def _default(value: object) -> str:
    if value is None:
        return "null"
    return code("[]" if value == [] else str(value).lower() if isinstance(value, bool) else value)
