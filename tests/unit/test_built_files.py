from pathlib import Path

import pytest

from workers import built_files
from workers.built_files import ensure, path_of


def test_a_file_that_is_there_is_used_where_nothing_can_be_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    built = path_of("words.sqlite", [b"1"])
    built.touch()
    monkeypatch.setattr(built_files, "_writable", lambda _folder: False)
    assert path_of("words.sqlite", [b"1"]) == built


def test_without_one_and_without_leave_to_write_it_goes_to_the_temporary_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    monkeypatch.setattr(built_files, "_writable", lambda _folder: False)
    assert tmp_path not in path_of("words.sqlite", [b"1"]).parents


def test_other_sources_make_another_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    assert path_of("words.sqlite", [b"1"]) != path_of("words.sqlite", [b"2"])
    assert path_of("words.sqlite", [b"1"]).suffix == ".sqlite"


def test_a_file_is_built_once_and_never_seen_half_built(tmp_path: Path) -> None:
    path = tmp_path / "folder" / "words.sqlite"

    def build(building: Path) -> None:
        assert building.parent == path.parent
        assert not path.exists()
        building.write_text("whole")

    assert ensure(path, build) == path
    path.write_text("kept")
    assert ensure(path, build).read_text() == "kept"
    assert [*path.parent.iterdir()] == [path]
