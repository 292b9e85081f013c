"""The dead letter of a message that a stage refuses."""

import logging

from workers.streams.dead_letters.letter import dead_letter
from workers.streams.dead_letters.limit import DeadLetterLimit
from workers.streams.flow.intake import Work
from workers.streams.messages.message import Outgoing
from workers.streams.messages.refusal import Refusal
from workers.streams.metrics.process_metrics import ProcessMetrics

log = logging.getLogger(__name__)


def refused_letter(
    work: Work, refusal: Refusal, *, topic: str, metrics: ProcessMetrics, limit: DeadLetterLimit
) -> Outgoing:
    """Return the letter for `topic`; the refusal is counted, logged, and noted in the span.

    Raises:
        TooManyDeadLettersError: So much is refused that the worker has to end.
    """
    stage, original = limit.stage, work.original
    limit.refused(refusal)
    work.span.fail(refusal.reason)
    metrics.dead_lettered.add(stage=stage, reason=refusal.error or "Refused")
    log.info(
        "refused %s-%d@%d: %s",
        original.topic,
        original.partition,
        original.offset,
        refusal,
        extra=work.subject,
    )
    return dead_letter(topic, stage, original, refusal)
