"""`dateline explain`: why an event is one event, and why its neighbours are others."""

import argparse
import asyncio
import sys
from collections.abc import Mapping
from typing import TYPE_CHECKING

from schemas import encode
from workers.cli.events.decisions import read_decisions
from workers.cli.events.explaining import explained
from workers.cli.failure import CommandError
from workers.cli.files.articles import Embargoes, articles_in, reading
from workers.cli.options import Subparsers, add_broker_option, add_command
from workers.settings import Settings

if TYPE_CHECKING:
    from workers.consolidation import Consolidator, Explanation

DETAILS = """\
Tells which mentions an event is made of, which links hold them together and what each feature \
weighed, which events were near and what kept them out, how its date was
completed, and what changed from version to version. Consolidates the messages in \
`dateline.mentions` again to find out; with --articles, those of a file, with no
broker, as `dateline extract` does."""


def register(commands: Subparsers) -> None:
    """Add the subcommand."""
    parser = add_command(
        commands, "explain", "say why the mentions of an event were joined", details=DETAILS
    )
    parser.add_argument("event_id", metavar="EVENT_ID", help="as in the record's event_id")
    parser.add_argument(
        "--articles", metavar="PATH", help="explain an event of `dateline extract PATH`"
    )
    parser.add_argument(
        "--decisions", metavar="DECISIONS.jsonl", help="with --articles: as in `dateline extract`"
    )
    parser.add_argument("--json", action="store_true", help="everything, as one JSON object")
    add_broker_option(parser)
    parser.set_defaults(run=_run)


def _run(arguments: argparse.Namespace, settings: Settings) -> int:
    shards = _from_file(arguments, settings) if arguments.articles else _from_broker(settings)
    explanation = _explained(arguments.event_id, shards)
    if arguments.json:
        sys.stdout.buffer.write(encode(explanation) + b"\n")
    else:
        print("\n".join(explained(explanation)))
    return 0


def _from_broker(settings: Settings) -> "Mapping[str, Consolidator]":
    from workers.streams.reading.consolidation_replay import consolidators  # noqa: PLC0415 - only Kafka commands load aiokafka

    return asyncio.run(consolidators(settings))


def _from_file(arguments: argparse.Namespace, settings: Settings) -> "Mapping[str, Consolidator]":
    from workers.batch import consolidated  # noqa: PLC0415 - only here is spaCy needed

    with reading():
        consolidation = consolidated(
            Embargoes().passed(articles_in([arguments.articles])),
            settings,
            decisions=read_decisions(arguments.decisions),
        )
    consolidation.finish()
    return consolidation.shards


def _explained(event_id: str, shards: "Mapping[str, Consolidator]") -> "Explanation":
    for consolidator in shards.values():
        try:
            return consolidator.explain(event_id)
        except KeyError:
            continue
    raise CommandError(
        f"no event {event_id} in what was read: `dateline events` shows the ids there are"
    )
