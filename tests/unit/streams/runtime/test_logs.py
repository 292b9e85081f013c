import logging

from workers.streams.runtime.logs import FLOOD_SECONDS, CalmFilter, logging_config


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
