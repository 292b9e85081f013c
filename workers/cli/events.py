"""`dateline events`: the records in the topic, as they are or as they come."""

import argparse
import asyncio
import sys

from schemas import EventRecord, encode
from workers.cli import decisions
from workers.cli.display import by_weight, lines, summary
from workers.cli.options import Subparsers, add_broker_option, add_command
from workers.interrupts import take_interrupts
from workers.settings import Settings

DETAILS = """\
Without options, prints the latest version of every event that stands (not retracted, not merged away) and is an article's main event or is told by independent
articles, most widely told first; with --all, background events too. With --json, one record a line, as
it is in the topic. `split`, `join` and `revoke` correct what was made of them."""


def register(commands: Subparsers) -> None:
    """Add the subcommand."""
    parser = add_command(commands, "events", "show the events in the topic", details=DETAILS)
    decisions.register(parser.add_subparsers(title="decisions", metavar="DECISION"))
    parser.add_argument("--follow", action="store_true", help="go on with each new version as it comes, until Ctrl-C")
    parser.add_argument("--all", action="store_true", help="with events that articles only mention in passing")
    parser.add_argument("--json", action="store_true", help="one JSON record a line, for programs")
    parser.add_argument("--limit", type=int, default=None, metavar="N", help="at most N events")
    add_broker_option(parser)
    parser.set_defaults(run=_run)


def _run(arguments: argparse.Namespace, settings: Settings) -> int:
    take_interrupts()
    asyncio.run(_follow(arguments, settings) if arguments.follow else _latest(arguments, settings))
    return 0


async def _latest(arguments: argparse.Namespace, settings: Settings) -> None:
    from workers.streams.kafka.reader import latest  # noqa: PLC0415 - only Kafka commands load aiokafka

    records = (await latest(settings)).values()
    living = [record for record in records if record.status in ("open", "closed")]
    listed = by_weight(record for record in living if arguments.all or record.level != "background")
    for record in listed[: arguments.limit]:
        _print(record, as_json=arguments.json)
    if hidden := len(living) - len(listed):
        print(f"{hidden} more are mentioned in passing: --all shows them", file=sys.stderr)
    if not living:
        print(f"no events in {settings.topic('events')} yet: `dateline feed` publishes articles", file=sys.stderr)


async def _follow(arguments: argparse.Namespace, settings: Settings) -> None:
    from workers.streams.kafka.reader import follow  # noqa: PLC0415

    count = 0
    async for record in follow(settings):
        if record.level == "background" and not arguments.all:
            continue
        if arguments.json:
            _print(record, as_json=True)
        else:
            print(summary(record), flush=True)
        count += 1
        if count == arguments.limit:
            return


def _print(record: EventRecord, *, as_json: bool) -> None:
    if as_json:
        sys.stdout.buffer.write(encode(record) + b"\n")
        sys.stdout.buffer.flush()
        return
    for line in lines(record):
        print(line)
    print()
