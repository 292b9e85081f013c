"""The `dateline` command: how is each subcommand called, and with which status does it end?

`main.py` has the one parser. Beside it stands what all subcommands share: the options of
`options.py`, the `CommandError` of `failure.py`, and the exit statuses. Commands stand side by side
in folders; what several folders need goes to `terminal/` or `files/`.

To add a subcommand: write a module of its name, with `register`, in the folder of its question,
name it in `COMMANDS` of `main.py`, and run `make reference`.
"""

from workers.cli.main import main

__all__ = ["main"]
