"""What processes hold, from /proc."""

from pathlib import Path

MEBIBYTE = 1024 * 1024
PROC = Path("/proc")


def resident(pid: int) -> float:
    """Return the resident memory of a process in megabytes; 0 where it is gone."""
    try:
        status = (PROC / str(pid) / "status").read_text()
    except OSError:
        return 0.0
    line = next((line for line in status.splitlines() if line.startswith("VmRSS:")), "VmRSS: 0")
    return int(line.split()[1]) * 1024 / MEBIBYTE


def children(pid: int) -> list[int]:
    """Return the ids of a process's children."""
    found: list[int] = []
    for told in (PROC / str(pid) / "task").glob("*/children"):
        found += [int(child) for child in told.read_text().split()]
    return found
