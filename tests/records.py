"""Comparing runs: records without what may differ between them."""

import json
from pathlib import Path
from typing import Any

BOOKKEEPING = ("event_id", "version", "change", "changes")
"""What may differ between two runs; everything else must be the same.

Ids depend on which member came first, versions and the last change on how updates were coalesced.
"""


def by_content(path: Path) -> list[str]:
    """Return the records of a file in an order and form that do not depend on ids.

    Relations name events by their mentions.
    """
    return canonical([json.loads(line) for line in path.read_bytes().splitlines()])


def canonical(records: list[dict[str, Any]]) -> list[str]:
    """Return records as sorted JSON strings without bookkeeping."""
    names = {record["event_id"]: _name(record) for record in records}
    return sorted(json.dumps(_content(record, names), sort_keys=True) for record in records)


def _name(record: dict[str, Any]) -> str:
    return ";".join(
        sorted(f"{m['article_id']}/{m['field']}/{m['start']}" for m in record["mentions"])
    )


def _content(record: dict[str, Any], names: dict[str, str]) -> dict[str, Any]:
    content = {key: value for key, value in record.items() if key not in BOOKKEEPING}
    relations = [
        (relation["kind"], names.get(relation["event_id"], "?")) for relation in record["relations"]
    ]
    return {**content, "relations": sorted(relations)}
