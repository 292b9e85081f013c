"""A worker as a process of its own: settings as JSON, then the name of an analysis as `module:function`."""

import sys

import orjson

from workers.bootstrap import run_worker
from workers.settings import Settings

if __name__ == "__main__":
    sys.exit(run_worker(Settings.from_env({}, **orjson.loads(sys.argv[1])), analysis=sys.argv[2]))
