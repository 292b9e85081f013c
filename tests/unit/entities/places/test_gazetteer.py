from pathlib import Path

import pytest

from workers.entities.places import gazetteer


def test_a_gazetteer_that_is_there_is_used_where_nothing_can_be_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    built = gazetteer.default_path()
    built.touch()
    monkeypatch.setattr(gazetteer, "_writable", lambda _folder: False)
    assert gazetteer.default_path() == built


def test_without_one_and_without_leave_to_write_it_goes_to_the_temporary_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    monkeypatch.setattr(gazetteer, "_writable", lambda _folder: False)
    assert tmp_path not in gazetteer.default_path().parents
