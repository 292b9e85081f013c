import io
import json
import logging
import sys

import pytest

from workers.settings import LogFormat
from workers.streams.runtime.logs import (
    FLOOD_SECONDS,
    CalmFilter,
    JsonFormatter,
    is_json,
    logging_config,
)


class Clock:
    now = 0.0

    def __call__(self) -> float:
        return self.now


def said(name: str, message: str, *args: object, level: int = logging.ERROR) -> logging.LogRecord:
    return logging.LogRecord(name, level, "file", 1, message, args, None)


def test_of_a_flood_the_first_message_passes_and_then_a_count() -> None:
    clock = Clock()
    calm = CalmFilter(now=clock)
    flood = [said("aiokafka.conn", "no broker %d", number) for number in range(100)]
    assert [calm.filter(record) for record in flood] == [True, *[False] * 99]
    clock.now = FLOOD_SECONDS
    last = said("aiokafka.conn", "no broker %d", 100)
    assert calm.filter(last)
    assert last.getMessage() == "no broker 100 (99 more like this)"


def test_what_we_say_always_passes() -> None:
    calm = CalmFilter(now=Clock())
    assert all(calm.filter(said("workers.streams.pool.pool", "the same")) for _ in range(5))


def test_what_follows_from_a_failure_is_not_told_again() -> None:
    calm = CalmFilter(now=Clock())
    assert not calm.filter(
        said("mode.worker", "[^Worker]: We experienced a crash! Reraising original exception...")
    )
    assert not calm.filter(
        said("workers.streams.runtime.app", "[^-StageApp]: Crashed reason=%r", ValueError())
    )


def test_faust_s_chatter_under_our_name_is_for_debugging() -> None:
    record = said("workers.streams.runtime.app", "[^-StageApp]: Starting...", level=logging.INFO)
    assert not CalmFilter(now=Clock()).filter(record)
    assert CalmFilter(level="DEBUG", now=Clock()).filter(record)


def test_what_would_write_a_password_when_debugging_does_not_debug() -> None:
    loggers = logging_config("DEBUG")["loggers"]
    assert loggers["aiokafka"]["level"] == "DEBUG"
    assert loggers["aiokafka.conn"]["level"] == "WARNING"


def test_a_line_of_json_says_which_article_in_which_stage_and_trace() -> None:
    record = said("workers.streams.stages.article_stage", "article %r: no\ndate", "a1")
    record.__dict__.update({"stage": "prepare", "article_id": "a\udc801", "trace_id": "0af7"})
    line = JsonFormatter().format(record)
    told = json.loads(line)
    assert "\n" not in line
    assert told.pop("time").endswith("Z")
    assert told == {
        "level": "ERROR",
        "logger": "workers.streams.stages.article_stage",
        "message": "article 'a1': no\ndate",
        "stage": "prepare",
        "article_id": "a\udc801",
        "trace_id": "0af7",
    }


def test_an_exception_is_in_the_line_of_its_message() -> None:
    try:
        int("so it is")
    except ValueError:
        record = said("workers", "failed")
        record.exc_info = sys.exc_info()
    line = JsonFormatter().format(record)
    assert "\n" not in line
    assert json.loads(line)["traceback"].endswith("with base 10: 'so it is'")


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


@pytest.mark.parametrize(
    ("log_format", "stream", "json_lines"),
    [
        ("auto", Terminal(), False),
        ("auto", io.StringIO(), True),
        ("json", Terminal(), True),
        ("text", io.StringIO(), False),
    ],
)
def test_lines_are_json_where_nobody_watches_and_as_the_setting_says(
    log_format: LogFormat, stream: io.StringIO, json_lines: bool
) -> None:
    assert is_json(log_format, stream) is json_lines
    formatter = logging_config("INFO", as_json=json_lines)["handlers"]["stderr"]["formatter"]
    assert formatter == ("json" if json_lines else "text")
