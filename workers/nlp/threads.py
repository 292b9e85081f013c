"""One thread a process for matrices, whether or not NumPy is loaded already."""

import os

from threadpoolctl import threadpool_limits

from workers.matrices import environment


def limit_threads() -> None:
    """Keep the linear algebra of this process to one thread.

    The processes that it starts get the environment for matrices.
    """
    os.environ.update(environment())
    threadpool_limits(1)
