"""A process between the tests and one broker that lets the broker outlive neither of them.

Run as a script with the broker's command: it tells the broker's process id on standard output, and kills the broker when its standard input closes, as it
does when the tests end in whatever way. Ends with the broker.
"""

import os
import subprocess
import sys
import threading


def guard(command: list[str]) -> None:
    broker = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=sys.stderr)
    sys.stdout.write(f"{broker.pid}\n")
    sys.stdout.flush()
    threading.Thread(target=lambda: os._exit(abs(broker.wait())), daemon=True).start()
    sys.stdin.buffer.read()
    broker.kill()
    broker.wait()


if __name__ == "__main__":
    guard(sys.argv[1:])
