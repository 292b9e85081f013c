import os

import pytest

from workers.streams.runtime.single_worker import SecondWorkerError, claim


def test_a_group_on_the_embedded_broker_is_for_one_process() -> None:
    held = claim("127.0.0.1:1", "test-prepare")
    with pytest.raises(SecondWorkerError, match="run Apache Kafka"):
        claim("127.0.0.1:1", "test-prepare")
    os.close(held)
    os.close(claim("127.0.0.1:1", "test-prepare"))


def test_other_groups_and_other_brokers_are_free() -> None:
    held = [claim("127.0.0.1:1", "a"), claim("127.0.0.1:1", "b"), claim("127.0.0.1:2", "a")]
    for descriptor in held:
        os.close(descriptor)
