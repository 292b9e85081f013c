"""Decisions of an operator, made out of the records of the events that they are about."""

from collections.abc import Collection, Iterable
from hashlib import sha256

from schemas import Decision, EventRecord
from schemas.decision import Verdict
from schemas.event import MentionLine

Side = tuple[MentionLine, ...]
MOST_NAMED = 400
"""Most mentions named of a side that a decision takes as it is: more hold it no better. Those that are not named go with the side they are closest to."""


class DecisionError(ValueError):
    """What is asked for is no decision; the message says why, in words for who asked."""


def split(record: EventRecord, article_ids: Collection[str], *, author: str, reason: str, at: str) -> Decision:
    """Decide that what the articles tell of the event is not one event with what its other articles tell.

    Args:
        record: The event as it was last told.
        article_ids: Some of its articles, not all.
        author: Who decides.
        reason: Why, in a sentence.
        at: RFC 3339 time of the decision.

    Raises:
        DecisionError: One of them does not tell the event by a mention of its own, or no other article does.
    """
    telling = {mention.article_id for mention in record.mentions}
    strange = sorted(set(article_ids) - telling)
    if strange:
        raise DecisionError(f"event {record.event_id} has no mention in {', '.join(strange)}")
    apart = tuple(mention for mention in record.mentions if mention.article_id in article_ids)
    rest = _named(mention for mention in record.mentions if mention.article_id not in article_ids)
    if not apart or not rest:
        raise DecisionError(f"name some of the articles of event {record.event_id}, not none and not all of them")
    return _decision(_shard(record), "split", (apart, rest), author=author, reason=reason, at=at)


def join(one: EventRecord, two: EventRecord, *, author: str, reason: str, at: str) -> Decision:
    """Decide that two events, as they were last told, are one.

    Raises:
        DecisionError: They are the same record, or stand in two shards, which share nothing.
    """
    if one.event_id == two.event_id:
        raise DecisionError(f"{one.event_id} is one event already")
    if _shard(one) != _shard(two):
        raise DecisionError(f"{one.event_id} is in shard {one.shard}, {two.event_id} in {two.shard}: they never meet")
    first, second = sorted((one, two), key=lambda record: record.event_id)
    sides = _named(first.mentions), _named(second.mentions)
    return _decision(_shard(one), "join", sides, author=author, reason=reason, at=at)


def revoke(record: EventRecord, decision_id: str, *, author: str, reason: str, at: str) -> Decision:
    """Take back a decision that bears on the event.

    Raises:
        DecisionError: None with that id does.
    """
    line = next((line for line in record.decisions if line.id == decision_id), None)
    if line is None:
        raise DecisionError(f"no decision {decision_id} bears on event {record.event_id}")
    return Decision(
        id=line.id,
        shard=_shard(record),
        verdict=line.verdict,
        first=(),
        second=(),
        author=author,
        reason=reason,
        at=at,
        version=line.version + 1,
        status="revoked",
    )


def _shard(record: EventRecord) -> str:
    if record.shard is None:
        raise DecisionError(f"event {record.event_id} was told by an older version, without its shard: feed it anew")
    return record.shard


def _named(mentions: Iterable[MentionLine]) -> tuple[MentionLine, ...]:
    """At most `MOST_NAMED` mentions: one of each article first."""
    ordered = list(mentions)
    first = {mention.article_id: mention for mention in reversed(ordered)}
    ordered.sort(key=lambda mention: first[mention.article_id] != mention)
    return tuple(ordered[:MOST_NAMED])


def _decision(shard: str, verdict: Verdict, sides: tuple[Side, Side], *, author: str, reason: str, at: str) -> Decision:
    named = "\x1e".join(f"{m.article_id}\x1f{m.field}\x1f{m.start}" for side in sides for m in side)
    digest = sha256(f"{shard}\x1d{verdict}\x1d{author}\x1d{at}\x1d{named}".encode("utf-8", "surrogatepass"))
    return Decision(digest.hexdigest()[:20], shard, verdict, *sides, author, reason, at)
