"""Numbers of things in words."""

from collections import Counter
from collections.abc import Callable, Collection

MOST_REASONS = 3


def counted(count: int, noun: str, *, shown: Callable[[int], str] = str) -> str:
    """Return `1 feed`, `2 feeds`; `shown` writes the number."""
    return f"{shown(count)} {noun}{'' if count == 1 else 's'}"


def counted_reasons(reasons: Collection[str]) -> str:
    """Return `2 (no answer), 1 (HTTP status 404)`: the most frequent reasons first."""
    common = Counter(reasons).most_common(MOST_REASONS)
    more = len(set(reasons)) - len(common)
    listed = [f"{count} ({reason})" for reason, count in common]
    return ", ".join([*listed, *([counted(more, "other reason")] if more else [])])
