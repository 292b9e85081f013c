"""Which events a command wants: the parameters of a query (`workers.queries`) as options."""

import argparse
from collections.abc import Iterable

from workers.cli.failure import CommandError
from workers.queries import PARAMETERS, EventFilter, Facts, QueryError, TimedRecord, read_filter

DEST = "query_"
OWN = frozenset({"background"})
"""Parameters that have another option: `--all`."""


def add_query_options(parser: argparse.ArgumentParser) -> None:
    """Add an option for each parameter: `min_sources` is `--min-sources`."""
    group = parser.add_argument_group(
        "which events",
        "A value that begins with a minus is written with an equals sign: --near=-33.87,151.21,50.",
    )
    for parameter in PARAMETERS:
        if parameter.name not in OWN:
            group.add_argument(
                _option(parameter.name),
                dest=DEST + parameter.name,
                action="append",
                default=[],
                metavar=parameter.shape,
                help=parameter.help.replace("%", "%%"),
            )


def filter_of(arguments: argparse.Namespace, *, status: str) -> EventFilter:
    """Return the filter that the options ask for; `status` counts where none is given.

    Raises:
        CommandError: An option has no usable value.
    """
    given = {
        name.removeprefix(DEST): texts
        for name, texts in vars(arguments).items()
        if name.startswith(DEST)
    }
    try:
        return read_filter({**given, "background": ["1" if arguments.all else "0"]}, status=status)
    except QueryError as error:
        raise CommandError(f"{_option(error.parameter)}: {error.reason}", status=2) from error


def selected(events: Iterable[TimedRecord], wanted: EventFilter) -> list[TimedRecord]:
    """Return the events that the filter wants, in their order."""
    matches = wanted.matcher()
    return [event for event in events if matches(Facts.of(event.record), event.told_at)]


def _option(name: str) -> str:
    return f"--{name.replace('_', '-')}"
