"""Virtual environments for the peers, made on demand in the user's cache, one for each."""

import fcntl
import os
import subprocess
import sys
import venv
from hashlib import sha256
from pathlib import Path

from benchmarks.suite.venues import Skipped

INSTALL_SECONDS = 900
DONE = "installed"
"""File that says that all is in an environment."""


def python_of(name: str, requirements: tuple[str, ...]) -> Path:
    """Return the interpreter of an environment that holds `requirements`.

    The first call installs them, which takes minutes.

    Raises:
        Skipped: They cannot be installed here.
    """
    folder = _folder(name, requirements)
    folder.parent.mkdir(parents=True, exist_ok=True)
    done = folder / DONE
    with folder.with_suffix(".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not done.exists():
            _make(name, folder, requirements)
            done.touch()
    return folder / "bin" / "python"


def is_installed(name: str, requirements: tuple[str, ...]) -> bool:
    """Whether the environment is there."""
    return (_folder(name, requirements) / DONE).exists()


def _folder(name: str, requirements: tuple[str, ...]) -> Path:
    told = sha256("\n".join((sys.version, *requirements)).encode()).hexdigest()[:12]
    return cache() / f"{name}-{told}"


def cache() -> Path:
    """Return the folder that holds the environments."""
    base = os.environ.get("XDG_CACHE_HOME")
    return (Path(base) if base else Path.home() / ".cache") / "dateline" / "peers"


def _make(name: str, folder: Path, requirements: tuple[str, ...]) -> None:
    print(f"installing {name} into {folder} (once, some minutes) ...", file=sys.stderr, flush=True)
    venv.create(folder, clear=True, with_pip=True)
    command = [
        str(folder / "bin" / "python"),
        "-m",
        "pip",
        "install",
        "--quiet",
        "--disable-pip-version-check",
    ]
    try:
        done = subprocess.run(
            [*command, *requirements],
            capture_output=True,
            timeout=INSTALL_SECONDS,
            check=False,
            text=True,
        )
    except subprocess.TimeoutExpired:
        raise Skipped(f"{name}: not installed within {INSTALL_SECONDS} s") from None
    if done.returncode:
        raise Skipped(
            f"{name}: cannot be installed: "
            f"{(done.stderr.strip().splitlines() or ['no reason given'])[-1]}"
        )
