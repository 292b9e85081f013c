"""JSON Lines end at line feeds.

A string of JSON may hold the characters at which `str.splitlines()` cuts too.
"""

import json
from collections.abc import Mapping
from pathlib import Path

from benchmarks import speed
from schemas import encode
from tests.unit.consolidation.making import article, chain
from training import links, triggers

SEPARATORS = "one\u2028two\u2029three\u0085four"


def written(path: Path, *rows: Mapping[str, object]) -> Path:
    path.write_text(
        "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), encoding="utf-8"
    )
    return path


def test_the_benchmark_of_speed_reads_them(tmp_path: Path) -> None:
    assert speed.read(written(tmp_path / "a.jsonl", {"text": SEPARATORS}, {"text": "b"})) == [
        SEPARATORS,
        "b",
    ]


def test_the_trainer_of_triggers_reads_them(tmp_path: Path) -> None:
    rows = [{"text": SEPARATORS}, {"text": "b"}]
    assert triggers.read(written(tmp_path / "a.jsonl", *rows)) == rows


def test_the_trainer_of_links_reads_them(tmp_path: Path) -> None:
    gold = {"id": "a", "cluster": SEPARATORS}
    written(tmp_path / "gold.jsonl", gold)
    mentions = encode(article("a", chain(0, "visit"), story=SEPARATORS, published="2024-03-01"))
    (tmp_path / "mentions.jsonl").write_bytes(mentions + b"\n")
    assert links._read(tmp_path).gold == {"a": gold}
