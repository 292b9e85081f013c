"""`dateline events split`, `join` and `revoke`: what an operator decides about events."""

import argparse
import asyncio
import getpass
import sys
from collections.abc import Callable, Iterable, Mapping
from typing import TypeVar

from schemas import CodecError, Decision, EventRecord, decode, encode
from workers.cli.failure import CommandError
from workers.cli.files.given import read_given
from workers.cli.options import Subparsers, add_broker_option, add_command
from workers.instants import now
from workers.settings import Settings

T = TypeVar("T")
Records = Mapping[str, EventRecord]
Making = Callable[[argparse.Namespace, Records, str], Decision]
"""What makes a decision out of the arguments, the records by event id, and the RFC 3339 time."""

DETAILS = """\
The decision goes to where the articles are and holds from then on, for articles that come later \
too; `dateline explain` shows it, and `dateline events revoke` takes it
back. With --events, nothing is published: the events are those of a file, and the decision is \
printed, a line for `dateline extract --decisions`."""


def register(commands: Subparsers) -> None:
    """Add the three to the subcommands of `dateline events`."""
    split = _command(commands, "split", "say that what some articles tell is another event", _split)
    split.add_argument("event_id", metavar="EVENT_ID", help="the event that is more than one")
    split.add_argument(
        "articles", nargs="+", metavar="ARTICLE_ID", help="its articles that tell another one"
    )
    join = _command(commands, "join", "say that two events are one", _join)
    join.add_argument("event_id", metavar="EVENT_ID", help="one of them")
    join.add_argument("other", metavar="EVENT_ID", help="the other")
    revoke = _command(commands, "revoke", "take a decision back", _revoke)
    revoke.add_argument("event_id", metavar="EVENT_ID", help="an event that it bears on")
    revoke.add_argument("decision", metavar="DECISION_ID", help="as in the record's decisions")


def read_decisions(path: str | None) -> list[Decision]:
    """Return the decisions in a file, one a line; none where there is no path.

    Raises:
        CommandError: The file cannot be read, or a line is no decision.
    """
    return (
        [_decoded(Decision, path, number, line) for number, line in _lines(path)]
        if path is not None
        else []
    )


def _command(
    commands: Subparsers, name: str, summary: str, make: Making
) -> argparse.ArgumentParser:
    parser = add_command(commands, name, summary, details=DETAILS)
    parser.add_argument(
        "--reason",
        required=True,
        help="why, in a sentence; whoever looks at the event later reads it",
    )
    parser.add_argument(
        "--author", default=None, help="who decides (default: the user who runs this)"
    )
    parser.add_argument(
        "--events",
        metavar="EVENTS.jsonl",
        help="take the events from a file, and print the decision",
    )
    add_broker_option(parser)
    parser.set_defaults(run=lambda arguments, settings: _run(arguments, settings, make))
    return parser


def _run(arguments: argparse.Namespace, settings: Settings, make: Making) -> int:
    from workers.consolidation.rulings.decisions import DecisionError  # noqa: PLC0415 - only here is consolidation needed

    records = read_events(arguments.events) if arguments.events else _from_broker(settings)
    arguments.author = arguments.author or getpass.getuser()
    try:
        decision = make(arguments, records, now())
    except DecisionError as error:
        raise CommandError(str(error), status=2) from error
    if arguments.events:
        sys.stdout.buffer.write(encode(decision) + b"\n")
        return 0
    _publish(settings, decision)
    print(
        f"decision {decision.id} published: {decision.verdict}, version {decision.version}, "
        f"{decision.status}"
    )
    return 0


def _split(arguments: argparse.Namespace, records: Records, at: str) -> Decision:
    from workers.consolidation.rulings.decisions import split  # noqa: PLC0415

    record = _record(records, arguments.event_id)
    return split(
        record, arguments.articles, author=arguments.author, reason=arguments.reason, at=at
    )


def _join(arguments: argparse.Namespace, records: Records, at: str) -> Decision:
    from workers.consolidation.rulings.decisions import join  # noqa: PLC0415

    one, two = (_record(records, event_id) for event_id in (arguments.event_id, arguments.other))
    return join(one, two, author=arguments.author, reason=arguments.reason, at=at)


def _revoke(arguments: argparse.Namespace, records: Records, at: str) -> Decision:
    from workers.consolidation.rulings.decisions import revoke  # noqa: PLC0415

    record = _record(records, arguments.event_id)
    return revoke(
        record, arguments.decision, author=arguments.author, reason=arguments.reason, at=at
    )


def _record(records: Records, event_id: str) -> EventRecord:
    record = records.get(event_id)
    if record is None:
        raise CommandError(f"no event {event_id}: `dateline events` shows the ids there are")
    if record.merged_into is not None:
        raise CommandError(f"event {event_id} was merged into {record.merged_into}: name that one")
    if record.status == "retracted":
        raise CommandError(f"event {event_id} was retracted: no article tells it any more")
    return record


def _from_broker(settings: Settings) -> Records:
    from workers.streams.reading.event_reader import latest  # noqa: PLC0415
    from workers.streams.reading.topic_reader import ReadError  # noqa: PLC0415 - only Kafka commands load aiokafka

    try:
        return asyncio.run(latest(settings))
    except ReadError as error:
        raise CommandError(str(error)) from error


def read_events(path: str) -> Records:
    """Return the records in a file, one a line, by event id.

    Of several versions of an event, the last in the file counts.

    Raises:
        CommandError: The file cannot be read, or a line is no record.
    """
    records = (_decoded(EventRecord, path, number, line) for number, line in _lines(path))
    return {record.event_id: record for record in records}


def _publish(settings: Settings, decision: Decision) -> None:
    from workers.streams.kafka.producers import PublishError  # noqa: PLC0415
    from workers.streams.publishing.decision_publisher import publish_decision  # noqa: PLC0415

    try:
        asyncio.run(publish_decision(settings, decision))
    except PublishError as error:
        raise CommandError(str(error)) from error


def _lines(path: str) -> Iterable[tuple[int, bytes]]:
    lines = enumerate(read_given(path).split(b"\n"), 1)
    return [(number, line) for number, line in lines if line.strip()]


def _decoded(kind: type[T], path: str, number: int, line: bytes) -> T:
    try:
        return decode(kind, line)
    except CodecError as error:
        raise CommandError(
            f"{path}:{number}: this is no {kind.__name__}: {error}", status=2
        ) from error
