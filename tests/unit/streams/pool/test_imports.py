"""What the worker and the processes of its pool import: each library is tens of megabytes."""

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[4]
ANALYSIS = """
from workers.settings import Settings
from workers.streams.pool.analysis import english
english(Settings()).warm()
"""
WORKER = """
from workers.bootstrap import create_worker
from workers.settings import Settings
create_worker(Settings())
"""


def imported(source: str) -> set[str]:
    told = f"{source}\nimport sys\nprint(*{{name.split('.')[0] for name in sys.modules}})"
    done = subprocess.run(
        [sys.executable, "-c", told], cwd=ROOT, check=True, capture_output=True, text=True
    )
    return set(done.stdout.split())


def test_the_worker_imports_nothing_that_reads_articles() -> None:
    found = imported(WORKER)
    assert "faust" in found
    assert not found & {"spacy", "thinc", "onnxruntime", "py3langid", "trafilatura", "lxml"}


@pytest.mark.model
def test_a_process_of_the_pool_imports_nothing_of_the_worker() -> None:
    found = imported(ANALYSIS)
    assert "spacy" in found
    assert not found & {"faust", "aiokafka", "aiohttp", "rocksdict", "trafilatura", "lxml"}
