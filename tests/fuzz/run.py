"""Coverage-guided fuzzing with atheris: `python -m tests.fuzz.run SECONDS`.

Or `make fuzz SECONDS=120`; so many seconds for each target. Starts from the examples of the schemas
and the seed articles. Where atheris is not installed it says so and ends with 0: the same targets
run on Hypothesis' input in `make test`. An input that breaks a target is kept in `fuzz-findings/`,
and the status is not 0.
"""

import importlib.util
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).parents[2]
FINDINGS = ROOT / "fuzz-findings"
DEFAULT_SECONDS = 60


def corpus(folder: Path) -> None:
    """Put what is valid, or nearly, where the fuzzer begins."""
    for number, path in enumerate(
        [*ROOT.glob("schemas/examples/*/*/*.json"), *ROOT.glob("seeds/*.txt")]
    ):
        data = path.read_bytes()
        (folder / f"{number}-plain").write_bytes(data)
        (folder / f"{number}-keyed").write_bytes(b"\x01" + data)


def fuzz(target: str, seconds: int) -> int:
    """Run one target in a process of its own; returns its status."""
    FINDINGS.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="dateline-fuzz-") as folder:
        corpus(Path(folder))
        command = [sys.executable, "-m", "tests.fuzz.one", target, folder]
        limits = [
            f"-max_total_time={seconds}",
            "-timeout=20",
            "-max_len=20000",
            "-rss_limit_mb=3000",
            "-print_final_stats=1",
        ]
        return subprocess.run(
            [*command, *limits, f"-artifact_prefix={FINDINGS}/{target}-"], check=False
        ).returncode


def main(arguments: list[str]) -> int:
    """Fuzz every target for the seconds given."""
    if importlib.util.find_spec("atheris") is None:
        sys.stdout.write(
            "fuzz: SKIPPED: atheris is not installed here "
            "(pip install atheris; it has wheels for Linux and CPython 3.11 to 3.13)\n"
        )
        return 0
    from tests.fuzz.targets import TARGETS  # noqa: PLC0415 - only where there is something to run

    seconds = int(arguments[0]) if arguments else DEFAULT_SECONDS
    failed = [target for target in TARGETS if fuzz(target, seconds) != 0]
    sys.stdout.write(
        f"fuzz: {', '.join(failed) or 'nothing'} broke; "
        f"{seconds} s for each of {', '.join(TARGETS)}\n"
    )
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
