"""Install a hash-pinned lock file with pip, showing how far it is.

    python tools/install.py requirements.lock

Runs under the environment's own interpreter, with the standard library alone. On a terminal a bar
moves with each package that pip takes up; elsewhere the script prints a line every ten packages.
Exits with pip's status, after pip's last lines where it failed.
"""

import re
import subprocess
import sys
from collections import deque
from pathlib import Path

TAKEN_UP = re.compile(r"^(?:Collecting|Requirement already satisfied:) ")
BAR = 40
LAST_LINES = 15


def main(lock: str) -> int:
    total = sum(
        "==" in line
        for line in Path(lock).read_text(encoding="utf-8").splitlines()
        if not line.startswith((" ", "#"))
    )
    command = [
        sys.executable,
        "-m",
        "pip",
        "--disable-pip-version-check",
        "install",
        "--require-hashes",
        "--progress-bar",
        "off",
        "-r",
        lock,
    ]
    last: deque[str] = deque(maxlen=LAST_LINES)
    done = 0
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
    ) as pip:
        for line in pip.stdout or ():
            last.append(line)
            if TAKEN_UP.match(line):
                done += 1
                show(done, total, "fetching")
            elif line.startswith("Installing collected packages"):
                show(total, total, "unpacking")
    if sys.stdout.isatty():
        print()
    if pip.returncode:
        sys.stderr.writelines(last)
        print(
            f"pip could not install {lock} (status {pip.returncode}); the lines above say why",
            file=sys.stderr,
        )
    return pip.returncode


def show(done: int, total: int, doing: str) -> None:
    if sys.stdout.isatty():
        filled = BAR * min(done, total) // total
        print(
            f"\r  [{'#' * filled}{' ' * (BAR - filled)}] {min(done, total)}/{total} {doing:9}",
            end="",
            flush=True,
        )
    elif done % 10 == 0 or doing == "unpacking":
        print(f"  {min(done, total)}/{total} {doing}", flush=True)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
