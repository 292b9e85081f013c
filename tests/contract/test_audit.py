"""The audit of dependencies never passes without having asked somebody who knows."""

import importlib.util
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def tool() -> ModuleType:
    spec = importlib.util.spec_from_file_location("audit_tool", ROOT / "tools" / "audit.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def program(folder: Path, *, canary: str, locks: str) -> Path:
    """Something in pip-audit's place that answers so for the canary, and so for anything else."""
    path = folder / "pip-audit"
    path.write_text(f'#!/bin/sh\ncase "$*" in *canary*) {canary};; *) {locks};; esac\n')
    path.chmod(0o755)
    return path


FOUND = "echo 'Found 1 known vulnerability in 1 package'; exit 1"
NONE = "echo 'No known vulnerabilities found' >&2; exit 0"
AWAY = "echo 'requests.exceptions.ConnectionError: no route' >&2; exit 1"


@pytest.mark.parametrize(
    ("canary", "locks", "status", "said"),
    [
        (FOUND, NONE, 0, "no known vulnerabilities in a.lock"),
        (FOUND, FOUND, 1, "Found 1 known vulnerability"),
        (NONE, NONE, 75, "knows of no vulnerability in a release that is known for one"),
        (AWAY, AWAY, 75, "no route"),
        (FOUND, AWAY, 75, "no route"),
    ],
)
def test_only_a_source_that_knows_a_published_vulnerability_is_believed(  # noqa: PLR0917 - a table
    tool: ModuleType, tmp_path: Path, canary: str, locks: str, status: int, said: str
) -> None:
    asked = program(tmp_path, canary=canary, locks=locks)
    found, words = tool.audit(["a.lock"], asked, tmp_path)
    assert (found, said in words) == (status, True)


@pytest.mark.parametrize(
    ("arguments", "status", "said"),
    [([], 75, "audit: no"), (["--skip-unreachable"], 0, "audit: SKIPPED, nothing was audited")],
)
def test_what_could_not_be_asked_is_a_failure_or_a_skip_that_says_so(  # noqa: PLR0917 - a table
    tool: ModuleType,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    arguments: list[str],
    status: int,
    said: str,
) -> None:
    monkeypatch.setattr(tool, "installed", lambda _folder: Path("/bin/false"))
    assert tool.main([*arguments, "a.lock"]) == status
    assert capsys.readouterr().out.startswith(said)
