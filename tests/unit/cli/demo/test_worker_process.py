"""A worker as a child process of the demo."""

import signal
import subprocess
from pathlib import Path
from typing import Any

import pytest

from workers.cli.demo.worker_process import WorkerProcess


def test_an_interrupt_while_it_starts_leaves_no_process_behind(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    started: list[subprocess.Popen[bytes]] = []
    popen = subprocess.Popen

    def interrupted(*arguments: Any, **options: Any) -> subprocess.Popen[bytes]:
        started.append(popen(*arguments, **options))
        signal.raise_signal(signal.SIGINT)
        return started[-1]

    monkeypatch.setattr(subprocess, "Popen", interrupted)
    worker = WorkerProcess({}, tmp_path / "worker.log", web="http://127.0.0.1:1")
    with pytest.raises(KeyboardInterrupt), worker:
        worker.start()
    assert [process.poll() is not None for process in started] == [True]
