import io
import json
from pathlib import Path
from types import SimpleNamespace

import pytest

from workers.articles import RawArticle, SourceError, read_article, read_path, size_of


def test_a_text_file_travels_as_our_json_with_its_name_as_id(tmp_path: Path) -> None:
    (tmp_path / "harbour.v1.txt").write_bytes(b"The harbour\r\nopened.\n")
    (raw,) = read_path(tmp_path / "harbour.v1.txt")
    assert raw.key == b"harbour.v1"
    assert json.loads(raw.value) == {"id": "harbour.v1", "text": "The harbour\r\nopened.\n"}
    assert (
        read_article(raw.value, key=raw.key, max_text_length=100).text == "The harbour\r\nopened.\n"
    )


def test_a_text_file_that_is_not_utf8_travels_raw(tmp_path: Path) -> None:
    (tmp_path / "bad.txt").write_bytes(b"caf\xe9")
    (raw,) = read_path(tmp_path / "bad.txt")
    assert (raw.key, raw.value) == (b"bad", b"caf\xe9")


def test_each_line_of_a_jsonl_file_is_an_article_and_broken_ones_keep_their_bytes(
    tmp_path: Path,
) -> None:
    file = tmp_path / "feed.jsonl"
    file.write_bytes(
        b'{"id": "a", "text": "x"}\n\n{"url": "https://e.org/b#c", "text": "y"}\n{broken \xff\n'
    )
    first, second, third = read_path(file)
    assert first == RawArticle(b"a", b'{"id": "a", "text": "x"}', f"{file}:1")
    assert (second.key, second.where) == (b"https://e.org/b", f"{file}:3")
    assert third.value == b"{broken \xff"
    assert third.key.startswith(b"sha256:")


def test_a_json_file_may_hold_one_article_or_a_list(tmp_path: Path) -> None:
    (tmp_path / "one.json").write_text('{\n "id": "a", "text": "x"}')
    (tmp_path / "two.json").write_text('[{"id": "b", "text": "x"}, {"id": "c", "text": "y"}]')
    assert [raw.key for raw in read_path(tmp_path)] == [b"a", b"b", b"c"]


def test_json_ld_lists_are_one_article(tmp_path: Path) -> None:
    (tmp_path / "ld.json").write_text('[{"@type": "NewsArticle", "headline": "x"}]')
    assert len(list(read_path(tmp_path / "ld.json"))) == 1


def test_a_directory_is_read_in_order_of_names_below_it_too_and_hidden_or_unknown_files_are_left(
    tmp_path: Path,
) -> None:
    (tmp_path / "b").mkdir()
    for name in ("b/1.txt", "a.txt", "c.html", ".hidden.txt", "notes.md", "empty.txt"):
        (tmp_path / name).write_text("" if name == "empty.txt" else "<p>Hello</p>")
    assert [raw.key for raw in read_path(tmp_path)] == [b"a", b"b/1", b"c"]


@pytest.mark.parametrize(
    ("data", "keys"),
    [
        (b'{"id": "a", "text": "x"}\n{"id": "b", "text": "y"}\n', [b"a", b"b"]),
        (b'{\n"id": "a",\n"text": "x"}\n', [b"a"]),
        (b'[{"id": "a", "text": "x"}]', [b"a"]),
    ],
)
def test_standard_input_is_told_by_content(
    data: bytes, keys: list[bytes], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.stdin", SimpleNamespace(buffer=io.BytesIO(data)))
    assert [raw.key for raw in read_path("-")] == keys


def test_text_on_standard_input_is_named_by_its_content(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", SimpleNamespace(buffer=io.BytesIO(b"Hello there.")))
    (raw,) = read_path("-")
    assert raw.key.startswith(b"sha256:")
    assert raw.where == "-"


def test_a_given_format_overrides_the_suffix(tmp_path: Path) -> None:
    (tmp_path / "feed.log").write_text('{"id": "a", "text": "x"}\n')
    assert [raw.key for raw in read_path(tmp_path / "feed.log", "jsonl")] == [b"a"]


def test_a_missing_path_and_an_unknown_format_are_told(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match="no such file"):
        list(read_path(tmp_path / "none"))
    with pytest.raises(SourceError, match="choose from"):
        list(read_path(tmp_path, "csv"))


def test_the_size_is_that_of_the_files_that_will_be_read(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(b"12345")
    (tmp_path / "b.jsonl").write_bytes(b"{}\n")
    (tmp_path / "c.bin").write_bytes(b"x" * 100)
    assert size_of(tmp_path) == 8
    assert size_of(tmp_path, "html") == 108, "a format is for files of any suffix"
    assert size_of(tmp_path / "a.txt") == 5
    assert size_of(tmp_path / "none.txt") == 0
    assert size_of("-") is None


ITEM = {"uri": "urn:a", "versioncreated": "2024-05-03", "body_text": "x"}


@pytest.mark.parametrize("suffix", ["json", "jsonl"])
@pytest.mark.parametrize("name", ["items", "_items", "results"])
def test_a_bundle_of_ninjs_items_is_cut_into_its_items(
    tmp_path: Path, suffix: str, name: str
) -> None:
    bundle = {"took": 3, "tags": ["a"], name: [ITEM, {**ITEM, "uri": "urn:b"}]}
    (tmp_path / f"wire.{suffix}").write_text(json.dumps(bundle))
    first, second = read_path(tmp_path)
    assert [first.key, second.key] == [b"urn:a", b"urn:b"]
    assert json.loads(first.value) == ITEM
    assert second.where.endswith("[1]")


@pytest.mark.parametrize(
    "value",
    [
        {**ITEM, "associations": [ITEM, ITEM]},
        {"id": "a", "text": "x", "items": [ITEM, {"uri": "urn:b"}]},
        {"items": []},
    ],
)
def test_an_item_with_items_and_a_list_of_other_things_are_no_bundle(
    tmp_path: Path, value: dict[str, object]
) -> None:
    (tmp_path / "one.json").write_text(json.dumps(value))
    (raw,) = read_path(tmp_path)
    assert json.loads(raw.value) == value
