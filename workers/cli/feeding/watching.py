"""`dateline feed --watch`: the files of folders into the topic, as they come."""

import argparse
import asyncio
import os
import time
from pathlib import Path
from typing import TYPE_CHECKING

from workers.cli.failure import CommandError
from workers.cli.feeding.feed_options import FOLDERS
from workers.cli.feeding.publishing import publishing
from workers.cli.feeding.report import Report
from workers.cli.feeding.stopping import run_until_stopped
from workers.cli.statuses import FAILED, OK, USAGE
from workers.counting import counted
from workers.settings import Settings

if TYPE_CHECKING:
    from workers.streams.tracing.spans import Tracing
    from workers.watching.state import State
    from workers.watching.watcher import Watcher

EVERY = 5.0
ONLY_FOLLOWING = ("follow", "opml", "sitemap", "full", "allow_private", "contact")
"""Options, by their names in the arguments, that mean nothing with --watch."""


def run(arguments: argparse.Namespace, settings: Settings) -> int:
    """Watch the folders; returns the exit status.

    Raises:
        CommandError: A folder, an option or the state cannot be used.
    """
    from workers.memory_file import StateError  # noqa: PLC0415 - only watching needs it
    from workers.streams.failures.worker_errors import WorkerError  # noqa: PLC0415
    from workers.streams.tracing.exporting import tracing  # noqa: PLC0415
    from workers.watching.state import State  # noqa: PLC0415

    folders = _folders(arguments)
    try:
        with State(arguments.state or FOLDERS) as state, tracing(os.environ) as traced:
            state.begin(time.time(), lambda path: Path(path).exists())
            watch = _watch(arguments, settings, folders, state, traced)
            return run_until_stopped(watch, once=arguments.once)
    except (StateError, WorkerError) as error:
        raise CommandError(str(error)) from error


def _folders(arguments: argparse.Namespace) -> tuple[Path, ...]:
    for name in ONLY_FOLLOWING:
        if getattr(arguments, name):
            raise CommandError(
                f"feed: --{name.replace('_', '-')} does not go with --watch", status=USAGE
            )
    if arguments.format != "auto":
        raise CommandError("feed: --format does not go with --watch", status=USAGE)
    if not arguments.paths:
        raise CommandError("feed: --watch wants folders", status=USAGE)
    folders = tuple(dict.fromkeys(Path(path).resolve() for path in arguments.paths))
    for folder in folders:
        if not folder.is_dir():
            raise CommandError(f"feed: {folder} is no folder", status=USAGE)
    return folders


async def _watch(
    arguments: argparse.Namespace,
    settings: Settings,
    folders: tuple[Path, ...],
    state: "State",
    traced: "Tracing",
) -> int:
    from workers.streams.publishing.article_ingest import OVERHEAD_BYTES  # noqa: PLC0415 - only watching needs it
    from workers.watching.watcher import Watcher  # noqa: PLC0415

    report = Report.of(settings, once=arguments.once)
    async with publishing(settings, traced, report) as publish:
        watcher = Watcher(
            folders,
            state,
            publish,
            most_bytes=max(1, settings.max_message_bytes - OVERHEAD_BYTES),
            max_text_length=settings.max_text_length,
        )
        return await _looked(watcher, report, arguments.every or EVERY, once=arguments.once)


async def _looked(watcher: "Watcher", report: Report, every: float, *, once: bool) -> int:
    if not once:
        folders = counted(len(watcher.folders), "folder")
        report.say(f"watching {folders}; Ctrl-C ends it")
    await _look(watcher, report)
    while not once:
        await asyncio.sleep(every)
        await _look(watcher, report)
    await asyncio.sleep(every)
    is_broken = await _look(watcher, report)
    for file in watcher.moving:
        report.say(f"{file}: still being written, and left for another run")
    return FAILED if is_broken else OK


async def _look(watcher: "Watcher", report: Report) -> bool:
    """Look once, tell each file that was read, and return whether one is broken."""
    from workers.watching.reading import in_words  # noqa: PLC0415 - only watching needs it

    readings = await watcher.look()
    for reading in readings:
        if not reading.silent:
            report.tell(in_words(reading), failed=reading.broken)
    return any(reading.broken for reading in readings)
