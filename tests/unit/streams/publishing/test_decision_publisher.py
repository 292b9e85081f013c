"""The message that carries a decision."""

from schemas import Decision, decode
from schemas.codec import decode_mentions
from workers.settings import Settings
from workers.streams.publishing.decision_publisher import decision_message

DECISION = Decision("d1", "en", "join", (), (), "ed", "one event", "2031-05-06T08:15:00Z")


def test_a_decision_goes_to_its_shard_and_is_read_back_as_it_was() -> None:
    message = decision_message(Settings(), DECISION, entropy=bytes)
    assert (message.topic, message.key) == ("dateline.mentions", b"en")
    assert (
        decode(Decision, message.value or b"") == decode_mentions(message.value or b"") == DECISION
    )
