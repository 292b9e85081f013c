"""A process between us and a broker that we start, which lets the broker outlive neither of them.

Run as a script, with the broker's command as arguments and a pipe as standard input. When the pipe
closes - the owner stopped it, ended, or was killed by a signal that nobody can catch - the broker
is killed. Works on every POSIX system, and whichever thread of the owner started it; on Linux the
kernel also kills the broker should this process be killed first. With `TELL` before the command,
the broker's process id is printed, and what it prints itself goes to standard error.
"""

import ctypes
import os
import signal
import subprocess
import sys
import threading

TELL = "--tell"
PR_SET_PDEATHSIG = 1
"""From `prctl(2)`: the signal that a process gets when its parent dies."""


def _die_with_parent() -> None:
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGKILL)


def _exit_with(child: "subprocess.Popen[bytes]") -> None:
    os._exit(abs(child.wait()))


def guard(command: list[str], *, tell: bool = False) -> None:
    """Run `command` until standard input closes; with `tell`, print its process id.

    Ends with the exit status of the command where the command ends by itself.
    """
    out = sys.stderr if tell else None
    # This process has one thread at that point, so preexec_fn is safe here where it would not be in
    # the owner.
    child = subprocess.Popen(  # noqa: S603
        command,
        stdin=subprocess.DEVNULL,
        stdout=out,
        preexec_fn=_die_with_parent,  # noqa: PLW1509
    )
    if tell:
        sys.stdout.write(f"{child.pid}\n")
        sys.stdout.flush()
    threading.Thread(target=_exit_with, args=(child,), daemon=True).start()
    sys.stdin.buffer.read()
    child.kill()
    child.wait()


if __name__ == "__main__":
    asked, *others = sys.argv[1:]
    guard(others if asked == TELL else [asked, *others], tell=asked == TELL)
