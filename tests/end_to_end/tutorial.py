"""The commands of `docs/tutorial.md`, run in shells as a reader runs them.

The page and this module cannot drift apart: what is run and what has to be printed is read from the
page. Only what a test must not use is replaced: the addresses of the papers and the ports.
"""

import os
import re
import signal
import subprocess
import sys
import sysconfig
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from itertools import count
from pathlib import Path
from threading import Thread

from workers.streams.apache_broker.node import free_ports

ROOT = Path(__file__).parents[2]
PAGE = ROOT / "docs" / "tutorial.md"
PAPERS = Path(__file__).parent / "papers"
STEP = re.compile(
    r'^```bash title="(?P<terminal>Terminal \d)(?P<busy> \(stays busy\))?"\n(?P<commands>.*?)^```\n'
    r"(?:\n```text\n(?P<printed>.*?)^```\n)?",
    re.MULTILINE | re.DOTALL,
)
PATIENCE = 90.0
INSTALLED = """\
python3 -m venv --without-pip .venv
printf '{root}\\n{packages}\\n' > "$(echo .venv/lib/python*/site-packages)/tutorial.pth"
printf '#!%s\\nfrom workers.cli import main\\nraise SystemExit(main())\\n' \
"$PWD/.venv/bin/python" > .venv/bin/dateline
chmod +x .venv/bin/dateline
touch -d '+1 hour' .venv/.installed
"""
"""What stands in for the installation: an environment with the packages that the tests have, for
which `make setup` finds nothing to do."""


class UnexpectedOutputError(AssertionError):
    """A step of the tutorial printed something else than its page says."""


@dataclass(frozen=True, slots=True)
class Step:
    """A block of commands of the page, and what it prints there (None where that is left open)."""

    terminal: str
    busy: bool
    commands: str
    printed: str | None

    def matches(self, output: str) -> bool:
        """Whether the output is that of the page; `...` is anything, alone in a line any lines."""
        ended = output if output.endswith("\n") else f"{output}\n"
        return self.printed is None or bool(
            _pattern(self.printed, whole=not self.busy).match(ended)
        )


def steps() -> list[Step]:
    """Return the steps of the page, in their order."""
    return [
        Step(found["terminal"], bool(found["busy"]), found["commands"], found["printed"])
        for found in STEP.finditer(PAGE.read_text(encoding="utf-8"))
    ]


def _pattern(printed: str, *, whole: bool) -> "re.Pattern[str]":
    lines = (
        "(?:.*\n)*?" if line == "..." else ".*".join(map(re.escape, line.split("..."))) + "\n"
        for line in printed.splitlines()
    )
    return re.compile("".join(lines) + (r"\Z" if whole else ""))


@dataclass(slots=True)
class Terminal:
    """A shell in which commands are run, with all that it has printed in a file."""

    shell: "subprocess.Popen[bytes]"
    log: Path
    numbers: Iterator[int] = field(default_factory=lambda: count(1))

    def output(self, start: int) -> str:
        """Return what was printed from a place in the file on."""
        return self.log.read_bytes()[start:].decode()

    def run(self, commands: str, *, busy: bool) -> "Running":
        """Run commands; unless they stay busy, the end of their output is marked."""
        mark = "" if busy else f"done {next(self.numbers)} of {self.shell.pid}"
        start = self.log.stat().st_size
        assert self.shell.stdin is not None
        chain = " &&\n".join(commands.splitlines())
        said = f"{chain}\n" + (f'echo "{mark}: $?"\n' if mark else "")
        self.shell.stdin.write(said.encode())
        self.shell.stdin.flush()
        return Running(self, start, mark)

    def stop(self) -> None:
        """Press Ctrl-C, and close the terminal."""
        for how in (signal.SIGINT, signal.SIGTERM, signal.SIGKILL):
            try:
                os.killpg(self.shell.pid, how)
                self.shell.communicate(timeout=40)
            except ProcessLookupError:
                return
            except subprocess.TimeoutExpired:
                continue


