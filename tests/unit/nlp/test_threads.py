import os

import numpy as np
from threadpoolctl import threadpool_info

from workers.nlp import limit_threads


def test_a_library_that_is_loaded_already_is_held_to_one_thread() -> None:
    assert np.ones((2, 2)).sum() == 4
    limit_threads()
    pools = threadpool_info()
    assert pools
    assert {pool["num_threads"] for pool in pools} == {1}
    assert os.environ["OPENBLAS_NUM_THREADS"] == "1"
