"""Text for people, page by page where standard output is a terminal."""

import os
import sys
from collections.abc import Iterable

import click

from workers.cli.terminal.display import fitted

LESS = "FRX"
"""How `less` shows pages where LESS does not say otherwise, as for git: it ends by itself where all
fits on the screen, and what it showed stays."""


def show(lines: Iterable[str], *, pager: bool) -> None:
    """Print lines; on a terminal fitted to its width, and with `pager` page by page.

    PAGER names the program that pages (`less`); an empty one, or `cat`, is none.
    """
    if not sys.stdout.isatty():
        for line in lines:
            print(line)
        return
    width = os.get_terminal_size(sys.stdout.fileno()).columns
    shown = (f"{part}\n" for line in lines for part in fitted(line, width))
    if pager and os.environ.get("PAGER") not in ("", "cat"):
        os.environ.setdefault("LESS", LESS)
        click.echo_via_pager(shown)
    else:
        sys.stdout.writelines(shown)
