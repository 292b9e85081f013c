from pathlib import Path

import pytest

from workers.cli.main import main
from workers.settings import Settings
from workers.streams.state.state_folder import StateFolder


def test_the_state_folder_is_emptied(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATELINE_STATE_DIR", str(tmp_path))
    (tmp_path / "tables").mkdir()
    (tmp_path / "tables" / "old").write_bytes(b"x")
    assert main(["rebuild-state"]) == 0
    assert not (tmp_path / "tables" / "old").exists()


def test_a_folder_in_use_is_left_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("DATELINE_STATE_DIR", str(tmp_path))
    folder = StateFolder.of(Settings(state_dir=tmp_path))
    folder.open()
    (tmp_path / "kept").write_bytes(b"x")
    assert main(["rebuild-state"]) == 1
    assert (tmp_path / "kept").exists()
    assert "Traceback" not in capsys.readouterr().err
    folder.release()
