import os
import signal
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).parents[4]
SIGTERM_BIT = 1 << (signal.SIGTERM - 1)


def test_a_worker_told_to_stop_while_it_loads_exits_cleanly(tmp_path: Path) -> None:
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "DATELINE_STATE_DIR": str(tmp_path)}
    with subprocess.Popen(
        [sys.executable, "-m", "workers", "worker"], env=environment, stderr=subprocess.PIPE
    ) as worker:
        while not _catches(worker.pid):
            time.sleep(0.002)
        worker.terminate()
        _out, told = worker.communicate(timeout=60)
    assert worker.returncode == 0, told.decode()


def _catches(pid: int) -> bool:
    """Whether the process has a handler for SIGTERM."""
    status = Path(f"/proc/{pid}/status").read_text()
    mask = next(line.split()[1] for line in status.splitlines() if line.startswith("SigCgt"))
    return bool(int(mask, 16) & SIGTERM_BIT)
