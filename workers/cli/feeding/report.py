"""What a command tells on standard output while it goes on.

A command that runs until it is told to stop has a log, as a worker has: text at a terminal, lines
of JSON elsewhere. What a command tells that ends by itself is its answer, and is text.
"""

import logging
import sys
import time
from dataclasses import dataclass

from workers.settings import Settings
from workers.streams.runtime.logs import JsonFormatter, is_json

NAME = "workers.cli.feed"
"""The `logger` of the lines of JSON."""


@dataclass(frozen=True, slots=True)
class Report:
    """Writes lines of text or of JSON."""

    as_json: bool

    @classmethod
    def of(cls, settings: Settings, *, once: bool) -> "Report":
        """Return the report of a command that ends by itself (`once`), or goes on."""
        chosen = "text" if once and settings.log_format == "auto" else settings.log_format
        return cls(is_json(chosen, sys.stdout))

    def say(self, words: str) -> None:
        """Tell about the command itself."""
        self._write(words, words, logging.INFO)

    def tell(self, words: str, *, failed: bool = False) -> None:
        """Tell what has happened, with the time."""
        level = logging.WARNING if failed else logging.INFO
        self._write(f"{time.strftime('%H:%M:%S')} {words}", words, level)

    def _write(self, text: str, words: str, level: int) -> None:
        record = logging.LogRecord(NAME, level, "", 0, words, None, None)
        print(JsonFormatter().format(record) if self.as_json else text, flush=True)
