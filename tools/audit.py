"""Look the locked dependencies up in the databases of known vulnerabilities.

Run it as `python tools/audit.py LOCK...`, or `make audit`. Exit status: 0 no vulnerability is
known; 1 some are known and are listed; 75 the question could not be asked (nothing was audited, and
the script tells the reason). With `--skip-unreachable`, which CI uses, the last case is told as a
skip and does not fail.
"""

import subprocess
import sys
import tempfile
import venv
from pathlib import Path

AUDITED, FOUND, UNREACHABLE = 0, 1, 75
"""75: EX_TEMPFAIL of sysexits.h."""
SERVICES = ("pypi", "osv")
"""Where pip-audit can ask; the second one where the first one does not answer."""
LISTED = ("Found ",)
"""How pip-audit begins where it found any."""
CANARY = (
    "jinja2==2.10 --hash=sha256:74c935a1b8bb9a3947c50a54766a969d4846290e1e788ea44c1392163723c3bd\n"
)
"""A release with a vulnerability that every database has known since 2019 (CVE-2019-10906). The
script asks about it and does not install it."""


def audit(locks: list[str], program: Path, folder: Path) -> tuple[int, str]:
    """Return a status and what to say; a source that does not know the canary is not believed."""
    canary = folder / "canary.txt"
    canary.write_text(CANARY, encoding="ascii")
    reasons = []
    for service in SERVICES:
        status, said = asked(service, [str(canary)], program)
        if status != FOUND:
            knows_nothing = "it knows of no vulnerability in a release that is known for one"
            reasons.append(f"{service}: {knows_nothing if status == AUDITED else reason(said)}")
            continue
        status, said = asked(service, locks, program)
        if status != UNREACHABLE:
            return (
                status,
                said
                if status == FOUND
                else f"no known vulnerabilities in {', '.join(locks)} ({service})",
            )
        reasons.append(f"{service}: {reason(said)}")
    return UNREACHABLE, f"no database of vulnerabilities could be asked ({'; '.join(reasons)})"


def asked(service: str, locks: list[str], program: Path) -> tuple[int, str]:
    """Ask one source about lock files; returns a status and all that pip-audit said."""
    command = [
        str(program),
        "--vulnerability-service",
        service,
        "--disable-pip",
        "--progress-spinner",
        "off",
    ]
    files = [part for lock in locks for part in ("--requirement", lock)]
    done = subprocess.run([*command, *files], capture_output=True, text=True, check=False)
    said = done.stdout + done.stderr
    if done.returncode == 0:
        return AUDITED, said
    return FOUND if any(word in said for word in LISTED) else UNREACHABLE, said


def reason(said: str) -> str:
    """The last line of what pip-audit said, which names the fault."""
    return next(
        (line.strip()[:200] for line in reversed(said.splitlines()) if line.strip()), "no answer"
    )


def installed(folder: Path) -> Path | None:
    """Install pip-audit into an environment of its own.

    Returns the program, or None where it cannot be installed.
    """
    venv.create(folder, with_pip=True)
    pip = [str(folder / "bin" / "python"), "-m", "pip", "--disable-pip-version-check"]
    done = subprocess.run(
        [*pip, "install", "--quiet", "pip-audit>=2.7"], capture_output=True, check=False
    )
    return folder / "bin" / "pip-audit" if done.returncode == 0 else None


def main(arguments: list[str]) -> int:
    """Audit the lock files named."""
    lenient = "--skip-unreachable" in arguments
    locks = [argument for argument in arguments if not argument.startswith("--")]
    with tempfile.TemporaryDirectory(prefix="dateline-audit-") as folder:
        program = installed(Path(folder))
        status, said = (
            audit(locks, program, Path(folder))
            if program
            else (UNREACHABLE, "pip-audit cannot be installed")
        )
    skipped = status == UNREACHABLE and lenient
    print(f"audit: {'SKIPPED, nothing was audited: ' if skipped else ''}{said}")
    return 0 if skipped else status


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
