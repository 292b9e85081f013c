from pathlib import Path

import pytest

from workers.cli.main import main


@pytest.mark.parametrize(
    ("arguments", "reason"),
    [
        ((), "--watch wants folders"),
        (("-",), "- is no folder"),
        (("missing",), "missing is no folder"),
        ((".", "--follow"), "--follow does not go with --watch"),
        ((".", "--opml", "feeds.opml"), "--opml does not go with --watch"),
        ((".", "--full"), "--full does not go with --watch"),
        ((".", "--format", "json"), "--format does not go with --watch"),
    ],
)
def test_what_cannot_be_watched_is_wrong_usage(
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
    arguments: tuple[str, ...],
    reason: str,
) -> None:
    monkeypatch.chdir(tmp_path)
    assert main(["feed", "--watch", *arguments]) == 2
    assert reason in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == []


def test_a_state_that_cannot_be_used_is_told_in_one_sentence(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    notes = tmp_path / "notes"
    notes.write_text("my notes " * 100)
    assert main(["feed", "--watch", str(tmp_path), "--state", str(notes)]) == 1
    told = capsys.readouterr().err
    assert told.startswith(f"dateline: {notes} is no SQLite file")
    assert "all files are then published again" in told
