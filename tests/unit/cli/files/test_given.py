from io import BytesIO
from pathlib import Path
from types import SimpleNamespace

import pytest

from workers.cli.failure import CommandError
from workers.cli.files.given import read_given


def test_a_file_or_standard_input_is_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "a").write_bytes(b"one")
    monkeypatch.setattr("sys.stdin", SimpleNamespace(buffer=BytesIO(b"two")))
    assert (read_given(str(tmp_path / "a")), read_given("-")) == (b"one", b"two")


def test_a_file_that_cannot_be_read_is_told(tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="No such file or directory"):
        read_given(str(tmp_path / "none"))
