"""`dateline dead-letters list|show|replay|purge`."""

import argparse
import asyncio
from collections.abc import Awaitable, Callable

from workers.cli.options import Subparsers, add_broker_option, add_command
from workers.settings import Settings

Action = Callable[[argparse.Namespace, Settings], Awaitable[None]]

DETAILS = """\
Articles that could not be read or processed are kept with their original bytes, key and headers. \
`list` shows them, `show` prints one, `replay` sends them to the
topic they came from once the cause is mended (a second replay sends nothing, unless --again), \
`purge` deletes them."""


def register(commands: Subparsers) -> None:
    """Add the subcommand."""
    parser = add_command(
        commands,
        "dead-letters",
        "look at what could not be processed, and send it again",
        details=DETAILS,
    )
    actions = parser.add_subparsers(title="actions", metavar="ACTION", required=True)
    listing = actions.add_parser("list", help="one line each: offset, time, stage, reason, key")
    show = actions.add_parser(
        "show", help="one dead letter: why, where from, headers, original bytes"
    )
    show.add_argument("offset", type=int)
    replay = _add_replay(actions)
    purge = actions.add_parser("purge", help="delete dead letters")
    purge.add_argument(
        "--through", type=int, metavar="OFFSET", help="up to and with this one (default: all)"
    )
    for action, function in ((listing, _list), (show, _show), (replay, _replay), (purge, _purge)):
        add_broker_option(action)
        action.set_defaults(run=_run, action=function)


def _add_replay(actions: Subparsers) -> argparse.ArgumentParser:
    replay = actions.add_parser("replay", help="send dead letters to the topic they came from")
    replay.add_argument(
        "offsets",
        type=int,
        nargs="*",
        metavar="OFFSET",
        help="which (default: all not yet replayed)",
    )
    replay.add_argument(
        "--again", action="store_true", help="also those that have been replayed before"
    )
    return replay


def _run(arguments: argparse.Namespace, settings: Settings) -> int:
    asyncio.run(arguments.action(arguments, settings))
    return 0


async def _list(_arguments: argparse.Namespace, settings: Settings) -> None:
    from workers.streams.dead_letters.operations import list_dead_letters, shown  # noqa: PLC0415 - only Kafka commands load aiokafka

    letters = await list_dead_letters(settings)
    for letter in letters:
        mark = " (replayed)" if letter.replayed else ""
        at = letter.at.isoformat(timespec="seconds")
        print(
            f"{letter.offset:6} {at} {letter.origin.stage:11} {shown(letter.key, limit=40)}: "
            f"{letter.origin.reason}{mark}"
        )
    if not letters:
        print("no dead letters")


async def _show(arguments: argparse.Namespace, settings: Settings) -> None:
    from workers.streams.dead_letters.operations import dead_letter_at, shown  # noqa: PLC0415

    letter = await dead_letter_at(settings, arguments.offset)
    origin = letter.origin
    print(f"reason    {origin.reason}")
    if origin.position:
        print(f"position  {origin.position}")
    print(f"stage     {origin.stage}")
    print(f"from      {origin.topic}, partition {origin.partition}, offset {origin.offset}")
    print(f"key       {shown(letter.key)}")
    print(f"replayed  {'yes' if letter.replayed else 'no'}")
    for name, value in letter.headers:
        print(f"header    {name}: {shown(value)}")
    print(f"\n{shown(letter.value)}")


async def _replay(arguments: argparse.Namespace, settings: Settings) -> None:
    from workers.streams.dead_letters.operations import list_dead_letters, replay  # noqa: PLC0415

    offsets = arguments.offsets or [letter.offset for letter in await list_dead_letters(settings)]
    done = await replay(settings, offsets, again=arguments.again)
    print(f"{len(done.sent)} sent again, {len(done.already)} passed over because they had been")


async def _purge(arguments: argparse.Namespace, settings: Settings) -> None:
    from workers.streams.dead_letters.operations import purge  # noqa: PLC0415

    print(f"{await purge(settings, through=arguments.through)} dead letters deleted")
