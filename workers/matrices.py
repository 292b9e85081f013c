"""How a process that multiplies matrices is started: its environment.

The libraries read it when they are first loaded. So it is for the processes that this one starts.
"""

from pathlib import Path

THREADS = ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS")
PROCESSOR = Path("/proc/cpuinfo")
"""Where Linux says what the processor can do."""
WIDE = frozenset({"avx512f", "avx512cd", "avx512bw", "avx512dq", "avx512vl"})
"""What a processor needs for OpenBLAS's code for vectors of 512 bits."""


def environment(processor: Path = PROCESSOR) -> dict[str, str]:
    """Return the variables: one thread a process, and the fastest code that the processor runs.

    One thread, because parallel work is done by processes: a matrix product on two threads waits
    for a core that another process has. The OpenBLAS in NumPy's wheels takes every AMD processor
    for one with vectors of 256 bits. On one with 512 bits the other code takes half of the time.
    """
    named = {"OPENBLAS_CORETYPE": "SkylakeX"} if _is_wide_amd(processor) else {}
    return dict.fromkeys(THREADS, "1") | named


def _is_wide_amd(processor: Path) -> bool:
    try:
        text = processor.read_text(encoding="utf-8", errors="replace")
    except OSError:
        return False
    return "AuthenticAMD" in text and set(text.split()) >= WIDE
