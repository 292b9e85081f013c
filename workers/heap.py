"""Memory that loading took and left free, given back to the system.

Reading a table takes some times the memory that the table keeps. Python's lists of free objects and
glibc's heap hold on to the rest.
"""

import ctypes
import gc

MEBIBYTE = 1024 * 1024
ENVIRONMENT = {
    "MALLOC_TRIM_THRESHOLD_": str(4 * MEBIBYTE),
    "MALLOC_MMAP_THRESHOLD_": str(16 * MEBIBYTE),
}
"""What glibc reads at the start of a process: keep at most 4 MiB free at the end of the heap.

By itself it keeps twice the largest block that was ever freed, up to 64 MiB."""


def release() -> None:
    """Give back what is free; where the C library cannot, only Python's part of it."""
    gc.collect()
    trim = getattr(ctypes.CDLL(None), "malloc_trim", None)
    if trim is not None:
        trim(0)
