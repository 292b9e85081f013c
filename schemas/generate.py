"""Write the JSON Schemas of all records from their types: `python -m schemas.generate`.

A test fails where the files differ from what this module writes.
"""

import sys
from pathlib import Path
from typing import Any

import orjson

from schemas.annotated import AnnotatedArticle
from schemas.article import Article
from schemas.codec import MentionsMessage, json_schema
from schemas.decision import Decision
from schemas.event import EventRecord
from schemas.mentions import ArticleMentions, Tick
from schemas.prepared import PreparedArticle

FOLDER = Path(__file__).parent / "json"
RECORDS: dict[str, Any] = {
    "article": Article,
    "prepared-article": PreparedArticle,
    "annotated-article": AnnotatedArticle,
    "article-mentions": ArticleMentions,
    "tick": Tick,
    "decision": Decision,
    "mentions-message": MentionsMessage,
    "event-record": EventRecord,
}
"""Name of a schema file, without `.schema.json`, and the record it describes."""


def schema_files() -> dict[str, bytes]:
    """Return what belongs into each file of the folder, by file name."""
    options = orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE
    return {
        f"{name}.schema.json": orjson.dumps(json_schema(kind), option=options)
        for name, kind in RECORDS.items()
    }


def outdated(folder: Path = FOLDER) -> list[str]:
    """Return the names of files that are missing, not current, or left over."""
    wanted = schema_files()
    there = {path.name: path.read_bytes() for path in folder.glob("*") if path.is_file()}
    return sorted(
        name for name in wanted.keys() | there.keys() if wanted.get(name) != there.get(name)
    )


def write(folder: Path = FOLDER) -> None:
    """Write the files, and remove those that no record has any more."""
    folder.mkdir(exist_ok=True)
    wanted = schema_files()
    for path in folder.glob("*.schema.json"):
        if path.name not in wanted:
            path.unlink()
    for name, data in wanted.items():
        (folder / name).write_bytes(data)


if __name__ == "__main__":
    write()
    sys.stdout.write(f"{len(RECORDS)} schemas in {FOLDER}\n")
