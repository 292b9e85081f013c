"""`dateline version`."""

import argparse
import platform
from importlib.metadata import version as installed

from workers.cli.options import Subparsers, add_command
from workers.settings import Settings
from workers.version import __version__

SHOWN = ("faust-streaming", "aiokafka", "spacy", "orjson", "rocksdict")


def register(commands: Subparsers) -> None:
    """Add the subcommand."""
    add_command(
        commands, "version", "print the versions of Dateline and of what it stands on"
    ).set_defaults(run=_run)


def _run(_arguments: argparse.Namespace, _settings: Settings) -> int:
    print(f"dateline {__version__}")
    print(f"python {platform.python_version()}")
    for name in SHOWN:
        print(f"{name} {installed(name)}")
    return 0
