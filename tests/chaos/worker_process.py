"""A worker as a process of its own.

It takes settings as JSON, then the name of an analysis as `module:function`.
"""

import signal
import sys

import orjson

from workers.settings import Settings

if __name__ == "__main__":
    # As `dateline worker` does: until it is loaded there is nothing to drain.
    signal.signal(signal.SIGTERM, lambda _signal, _frame: sys.exit(0))
    from workers.bootstrap import run_worker

    sys.exit(run_worker(Settings.from_env({}, **orjson.loads(sys.argv[1])), analysis=sys.argv[2]))
