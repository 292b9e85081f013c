"""A worker as a process of its own.

It takes settings as JSON, then the name of an analysis in `tests.stream.fakes`, or `english`.
"""

import sys

import orjson

from workers.bootstrap import run_worker
from workers.settings import Settings
from workers.streams.pool.outcomes import ENGLISH

if __name__ == "__main__":
    settings = Settings.from_env({}, **orjson.loads(sys.argv[1]))
    sys.exit(
        run_worker(
            settings,
            analysis=ENGLISH if sys.argv[2] == "english" else f"tests.stream.fakes:{sys.argv[2]}",
        )
    )
