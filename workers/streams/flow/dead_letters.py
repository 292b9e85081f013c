"""Dead letters, the writing side: what could not be read or processed goes to its topic as it came, with the reason in the headers.

The headers follow those of Kafka Connect (`__connect.errors.*`) for what it names; the reading side is `dead_letter_queue`. A limit stops the worker
when so much is refused that the fault is more likely ours.
"""

from collections import deque
from dataclasses import dataclass, field

from workers.settings import Settings
from workers.streams.flow.sending import Outgoing
from workers.streams.kafka.headers import DeadLetterOrigin, Headers, dead_letter_headers
from workers.streams.pool.outcomes import Refusal
from workers.streams.runtime.failure import TooManyDeadLettersError
from workers.version import __version__

CONNECT = "__connect.errors."


@dataclass(frozen=True, slots=True)
class Original:
    """A message as it came."""

    topic: str
    partition: int
    offset: int
    key: bytes | None
    value: bytes | None
    headers: Headers
    timestamp: float | None


def dead_letter(topic: str, stage: str, original: Original, refusal: Refusal) -> Outgoing:
    """Return the dead letter for `topic`: original key, value, timestamp and headers, and ours that say why."""
    origin = DeadLetterOrigin(
        stage=stage,
        reason=refusal.reason,
        position=refusal.position,
        topic=original.topic,
        partition=original.partition,
        offset=original.offset,
    )
    carried = [(name, value) for name, value in original.headers if not name.startswith(CONNECT)]
    headers = [*dead_letter_headers(origin, carried), *_connect_headers(stage, original, refusal)]
    return Outgoing(topic, original.key, original.value, headers, timestamp=original.timestamp)


def _connect_headers(stage: str, original: Original, refusal: Refusal) -> Headers:
    told = {
        f"{CONNECT}topic": original.topic,
        f"{CONNECT}partition": str(original.partition),
        f"{CONNECT}offset": str(original.offset),
        f"{CONNECT}stage": stage.upper(),
        f"{CONNECT}exception.class.name": refusal.error,
        f"{CONNECT}exception.message": refusal.reason,
        "dateline_dead_letter_attempts": str(refusal.attempts),
        "dateline_dead_letter_version": __version__,
    }
    return [(name, text.encode("utf-8", "backslashreplace")) for name, text in told.items()]


@dataclass(slots=True)
class DeadLetterLimit:
    """Stops a stage that refuses too much: too many in a row, or too large a share of the last ones.

    Attributes:
        run: Most refusals in a row; also how many outcomes the share is taken over.
        share: Largest share of refusals among the last `run` outcomes, judged once there are so many.
    """

    stage: str
    run: int
    share: float
    _row: int = 0
    _refused: int = 0
    _latest: deque[bool] = field(default_factory=deque)

    @classmethod
    def of(cls, stage: str, settings: Settings) -> "DeadLetterLimit":
        """Take the limits from the settings."""
        return cls(stage, settings.dead_letter_run, settings.dead_letter_share)

    def accepted(self) -> None:
        """Count an article that was processed."""
        self._row = 0
        self._count(refused=False)

    def refused(self, refusal: Refusal) -> None:
        """Count a refusal, before its dead letter is sent.

        Raises:
            TooManyDeadLettersError: It is one too many; it must not be sent.
        """
        self._row += 1
        self._count(refused=True)
        full = len(self._latest) >= self.run
        if self._row > self.run or (full and self._refused > self.share * len(self._latest)):
            raise TooManyDeadLettersError(
                f"stage {self.stage} refused {self._refused} of the last {len(self._latest)} messages, the last one because: "
                f"{refusal.reason}. It stops, so as not to empty the topic into the dead letters; if they are really all wrong, "
                "raise DATELINE_DEAD_LETTER_SHARE and DATELINE_DEAD_LETTER_RUN."
            )

    def _count(self, *, refused: bool) -> None:
        self._latest.append(refused)
        self._refused += refused
        if len(self._latest) > self.run:
            self._refused -= self._latest.popleft()
