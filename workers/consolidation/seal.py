"""Whether the rows of a shard are those that its last operation left, told without building a record.

Each row has a mark, a short digest of what tells one version of it from the next. All marks together, in whatever order, and the mark of the rules that
wrote them make the shard's seal, which every operation writes into the clock. Where the rows found after a crash add up to it, the last operation was
written whole and nothing is untold; where they do not, an operation was cut short or the rows are another version's, and every record is looked at.
"""

from collections.abc import Iterator
from functools import cache
from hashlib import blake2b, sha256
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import Any

from schemas import ArticleMentions, Decision, encode
from workers.consolidation.settings import ConsolidationSettings
from workers.consolidation.state import StoredEvent

PACKAGES = ("schemas", "workers.edtf", "workers.consolidation")
"""What decides on the content of a record."""
SUFFIXES = (".py", ".txt", ".toml")


def article_mark(mentions: ArticleMentions) -> int:
    """Return the mark of an article's row."""
    article = mentions.article
    chains = [chain.index for chain in mentions.chains]
    return _mark("article", article.id, article.version, article.status, article.fingerprint.exact, chains)


def event_mark(row: StoredEvent) -> int:
    """Return the mark of an event's row."""
    activity = row.published, row.arrived
    return _mark("event", row.told.event_id, row.told.version, row.members, row.born, activity, row.shrunk)


def decision_mark(decision: Decision) -> int:
    """Return the mark of a decision's row."""
    return _mark("decision", decision.id, decision.version, decision.status, decision.at)


def rules_mark(settings: ConsolidationSettings, models: object) -> int:
    """Return the mark of what makes rows out of articles: this program, its weights and its bounds."""
    return _mark(_program(), repr(models), settings.piece_limit, settings.story_limit, settings.neighbours)


@cache
def _program() -> str:
    digest = blake2b(digest_size=16)
    for package in PACKAGES:
        for name, data in sorted(_sources(files(package), package)):
            digest.update(encode((name, sha256(data).hexdigest())))
    return digest.hexdigest()


def _sources(folder: Traversable, name: str) -> Iterator[tuple[str, bytes]]:
    for item in folder.iterdir():
        path = f"{name}/{item.name}"
        if item.is_dir():
            yield from _sources(item, path)
        elif path.endswith(SUFFIXES):
            yield path, item.read_bytes()


def _mark(*told: Any) -> int:
    return int.from_bytes(blake2b(encode(told), digest_size=8).digest(), "big")
