from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

from schemas.codec import json_schema
from schemas.generate import FOLDER, RECORDS, outdated, schema_files, write


def test_the_schema_files_are_what_the_types_say() -> None:
    assert outdated(FOLDER) == [], "run `python -m schemas.generate`"


def test_a_missing_changed_or_left_over_file_is_noticed(tmp_path: Path) -> None:
    write(tmp_path)
    assert outdated(tmp_path) == []
    (tmp_path / "tick.schema.json").write_text("{}")
    (tmp_path / "article.schema.json").unlink()
    (tmp_path / "gone.schema.json").write_text("{}")
    assert outdated(tmp_path) == ["article.schema.json", "gone.schema.json", "tick.schema.json"]


def test_writing_removes_what_no_record_has_any_more(tmp_path: Path) -> None:
    (tmp_path / "gone.schema.json").write_text("{}")
    write(tmp_path)
    assert sorted(path.name for path in tmp_path.iterdir()) == sorted(schema_files())


@pytest.mark.parametrize("name", sorted(RECORDS))
def test_each_schema_is_valid_and_described(name: str) -> None:
    schema = json_schema(RECORDS[name])
    Draft202012Validator.check_schema(schema)
    assert schema["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    parts = [schema, *schema.get("$defs", {}).values()]
    assert all(part.get("description") or "oneOf" in part for part in parts)
