"""Errors of the disk under the state folder, told apart from all others.

RocksDB's binding raises a bare `Exception` for every error of its own, so only the text says which
one it is: `IO error: `, then the system's words.
"""

import errno
import os
import re

UNWRITABLE = (errno.ENOSPC, errno.EDQUOT, errno.EROFS, errno.EIO)
"""Full, over the quota, read-only, broken: no later try helps before somebody has looked after the
disk."""
ROCKSDB = "IO error: "
FILE = re.compile(r"/[^:]+")


def disk_trouble(error: BaseException) -> str | None:
    """Return which fault the disk has, and in which file; None for any other error."""
    if isinstance(error, OSError):
        return (
            _sentence(os.strerror(error.errno), error.filename)
            if error.errno in UNWRITABLE
            else None
        )
    text = str(error)
    reason = next((words for words in map(os.strerror, UNWRITABLE) if words in text), None)
    if reason is None or not text.startswith(ROCKSDB):
        return None
    file = FILE.search(text)
    return _sentence(reason, file.group() if file else None)


def _sentence(reason: str, file: str | None) -> str:
    where = f" ({file})" if file else ""
    return (
        f"the local state cannot be written: {reason}{where}; make room, or name another folder "
        "with DATELINE_STATE_DIR: nothing is lost, the broker has all of the state"
    )
