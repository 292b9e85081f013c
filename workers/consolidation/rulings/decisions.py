"""Decisions of an operator, made from the records of the events that they concern."""

from collections.abc import Collection, Iterable
from hashlib import sha256

from schemas import Decision, EventRecord
from schemas.decision import Verdict
from schemas.event import MentionLine

Mentions = tuple[MentionLine, ...]
MOST_NAMED = 400
"""Most mentions on a side of a decision: more do not make the decision firmer. Other mentions of
the event go to the side that they are linked to best."""
ID_DIGITS = 20
"""Hexadecimal digits of a decision id."""


class DecisionError(ValueError):
    """The request is no valid decision; the message tells the operator why."""


def split(
    record: EventRecord, article_ids: Collection[str], *, author: str, reason: str, at: str
) -> Decision:
    """Decide that mentions of one event are two events: those of some articles, and the rest.

    Args:
        record: The event as last published.
        article_ids: Some of its articles, not all.
        author: Who decides.
        reason: Why, in a sentence.
        at: RFC 3339 time of the decision.

    Raises:
        DecisionError: An article has no mention of the event, or no other article has one.
    """
    strange = sorted(set(article_ids) - {mention.article_id for mention in record.mentions})
    if strange:
        raise DecisionError(f"event {record.event_id} has no mention in {', '.join(strange)}")
    apart = tuple(mention for mention in record.mentions if mention.article_id in article_ids)
    rest = _limited(m for m in record.mentions if m.article_id not in article_ids)
    if not apart or not rest:
        event = f"event {record.event_id}"
        raise DecisionError(f"name some of the articles of {event}, not none and not all of them")
    return _decision(_shard(record), "split", (apart, rest), author=author, reason=reason, at=at)


def join(first: EventRecord, second: EventRecord, *, author: str, reason: str, at: str) -> Decision:
    """Decide that two events, as last published, are one.

    Raises:
        DecisionError: The records are of the same event, or of two shards, which share nothing.
    """
    if first.event_id == second.event_id:
        raise DecisionError(f"{first.event_id} is one event already")
    if _shard(first) != _shard(second):
        shards = f"{first.event_id} is in shard {first.shard}, {second.event_id} in {second.shard}"
        raise DecisionError(f"{shards}: they never meet")
    ordered = sorted((first, second), key=lambda record: record.event_id)
    sides = _limited(ordered[0].mentions), _limited(ordered[1].mentions)
    return _decision(_shard(first), "join", sides, author=author, reason=reason, at=at)


def revoke(record: EventRecord, decision_id: str, *, author: str, reason: str, at: str) -> Decision:
    """Revoke a decision that bears on the event.

    Raises:
        DecisionError: No decision with this id bears on the event.
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
        problem = f"event {record.event_id} was told by an older version, without its shard"
        raise DecisionError(f"{problem}: feed it anew")
    return record.shard


def _limited(mentions: Iterable[MentionLine]) -> Mentions:
    """Return at most `MOST_NAMED` mentions: first one mention of each article."""
    ordered = list(mentions)
    first = {mention.article_id: mention for mention in reversed(ordered)}
    ordered.sort(key=lambda mention: first[mention.article_id] != mention)
    return tuple(ordered[:MOST_NAMED])


def _decision(
    shard: str,
    verdict: Verdict,
    sides: tuple[Mentions, Mentions],
    *,
    author: str,
    reason: str,
    at: str,
) -> Decision:
    mentions = (f"{m.article_id}\x1f{m.field}\x1f{m.start}" for side in sides for m in side)
    named = "\x1e".join(mentions)
    content = f"{shard}\x1d{verdict}\x1d{author}\x1d{at}\x1d{named}"
    digest = sha256(content.encode("utf-8", "surrogatepass")).hexdigest()
    return Decision(digest[:ID_DIGITS], shard, verdict, *sides, author, reason, at)
