"""The account of a run: what was acknowledged, against what can be read afterwards.

Every article that was acknowledged has to be found again.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

import orjson
from aiokafka import ConsumerRecord

from schemas import ArticleMentions
from schemas.codec import decode_mentions
from tests.chaos.traffic import topic_content
from tests.records import canonical
from workers.settings import Settings

SHOWN = 3
ENDED = ("merged", "retracted")


@dataclass
class Outcome:
    """What can be read after a run.

    `told` holds every message of `dateline.events`, in order, by event id.
    """

    told: dict[str, list[dict[str, Any]]]
    mentions: dict[str, ArticleMentions]
    late: set[str]
    dead: Counter[str]

    @property
    def final(self) -> list[dict[str, Any]]:
        """The last record of each event, as a compacted topic keeps it.

        Those that were merged away or retracted are left out.
        """
        return [records[-1] for records in self.told.values() if records[-1]["status"] not in ENDED]

    @property
    def in_events(self) -> set[str]:
        return {line["id"] for record in self.final for line in record["articles"]}

    @property
    def without_event(self) -> set[str]:
        return {name for name, told in self.mentions.items() if not told.chains}


@dataclass
class Account:
    """What is wrong with a run, in sentences; empty where nothing is."""

    findings: list[str] = field(default_factory=list)

    def expect_none(self, what: str, items: Iterable[Any]) -> None:
        found = sorted(map(str, items))
        if found:
            self.findings.append(
                f"{len(found)} {what}: {'; '.join(item[:300] for item in found[:SHOWN])}"
            )


async def outcome_of(settings: Settings) -> Outcome:
    """Read all topics."""
    told: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for message in await topic_content(settings, "events"):
        told[(message.key or b"").decode()].append(orjson.loads(message.value or b"null"))
    dead = Counter(
        (message.key or b"").decode(errors="replace")
        for message in await topic_content(settings, "dead-letters")
    )
    late = {told.article.id for told in _mentions(await topic_content(settings, "late"))}
    return Outcome(
        dict(told), _winners(_mentions(await topic_content(settings, "mentions"))), late, dead
    )


def judge(
    sent: set[str],
    outcome: Outcome,
    *,
    undisturbed: list[dict[str, Any]],
    refused: frozenset[str] = frozenset(),
) -> Account:
    """Return what is wrong.

    `refused` are the articles that belong into the dead letters, `undisturbed` the final records
    of a run without faults.
    """
    account = Account()
    accounted = outcome.in_events | outcome.without_event | outcome.late | set(outcome.dead)
    account.expect_none("articles lost", sent - accounted)
    account.expect_none("articles that nobody sent", (accounted | set(outcome.mentions)) - sent)
    account.expect_none("articles refused that are sound", set(outcome.dead) - refused)
    account.expect_none("articles not refused that should be", refused - set(outcome.dead))
    account.expect_none(
        "windows open at the end", (r["event_id"] for r in outcome.final if r["status"] == "open")
    )
    account.expect_none("versions told with different bytes", _told_twice(outcome))
    account.expect_none("events whose last message is not their last version", _outdated(outcome))
    account.expect_none("windows closed twice in a row", _closed_twice(outcome))
    want, have = Counter(canonical(undisturbed)), Counter(canonical(outcome.final))
    account.expect_none(
        "final records missing that a run without faults tells", (want - have).elements()
    )
    account.expect_none(
        "final records that a run without faults does not tell", (have - want).elements()
    )
    return account


def figures(sent: set[str], outcome: Outcome) -> str:
    """Return the ledger's sums in one line."""
    return (
        f"{len(sent)} articles acknowledged"
        f" = {len(outcome.in_events)} in {len(outcome.final)} events"
        f" + {len((outcome.without_event | outcome.late) - outcome.in_events - outcome.late)}"
        f" without an event + {len(outcome.late)} late"
        f" + {len(set(outcome.dead))} dead letters;"
        f" {sum(map(len, outcome.told.values()))} records told"
    )


def _mentions(messages: Sequence[ConsumerRecord]) -> list[ArticleMentions]:
    found = (decode_mentions(message.value or b"") for message in messages)
    return [told for told in found if isinstance(told, ArticleMentions)]


def _winners(mentions: Iterable[ArticleMentions]) -> dict[str, ArticleMentions]:
    latest: dict[str, ArticleMentions] = {}
    for told in mentions:
        known = latest.get(told.article.id)
        if known is None or told.article.version >= known.article.version:
            latest[told.article.id] = told
    return latest


def _told_twice(outcome: Outcome) -> list[str]:
    found = []
    for event_id, records in outcome.told.items():
        bodies: dict[int, set[bytes]] = defaultdict(set)
        for record in records:
            bodies[record["version"]].add(orjson.dumps(record))
        found += [
            f"{event_id} version {version}" for version, told in bodies.items() if len(told) > 1
        ]
    return found


def _outdated(outcome: Outcome) -> list[str]:
    return [
        event_id
        for event_id, records in outcome.told.items()
        if records[-1]["version"] < max(record["version"] for record in records)
    ]


def _closed_twice(outcome: Outcome) -> list[str]:
    found = []
    for event_id, records in outcome.told.items():
        closed = {record["version"] for record in records if record["change"] == "closed"}
        found += [
            f"{event_id} versions {version} and {version + 1}"
            for version in closed
            if version + 1 in closed
        ]
    return found
