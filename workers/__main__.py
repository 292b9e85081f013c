"""`python -m workers` is `dateline`."""

import sys

from workers.cli import main

sys.exit(main())