@dataclass(frozen=True, slots=True)
class Running:
    """Commands under way in a terminal."""

    terminal: Terminal
    start: int
    mark: str

    def output(self) -> str | None:
        """Return what they have printed, None while they go on."""
        text = self.terminal.output(self.start)
        if not self.mark:
            return text
        head, found, tail = text.rpartition(self.mark)
        if not found or "\n" not in tail:
            return None
        if tail.strip() != ": 0":
            raise UnexpectedOutputError(f"exit status{tail}{head}")
        return head


@dataclass(slots=True)
class Walk:
    """The way through the tutorial: terminals, and what stands in for what."""

    folder: Path
    stand_ins: Mapping[str, str]
    terminals: dict[str, Terminal] = field(default_factory=dict)

    def take(self, step: Step) -> str:
        """Run a step until it has printed what the page says; returns what it printed.

        A step whose output is another one is run again, as by a reader who looks again.
        """
        terminal = self._terminal(step.terminal)
        deadline = time.monotonic() + PATIENCE
        running = terminal.run(self._replaced(step.commands), busy=step.busy)
        while True:
            output = self._as_on_the_page(running.output())
            if output is not None and step.matches(output):
                return output
            if time.monotonic() > deadline:
                raise UnexpectedOutputError(f"{step.commands}---\n{output}")
            time.sleep(0.2)
            if output is not None and not step.busy:
                running = terminal.run(self._replaced(step.commands), busy=False)

    def _terminal(self, name: str) -> Terminal:
        if name not in self.terminals:
            there = self.folder / "dateline"
            self.terminals[name] = _opened(
                there if there.exists() else self.folder, self.folder / f"{name}.log"
            )
        return self.terminals[name]

    def _replaced(self, text: str) -> str:
        for ours, its in self.stand_ins.items():
            text = text.replace(ours, its)
        return text

    def _as_on_the_page(self, text: str | None) -> str | None:
        if text is None:
            return None
        for ours, its in self.stand_ins.items():
            text = text.replace(its.removeprefix("--allow-private "), ours)
        return text


def _opened(folder: Path, log: Path) -> Terminal:
    environment = {
        name: value for name, value in os.environ.items() if not name.startswith("DATELINE_")
    } | {"DATELINE_LOG_FORMAT": "text"}  # as at a terminal
    with log.open("wb") as out:
        shell = subprocess.Popen(
            ["bash", "--norc"],  # noqa: S607 - that of the reader
            cwd=folder,
            env=environment,
            stdin=subprocess.PIPE,
            stdout=out,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
    return Terminal(shell, log)


@contextmanager
def walking(folder: Path) -> Iterator[Walk]:
    """A walk in an empty folder; afterwards all its terminals are closed, the broker's last."""
    with _papers() as papers:
        broker, web = free_ports(2)
        walk = Walk(
            folder,
            {
                "git clone ADDRESS-OF-THIS-REPOSITORY dateline\ncd dateline\n": _installation(),
                "dateline broker\n": f"dateline broker --port {broker}\n",
                "dateline worker\n": f"DATELINE_WEB_PORT={web} dateline worker\n",
                "https://courier.example/courier.xml": f"--allow-private {papers}/courier.xml",
                "https://echo.example/echo.xml": f"{papers}/echo.xml",
                "127.0.0.1:6066": f"127.0.0.1:{web}",
                "127.0.0.1:9092": f"127.0.0.1:{broker}",
                ". .venv/bin/activate\n": (
                    f". .venv/bin/activate\nexport DATELINE_BROKER=127.0.0.1:{broker}\n"
                ),
            },
        )
        try:
            yield walk
        finally:
            for terminal in reversed(walk.terminals.values()):
                terminal.stop()


def _installation() -> str:
    clone = f"git clone --quiet {ROOT} dateline\ncd dateline\n"
    packages = sysconfig.get_path("purelib")
    python = INSTALLED.replace("python3", sys.executable, 1)
    return clone + python.format(root=ROOT, packages=packages)


@contextmanager
def _papers() -> Iterator[str]:
    """The feeds of the two papers, on a port of this machine."""
    handler = partial(_Quiet, directory=str(PAPERS))
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()


class _Quiet(SimpleHTTPRequestHandler):
    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - as it is declared
        """Say nothing."""
