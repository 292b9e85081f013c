"""A worker whose state folder has no room left.

It says so in one sentence, ends with a status of its own, and loses nothing.
"""

import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.stream.harness import Stream, all_closed, visits
from tests.stream.test_consolidation_stream import comparable, extracted, undisturbed
from workers.streams.failures.worker_errors import EXIT_DISK
from workers.streams.kafka.topics import ensure_topics

pytestmark = pytest.mark.slow

MOUNT = 'mkdir -p "$0" && mount -t tmpfs -o size="$1" tmpfs "$0" && shift && exec "$@"'


def on_disk(folder: Path, size: str) -> list[str]:
    """The command that runs another with a file system of so many bytes on `folder`.

    Nobody else sees that file system.
    """
    return ["unshare", "--user", "--map-root-user", "--mount", "sh", "-c", MOUNT, str(folder), size]


@pytest.fixture
def full(make_stream: Callable[..., Stream], tmp_path: Path) -> Stream:
    try:
        tried = subprocess.run(
            [*on_disk(tmp_path / "try", "1m"), "true"], capture_output=True, text=True, check=False
        )
    except FileNotFoundError:
        pytest.skip("needs the command unshare, to mount a small file system")
    if tried.returncode:
        pytest.skip(f"needs to mount a file system of its own: {tried.stderr.strip()}")
    return make_stream()


def told(stream: Stream) -> list[str]:
    return [str(line["message"]) for line in stream.log_lines() if line["level"] == "CRITICAL"]


@pytest.mark.parametrize(
    "size", ["4k", "200k"], ids=["when it opens its tables", "when it writes a unit"]
)
async def test_a_full_disk_ends_the_worker_in_one_sentence_and_with_room_the_next_one_goes_on(
    full: Stream, size: str
) -> None:
    await ensure_topics(full.settings)
    fed = visits(200)
    await full.feed(fed)
    worker = full.start("teller", within=on_disk(Path(full.settings.state_dir), size))
    assert worker.wait(120) == EXIT_DISK, full.tail()
    (sentence,) = told(full)
    assert (
        f"the local state cannot be written: No space left on device ({full.settings.state_dir}/"
        in sentence
    )
    assert not [line for line in full.log_lines() if "traceback" in line]
    assert "Traceback" not in full.log.read_text()
    with full.worker("teller"):
        await full.read("mentions", lambda found: len(extracted(found)) == len(fed))
        await full.end("en")
        records = await full.records(all_closed(5))
    assert comparable(records.values()) == undisturbed(fed)
