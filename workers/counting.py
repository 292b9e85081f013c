"""Numbers of things in words."""


def counted(count: int, noun: str) -> str:
    """Return `1 feed`, `2 feeds`."""
    return f"{count} {noun}{'' if count == 1 else 's'}"
