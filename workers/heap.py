"""Memory that loading took and left free, given back to the system.

Reading a table takes some times the memory that the table keeps. Python's lists of free objects and
glibc's heap hold on to the rest.
"""

import ctypes
import gc


def release() -> None:
    """Give back what is free; where the C library cannot, only Python's part of it."""
    gc.collect()
    trim = getattr(ctypes.CDLL(None), "malloc_trim", None)
    if trim is not None:
        trim(0)
