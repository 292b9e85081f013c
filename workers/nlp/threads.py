"""One thread a process, since parallel work is done by processes.

A matrix product on two threads waits for a core that another process has.
"""

import os

from threadpoolctl import threadpool_limits


def limit_threads() -> None:
    """Keep the linear algebra of this process, and of those that it starts, to one thread.

    This works whether or not NumPy is loaded already.
    """
    for name in ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS"):
        os.environ[name] = "1"
    threadpool_limits(1)
