"""Logging of a worker: one line a message on standard error, as text or JSON.

Of repeated messages of a library, the first one and a count are written.
"""

import json
import logging
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any, TextIO

from workers.instants import rfc3339
from workers.settings import LogFormat

FLOOD_SECONDS = 60.0
FLOODERS = ("aiokafka", "aiohttp", "faust", "mode", "opentelemetry")
AFTERMATH = ("Crashed reason", "We experienced a crash", "Error while stopping child", "Error: ")
"""How mode's messages begin that follow a failure which `workers.streams.failures.failure` has
told."""
QUIET_BELOW = logging.WARNING
"""What Faust and aiokafka say below this level is for who debugs them."""

TELLS_SECRETS = "aiokafka.conn"
"""Writes every request as it is when debugging, the password of a PLAIN login included."""


EXTRA_FIELDS = ("stage", "article_id", "trace_id")
"""What `extra=` may say of a message: `workers.streams.messages.subject`."""


def is_json(log_format: LogFormat, stream: TextIO) -> bool:
    """Whether lines of JSON are to be written to `stream`."""
    return log_format == "json" or (log_format == "auto" and not stream.isatty())


def logging_config(level: str, *, as_json: bool = False) -> dict[str, Any]:
    """Return the configuration for `logging.config.dictConfig`.

    With DEBUG, the messages of the libraries are written too.
    """
    name = level.upper()
    libraries = name if name == "DEBUG" else logging.getLevelName(QUIET_BELOW)
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {
            "text": {"format": "%(asctime)s %(levelname)s %(name)s: %(message)s"},
            "json": {"()": JsonFormatter},
        },
        "filters": {"calm": {"()": CalmFilter, "level": name}},
        "handlers": {
            "stderr": {
                "class": "logging.StreamHandler",
                "stream": "ext://sys.stderr",
                "formatter": "json" if as_json else "text",
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


class JsonFormatter(logging.Formatter):
    """A message as one JSON object on one line.

    It has `time` (RFC 3339, UTC), `level`, `logger` and `message`; `stage`, `article_id` and
    `trace_id` where the message says which; `traceback` where it is about an exception.
    """

    def format(self, record: logging.LogRecord) -> str:
        """Return the line, without its end."""
        line = {
            "time": rfc3339(datetime.fromtimestamp(record.created, UTC)),
            "level": record.levelname,
            "logger": record.name,
            "message": record.getMessage(),
            **{name: getattr(record, name) for name in EXTRA_FIELDS if hasattr(record, name)},
        }
        if record.exc_info:
            line["traceback"] = self.formatException(record.exc_info)
        return json.dumps(line, ensure_ascii=False)


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
