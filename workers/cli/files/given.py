"""What a command reads: a file, or standard input."""

import sys
from pathlib import Path

from workers.cli.failure import CommandError


def read_given(path: str) -> bytes:
    """Return the bytes of a file, or of standard input (`-`).

    Raises:
        CommandError: The file cannot be read.
    """
    if path == "-":
        return sys.stdin.buffer.read()
    try:
        return Path(path).read_bytes()
    except OSError as error:
        raise CommandError(f"cannot read {path}: {error.strerror}", status=2) from error
