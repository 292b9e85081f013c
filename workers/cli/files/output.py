"""Where a command writes: standard output, or a file that is there whole or not at all."""

import os
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from workers.cli.failure import CommandError


@contextmanager
def written(path: str) -> Iterator[BinaryIO]:
    """A file that is there whole or not at all; `-` is standard output."""
    if path == "-":
        yield sys.stdout.buffer
        sys.stdout.buffer.flush()
        return
    target = Path(path)
    if target.exists() and not target.is_file():
        # A device or a pipe (/dev/null, /dev/stdout): written to, not replaced.
        with target.open("wb") as device:
            yield device
        return
    try:
        handle, temporary = tempfile.mkstemp(dir=target.resolve().parent, prefix=f".{target.name}.")
    except OSError as error:
        raise CommandError(f"cannot write {path}: {error.strerror}", status=2) from error
    try:
        with os.fdopen(handle, "wb") as file:
            yield file
        Path(temporary).chmod(0o644)
        Path(temporary).replace(target)
    finally:
        Path(temporary).unlink(missing_ok=True)
