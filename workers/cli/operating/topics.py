"""`dateline topics create|check`."""

import argparse
import asyncio

from workers.cli.options import Subparsers, add_broker_option, add_command
from workers.settings import Settings


def register(commands: Subparsers) -> None:
    """Add the subcommand."""
    parser = add_command(
        commands,
        "topics",
        "create Dateline's topics, or check that they are as they should be",
        details="`create` adds what is missing and changes nothing; `check` says what to do where "
        "a topic is missing or has other settings, and then does not exit 0.",
    )
    parser.add_argument("action", choices=("create", "check"))
    add_broker_option(parser)
    parser.set_defaults(run=_run)


def _run(arguments: argparse.Namespace, settings: Settings) -> int:
    return asyncio.run(_create(settings) if arguments.action == "create" else _check(settings))


async def _create(settings: Settings) -> int:
    from workers.streams.kafka.topics import ensure_topics  # noqa: PLC0415 - only Kafka commands load aiokafka

    created = await ensure_topics(settings)
    for name in created:
        print(f"created {name}")
    if not created:
        print("nothing to create: all topics are there")
    return 0


async def _check(settings: Settings) -> int:
    from workers.streams.kafka.topics import check_topics  # noqa: PLC0415

    problems = await check_topics(settings)
    for problem in problems:
        print(problem.message)
    if not problems:
        print(f"all topics on {settings.broker} are as they should be")
    return problems[0].status if problems else 0
