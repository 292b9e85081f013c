"""`dateline events`: the records in the topic, as they are or as they come."""

import argparse
import asyncio
import sys
from collections.abc import Iterator, Sequence
from contextlib import aclosing
from dataclasses import replace
from datetime import UTC, datetime

from schemas import encode
from workers.cli.events import decisions
from workers.cli.events.event_queries import add_query_options, filter_of, selected
from workers.cli.failure import CommandError
from workers.cli.files.output import written
from workers.cli.options import Subparsers, add_broker_option, add_command
from workers.cli.terminal.display import by_weight, lines, summary
from workers.cli.terminal.paging import show
from workers.exports import BINARY, EXPORTERS, Edition, ExportError
from workers.interrupts import take_interrupts
from workers.queries import EventFilter, Facts, TimedRecord
from workers.queries.event_filter import LISTED
from workers.settings import Settings

DETAILS = """\
Without options, prints the latest version of every event that stands (not retracted, not merged \
away) and is an article's main event or one that it reports, most widely told first; with --all, \
background events too. On a terminal they come page by page. With --format, as a file for other \
programs (docs/exports.md): jsonl is one record a line, as it is in the topic. `split`, \
`join` and `revoke` correct what was made of them."""


def register(commands: Subparsers) -> None:
    """Add the subcommand."""
    parser = add_command(commands, "events", "show the events in the topic", details=DETAILS)
    decisions.register(parser.add_subparsers(title="decisions", metavar="DECISION"))
    parser.add_argument(
        "--follow",
        action="store_true",
        help="go on with each new version as it comes, until Ctrl-C",
    )
    parser.add_argument(
        "--all", action="store_true", help="with events that articles only mention in passing"
    )
    parser.add_argument(
        "--no-pager",
        dest="pager",
        action="store_false",
        help="on a terminal, do not page (PAGER names another pager than less)",
    )
    parser.add_argument("--limit", type=int, default=None, metavar="N", help="at most N events")
    _add_output(parser)
    parser.add_argument(
        "--events", metavar="EVENTS.jsonl", help="take the events from a file, with no broker"
    )
    add_query_options(parser)
    add_broker_option(parser)
    parser.set_defaults(run=_run)


def _add_output(parser: argparse.ArgumentParser) -> None:
    form = parser.add_mutually_exclusive_group()
    form.add_argument(
        "--format", choices=EXPORTERS, default=None, help="write a file of this format"
    )
    form.add_argument(
        "--json",
        dest="format",
        action="store_const",
        const="jsonl",
        help="the same as --format jsonl",
    )
    parser.add_argument(
        "--out", default="-", metavar="FILE", help="where it goes (default: standard output)"
    )
    parser.add_argument(
        "--site",
        metavar="URL",
        help="address of the web view in links (default: that of DATELINE_WEB_HOST and _PORT)",
    )


def _run(arguments: argparse.Namespace, settings: Settings) -> int:
    _check(arguments)
    take_interrupts()
    if arguments.follow:
        # Who follows is told of retractions and mergers too.
        asyncio.run(_follow(arguments, settings, filter_of(arguments, status="all")))
        return 0
    wanted = filter_of(arguments, status="live")
    events = _from_file(arguments.events) if arguments.events else _from_topic(settings)
    found = selected(events, wanted)
    ranked = _by_weight(found)[: arguments.limit]
    if arguments.format:
        _export(ranked, arguments, settings)
    else:
        show(_lines(ranked), pager=arguments.pager)
    _explain(
        events,
        found,
        wanted,
        "in the file" if arguments.events else f"in {settings.topic('events')} yet",
    )
    return 0


def _check(arguments: argparse.Namespace) -> None:
    if arguments.follow and (
        arguments.format not in (None, "jsonl") or arguments.out != "-" or arguments.events
    ):
        raise CommandError(
            "--follow prints text or --format jsonl, from the topic, to standard output", status=2
        )
    if arguments.out != "-" and not arguments.format:
        raise CommandError(f"--out wants --format: one of {', '.join(EXPORTERS)}", status=2)
    if arguments.limit is not None and arguments.limit < 1:
        raise CommandError("--limit wants a whole number from 1", status=2)
    if arguments.events and (arguments.query_since or arguments.query_until):
        raise CommandError(
            "--since and --until: a file does not say when its events were told", status=2
        )
    if arguments.format in BINARY and arguments.out == "-" and sys.stdout.isatty():
        raise CommandError(
            f"{arguments.format} is nothing to read on a terminal: name a file with --out", status=2
        )


def _from_topic(settings: Settings) -> list[TimedRecord]:
    from workers.streams.reading.event_reader import latest_timed  # noqa: PLC0415 - only Kafka commands load aiokafka

    return asyncio.run(latest_timed(settings))


def _from_file(path: str) -> list[TimedRecord]:
    return [TimedRecord(record, None) for record in decisions.read_events(path).values()]


def _by_weight(events: Sequence[TimedRecord]) -> list[TimedRecord]:
    by_id = {event.record.event_id: event for event in events}
    return [by_id[record.event_id] for record in by_weight(event.record for event in events)]


def _export(
    events: Sequence[TimedRecord], arguments: argparse.Namespace, settings: Settings
) -> None:
    site = arguments.site or f"http://{settings.web_host}:{settings.web_port}"
    edition = Edition(site.rstrip("/"), datetime.now(UTC))
    try:
        with written(arguments.out) as out:
            remarks = EXPORTERS[arguments.format](events, out, edition)
    except ExportError as error:
        raise CommandError(str(error)) from error
    for remark in remarks:
        print(remark, file=sys.stderr)


def _lines(events: Sequence[TimedRecord]) -> Iterator[str]:
    for event in events:
        yield from lines(event.record)
        yield ""


def _explain(
    events: Sequence[TimedRecord], found: Sequence[TimedRecord], wanted: EventFilter, where: str
) -> None:
    """Say on standard error what is not shown, where that is no more than was asked for."""
    if not events:
        print(f"no events {where}: `dateline feed` publishes articles", file=sys.stderr)
    elif wanted.levels == LISTED and (
        hidden := len(selected(events, replace(wanted, levels=()))) - len(found)
    ):
        are = "is" if hidden == 1 else "are"
        print(f"{hidden} more {are} mentioned in passing: --all shows them", file=sys.stderr)
    elif not found:
        there = _types_of(events, wanted)
        print(f"none of the {len(events)} events matches{there}", file=sys.stderr)


def _types_of(events: Sequence[TimedRecord], wanted: EventFilter) -> str:
    """Return the types that there are, where types were asked for that no event has."""
    there = sorted({event.record.type.code for event in events})
    if not wanted.types or any(code in there for code, _mode in wanted.types):
        return ""
    return f"; their types are {', '.join(there)}"


async def _follow(arguments: argparse.Namespace, settings: Settings, wanted: EventFilter) -> None:
    from workers.streams.reading.event_reader import follow  # noqa: PLC0415

    matches = wanted.matcher()
    count = 0
    async with aclosing(follow(settings)) as events:
        async for event in events:
            if not matches(Facts.of(event.record), event.told_at):
                continue
            _print(event, as_json=arguments.format == "jsonl")
            count += 1
            if count == arguments.limit:
                return


def _print(event: TimedRecord, *, as_json: bool) -> None:
    if as_json:
        sys.stdout.buffer.write(encode(event.record) + b"\n")
        sys.stdout.buffer.flush()
    else:
        print(summary(event.record), flush=True)
