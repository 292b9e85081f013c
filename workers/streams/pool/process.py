"""One process of the pool: `python -m workers.streams.pool.process FD`.

On file descriptor FD it has a connection to its parent.

It is told the name of a factory and the settings, loads, says that it is ready, reads a first text
for itself, and then answers batches until its parent is gone. It imports neither Faust nor
aiokafka. The kernel ends it where a batch takes far too long, even if the parent has died and the
article holds the interpreter.
"""

import importlib
import resource
import signal
import sys
from multiprocessing.connection import Connection

from workers.heap import release

READY = b"ready"
MEGABYTE = 1024 * 1024
OVERTIME = 30
"""Seconds after a batch's time limit at which the kernel ends the process, should the parent not
have done so."""


def main(descriptor: int) -> int:
    """Answer batches on the connection; returns the exit status."""
    # Ctrl-C at a terminal reaches the whole group; the parent decides when we go.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGALRM, signal.SIG_DFL)
    with Connection(descriptor) as parent:
        try:
            serve(parent)
        except (EOFError, OSError):
            return 0
    return 0


def serve(parent: Connection) -> None:
    """Load, then answer batches until the connection closes. Raises EOFError then."""
    name, settings = parent.recv()
    limit = settings.process_megabytes * MEGABYTE
    resource.setrlimit(resource.RLIMIT_DATA, (limit, limit))
    module, function = name.split(":")
    analysis = getattr(importlib.import_module(module), function)(settings)
    parent.send_bytes(READY)
    analysis.warm()
    release()
    while True:
        stage, items = parent.recv()
        signal.alarm(int(settings.batch_timeout) + OVERTIME)
        outcomes = analysis.run(stage, items)
        signal.alarm(0)
        parent.send(outcomes)


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1])))
