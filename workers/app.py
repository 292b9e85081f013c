"""What `faust -A workers.app worker` finds: the app of the first stage, which starts the others."""

import os

from workers.bootstrap import create_apps
from workers.settings import Settings
from workers.streams.tracing.exporting import tracing_of

app = create_apps(Settings.from_env(os.environ), tracing=tracing_of(os.environ))[0]
