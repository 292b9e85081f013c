"""How is Dateline run: its worker, its broker, topics and local state, and its dead letters?

Each module is one subcommand and imports no other. The work itself is done in `workers.streams`
and `workers.bootstrap`, which a module imports when it runs, so that `--help` stays fast.

To add a subcommand: write a module with `register`, and name it in `COMMANDS` of `main.py`.
"""
