"""Logging of a worker: one line a message on standard error.

Of repeated messages of a library, the first one and a count are written.
"""

import logging
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

FLOOD_SECONDS = 60.0
FLOODERS = ("aiokafka", "aiohttp", "faust", "mode")
AFTERMATH = ("Crashed reason", "We experienced a crash", "Error while stopping child", "Error: ")
"""How mode's messages begin that follow a failure which `workers.streams.failures.failure` has
told."""
QUIET_BELOW = logging.WARNING
"""What Faust and aiokafka say below this level is for who debugs them."""

TELLS_SECRETS = "aiokafka.conn"
"""Writes every request as it is when debugging, the password of a PLAIN login included."""


def logging_config(level: str) -> dict[str, Any]:
    """Return the configuration for `logging.config.dictConfig`.

    With DEBUG, the messages of the libraries are written too.
    """
    name = level.upper()
    libraries = name if name == "DEBUG" else logging.getLevelName(QUIET_BELOW)
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {"line": {"format": "%(asctime)s %(levelname)s %(name)s: %(message)s"}},
        "filters": {"calm": {"()": CalmFilter, "level": name}},
        "handlers": {
            "stderr": {
                "class": "logging.StreamHandler",
                "stream": "ext://sys.stderr",
                "formatter": "line",
                "filters": ["calm"],
            }
        },
        "loggers": {
            **{library: {"level": libraries} for library in FLOODERS},
            "mode.timers": {"level": "ERROR"},
            TELLS_SECRETS: {"level": logging.getLevelName(QUIET_BELOW)},
        },
        "root": {"level": name, "handlers": ["stderr"]},
    }


@dataclass(slots=True)
class _Flood:
    since: float
    count: int = 0


@dataclass
class CalmFilter:
    """Passes a repeated message of a library once a minute, with a count of the others.

    It drops the tracebacks of an error that the worker has logged.
    """

    level: str = "INFO"
    now: Callable[[], float] = time.monotonic
    _floods: dict[tuple[str, int, str], _Flood] = field(default_factory=dict)

    def filter(self, record: logging.LogRecord) -> bool:
        """Whether the message is to be written; may shorten it."""
        if not _is_library(record):
            return True
        if self.level != "DEBUG" and (record.levelno < QUIET_BELOW or self._is_known(record)):
            return False
        return self._passes(record)

    def _is_known(self, record: logging.LogRecord) -> bool:
        """Return whether a library repeats an error that the worker has logged.

        Its consequences while the worker stops count too.
        """
        return str(record.msg).split(": ", 1)[-1].startswith(AFTERMATH)

    def _passes(self, record: logging.LogRecord) -> bool:
        key = (record.name, record.levelno, str(record.msg))
        flood = self._floods.get(key)
        if flood is not None and self.now() < flood.since + FLOOD_SECONDS:
            flood.count += 1
            return False
        if flood is not None and flood.count:
            record.msg, record.args = "%s (%d more like this)", (record.getMessage(), flood.count)
        self._floods[key] = _Flood(self.now())
        return True


def _is_library(record: logging.LogRecord) -> bool:
    """Return whether a library wrote the message.

    Services of ours that derive from mode's have our name, with their place in its tree.
    """
    return record.name.split(".", 1)[0] in FLOODERS or str(record.msg).startswith("[^")
