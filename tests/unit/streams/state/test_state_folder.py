from pathlib import Path

import orjson
import pytest

from workers.settings import Settings
from workers.streams.failures.worker_errors import StateError
from workers.streams.state.state_folder import LAYOUT, StateFolder


def folder(path: Path, **changed: str) -> StateFolder:
    return StateFolder.of(Settings(state_dir=path, **changed))  # type: ignore[arg-type]


def with_table(path: Path) -> Path:
    table = path / "v1" / "tables" / "state-0.db"
    table.mkdir(parents=True)
    return table


def test_state_that_was_closed_cleanly_is_used_again(tmp_path: Path) -> None:
    first = folder(tmp_path)
    first.open()
    table = with_table(tmp_path)
    first.close_clean()
    first.release()
    assert not folder(tmp_path).open()
    assert table.exists()


def test_state_left_by_a_crash_is_wiped(tmp_path: Path) -> None:
    first = folder(tmp_path)
    first.open()
    table = with_table(tmp_path)
    first.release()
    assert folder(tmp_path).open()
    assert not table.exists()


def test_a_crash_after_a_clean_start_wipes_too(tmp_path: Path) -> None:
    for end in ("clean", "crash"):
        own = folder(tmp_path)
        own.open()
        if end == "clean":
            with_table(tmp_path)
            own.close_clean()
        own.release()
    assert folder(tmp_path).open()


def test_state_of_other_topics_is_wiped(tmp_path: Path) -> None:
    first = folder(tmp_path)
    first.open()
    with_table(tmp_path)
    first.close_clean()
    first.release()
    assert folder(tmp_path, broker="elsewhere:9092").open()


def test_a_folder_that_another_worker_uses_is_refused(tmp_path: Path) -> None:
    first = folder(tmp_path)
    first.open()
    with pytest.raises(StateError, match="in use by another worker"):
        folder(tmp_path).open()


def test_a_folder_of_a_newer_version_is_refused(tmp_path: Path) -> None:
    (tmp_path / "clean.json").write_bytes(orjson.dumps({"layout": LAYOUT + 1}))
    with pytest.raises(StateError, match="newer version"):
        folder(tmp_path).open()


def test_rebuilding_wipes_what_a_clean_stop_left(tmp_path: Path) -> None:
    first = folder(tmp_path)
    first.open()
    table = with_table(tmp_path)
    first.close_clean()
    first.release()
    folder(tmp_path).rebuild()
    assert not table.exists()


def test_a_folder_that_cannot_be_made_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(StateError, match="cannot be used"):
        folder(tmp_path / "file").open()
