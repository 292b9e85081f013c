"""The wheel, built by the project's own backend, installed and run in an empty environment."""

import importlib.util
import json
import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
import yaml

ROOT = Path(__file__).parents[2]
PACKAGES = ("schemas", "seeds", "workers")
TIMEOUT = 300
NEEDED = ("pip", "venv", "hatchling")


@pytest.fixture(scope="module")
def built(
    tmp_path_factory: pytest.TempPathFactory,
) -> tuple[subprocess.CompletedProcess[str], Path]:
    missing = [name for name in NEEDED if importlib.util.find_spec(name) is None]
    if missing:
        pytest.skip(
            f"a wheel is built and installed with {', '.join(NEEDED)}; "
            f"here is no {', '.join(missing)}"
        )
    folder = tmp_path_factory.mktemp("wheel")
    done = subprocess.run(
        [ROOT / ".ci" / "wheel", folder, "--offline"],
        env={**os.environ, "PYTHON": sys.executable, "DATELINE_WEB_PORT": "0"},
        capture_output=True,
        text=True,
        timeout=TIMEOUT,
        check=False,
    )
    return done, folder


@pytest.mark.broker
@pytest.mark.model
@pytest.mark.slow
def test_the_demo_runs_from_the_wheel_alone(
    built: tuple[subprocess.CompletedProcess[str], Path],
) -> None:
    done, folder = built
    assert done.returncode == 0, done.stdout + done.stderr
    assert "5 articles published" in done.stdout
    records = [json.loads(line) for line in (folder / "events.jsonl").read_bytes().splitlines()]
    assert {article["id"] for record in records for article in record["articles"]} == {
        seed.stem for seed in (ROOT / "seeds").glob("*.txt")
    }


@pytest.mark.slow
def test_the_wheel_holds_every_file_of_the_packages(
    built: tuple[subprocess.CompletedProcess[str], Path],
) -> None:
    (wheel,) = built[1].glob("dateline-*.whl")
    packed = {name for name in zipfile.ZipFile(wheel).namelist() if ".dist-info/" not in name}
    here = {
        str(path.relative_to(ROOT))
        for package in PACKAGES
        for path in (ROOT / package).rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    }
    assert packed == here


def test_a_release_is_what_this_tests() -> None:
    workflow = yaml.safe_load(
        (ROOT / ".github" / "workflows" / "release.yml").read_text(encoding="utf-8")
    )
    runs = [step.get("run", "") for step in workflow["jobs"]["wheel"]["steps"]]
    assert ".ci/wheel dist" in runs
    assert workflow["jobs"]["release"]["needs"] == "wheel"
