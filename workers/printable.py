"""Text of others on a terminal."""


def printable(line: str) -> str:
    """Return a line in which characters that a terminal acts on are written as escapes."""
    return "".join(char if char.isprintable() else f"\\u{ord(char):04x}" for char in line)
