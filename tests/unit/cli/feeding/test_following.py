from pathlib import Path

import pytest

from workers.cli.main import main


def refused(capsys: pytest.CaptureFixture[str], *arguments: str) -> str:
    """What `dateline feed` says when it refuses these arguments with status 2."""
    try:
        status: object = main(["feed", *arguments])
    except SystemExit as ended:
        status = ended.code
    assert status == 2
    return capsys.readouterr().err


@pytest.mark.parametrize(
    ("arguments", "reason"),
    [
        ((), "give files or folders, or --follow"),
        (("--follow",), "wants addresses of feeds"),
        (("--once", "a.txt"), "--once goes with --follow or --watch"),
        (("--allow-private", "a.txt"), "--allow-private goes with --follow"),
        (("--follow", "news.txt"), "news.txt is neither an http nor an https address"),
        (("--follow", "file:///etc/passwd"), "neither an http nor an https address"),
        (("--follow", "http://10.0.0.1/rss"), "--allow-private allows it"),
        (("--follow", "https://e.org/rss", "--every", "1s"), "--every is 10s or more for feeds"),
        (("--follow", "https://e.org/rss", "--every", "often"), "a time is wanted"),
        (("--follow", "https://e.org/rss", "--contact", "a\nb: c"), "one line of ASCII"),
        (("--sitemap", "missing.xml"), "missing.xml is no file"),
        (("--opml", "missing.opml"), "cannot read missing.opml"),
    ],
)
def test_what_cannot_be_followed_is_wrong_usage(
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
    arguments: tuple[str, ...],
    reason: str,
) -> None:
    monkeypatch.chdir(tmp_path)
    assert reason in refused(capsys, *arguments)
    assert list(tmp_path.iterdir()) == []


def test_a_state_that_cannot_be_used_is_told_in_one_sentence(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    notes = tmp_path / "notes"
    notes.write_text("my notes " * 100)
    assert main(["feed", "--follow", "https://example.org/rss", "--state", str(notes)]) == 1
    assert capsys.readouterr().err.startswith(f"dateline: {notes} is no SQLite file")
