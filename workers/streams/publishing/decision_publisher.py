"""Putting an operator's decision into `dateline.mentions`, where its shard's articles are."""

import secrets
from collections.abc import Callable

from aiokafka.errors import KafkaError

from schemas import Decision, encode
from workers.settings import Settings
from workers.streams.kafka.producers import PublishError, producing
from workers.streams.messages.headers import TRACE_ENTROPY, new_trace_context
from workers.streams.messages.message import Outgoing


def decision_message(
    settings: Settings, decision: Decision, *, entropy: Callable[[int], bytes] = secrets.token_bytes
) -> Outgoing:
    """Return the message that carries a decision; it starts a trace.

    The key is the shard, so that the decision is in the partition of the articles of the shard.
    """
    return Outgoing(
        settings.topic("mentions"),
        decision.shard.encode(),
        encode(decision),
        new_trace_context(entropy(TRACE_ENTROPY)),
    )


async def publish_decision(
    settings: Settings, decision: Decision, *, entropy: Callable[[int], bytes] = secrets.token_bytes
) -> None:
    """Publish a decision and wait for the acknowledgement. Publishing it again is harmless.

    Raises:
        PublishError: The broker cannot be reached or did not take it.
    """
    message = decision_message(settings, decision, entropy=entropy)
    async with producing(settings, "mentions") as producer:
        try:
            await producer.send_and_wait(
                message.topic, message.value, message.key, headers=message.headers
            )
        except KafkaError as error:
            raise PublishError(
                f"decision {decision.id}: the broker did not take it ({error})"
            ) from error
