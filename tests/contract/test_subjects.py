"""`.ci/subjects`, run on repositories made for it."""

import subprocess
from pathlib import Path

import pytest

SCRIPT = Path(__file__).parents[2] / ".ci" / "subjects"
FITS, TOO_LONG = "ä" * 72, "ä" * 73


def git(folder: Path, *arguments: str) -> None:
    own = [
        "-c",
        "user.name=Desk",
        "-c",
        "user.email=desk@example.org",
        "-c",
        "core.hooksPath=/dev/null",
    ]
    command = ["git", *own, *arguments]
    subprocess.run(command, cwd=folder, check=True, capture_output=True)


def commit(folder: Path, subject: str) -> None:
    git(folder, "commit", "--allow-empty", "-m", subject)


def checked(folder: Path, *arguments: str) -> tuple[int, str]:
    done = subprocess.run(
        [SCRIPT, *arguments], cwd=folder, capture_output=True, text=True, check=False
    )
    return done.returncode, done.stdout + done.stderr


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    """A branch `topic` on a `main` that has a subject from before the rule."""
    git(tmp_path, "init", "-b", "main")
    commit(tmp_path, TOO_LONG)
    commit(tmp_path, FITS)
    git(tmp_path, "switch", "-c", "topic")
    return tmp_path


def test_a_subject_of_72_characters_is_taken_and_one_more_is_refused(repository: Path) -> None:
    commit(repository, f"{FITS}\n\n{TOO_LONG} in the body")
    assert checked(repository) == (0, "")
    commit(repository, TOO_LONG)
    assert checked(repository) == (
        1,
        f"subjects: 73 characters, at most 72 are allowed: {TOO_LONG}\n",
    )


def test_every_commit_of_a_branch_counts_and_none_of_what_it_started_from(repository: Path) -> None:
    assert checked(repository) == (0, "")
    commit(repository, TOO_LONG)
    commit(repository, FITS)
    assert checked(repository)[0] == 1


def test_on_main_all_that_the_last_merge_brought_in_counts(repository: Path) -> None:
    commit(repository, TOO_LONG)
    git(repository, "switch", "main")
    assert checked(repository) == (0, "")
    git(repository, "merge", "--no-ff", "-m", "Merge the topic", "topic")
    assert checked(repository)[0] == 1


def test_a_range_is_taken_as_given(repository: Path) -> None:
    assert checked(repository, "HEAD")[0] == 1
    assert checked(repository, "HEAD^..HEAD") == (0, "")


def test_as_the_hook_commit_msg_it_reads_the_message(repository: Path, tmp_path: Path) -> None:
    message = tmp_path / "COMMIT_EDITMSG"
    message.write_text(f"{FITS}\n\n{TOO_LONG}\n", encoding="utf-8")
    assert checked(repository, str(message)) == (0, "")
    message.write_text(TOO_LONG, encoding="utf-8")
    assert checked(repository, str(message))[0] == 1


def test_without_a_history_it_says_that_nothing_is_checked(tmp_path: Path) -> None:
    assert checked(tmp_path) == (0, "subjects: no git history here, nothing is checked\n")
