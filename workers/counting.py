"""Numbers of things in words."""

from collections.abc import Callable


def counted(count: int, noun: str, *, shown: Callable[[int], str] = str) -> str:
    """Return `1 feed`, `2 feeds`; `shown` writes the number."""
    return f"{shown(count)} {noun}{'' if count == 1 else 's'}"
