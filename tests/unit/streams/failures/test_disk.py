import errno

import pytest

from workers.streams.failures.disk import disk_trouble
from workers.streams.failures.failure import Failure
from workers.streams.failures.worker_errors import EXIT_DISK, EXIT_FAILED, DiskError, StateError

NEVER = 1e6
"""Seconds after which the process of the tests would be ended."""
FULL = (
    "IO error: No space left on device: While appending to file: "
    "/state/v1/tables/state-0.db/000004.log: No space left on device"
)


def test_a_full_disk_is_told_with_its_file_whether_python_or_rocksdb_found_it() -> None:
    found = disk_trouble(OSError(errno.ENOSPC, "No space left on device", "/state/clean.json"))
    assert found is not None
    assert "No space left on device (/state/clean.json)" in found
    found = disk_trouble(Exception(FULL))
    assert found is not None
    assert "No space left on device (/state/v1/tables/state-0.db/000004.log)" in found


@pytest.mark.parametrize(
    "error",
    [
        OSError(errno.ECONNREFUSED, "Connection refused"),
        Exception("IO error: While lock file: /state/LOCK: Resource temporarily unavailable"),
        ValueError("an article about: No space left on device"),
        KeyError(0),
    ],
    ids=repr,
)
def test_any_other_error_is_none_of_the_disk(error: Exception) -> None:
    assert disk_trouble(error) is None


def test_the_worker_ends_with_a_status_of_its_own_for_a_full_disk_alone() -> None:
    statuses = []
    for error in (Exception(FULL), StateError("in use"), RuntimeError("unknown")):
        failure = Failure(grace=NEVER)
        failure.note(error)
        statuses.append(failure.status)
        assert isinstance(failure.error, DiskError) == (error.args[0] == FULL)
    assert statuses == [EXIT_DISK, EXIT_FAILED, EXIT_FAILED]
