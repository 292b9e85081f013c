"""A limit on refusals: a stage that refuses too many messages stops."""

from collections import deque
from dataclasses import dataclass, field

from workers.settings import Settings
from workers.streams.failures.worker_errors import TooManyDeadLettersError
from workers.streams.messages.refusal import Refusal


@dataclass(slots=True)
class DeadLetterLimit:
    """Stops a stage that refuses too many messages.

    Too many are too many in a row, or too large a share of the last ones.

    Attributes:
        run: Most refusals in a row; also how many outcomes the share is taken over.
        share: Largest share of refusals among the last `run` outcomes, judged once there are so
            many.
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
                f"stage {self.stage} refused {self._refused} of the last {len(self._latest)} "
                f"messages, the last one because: {refusal.reason}. It stops, so as not to empty "
                "the topic into the dead letters; if they are really all wrong, raise "
                "DATELINE_DEAD_LETTER_SHARE and DATELINE_DEAD_LETTER_RUN."
            )

    def _count(self, *, refused: bool) -> None:
        self._latest.append(refused)
        self._refused += refused
        if len(self._latest) > self.run:
            self._refused -= self._latest.popleft()
