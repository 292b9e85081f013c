"""Markdown of the reference pages: tables, paragraphs, code."""

from collections.abc import Iterable, Iterator, Sequence

Lines = Iterable[str]


def table(heads: Sequence[str], rows: Iterable[Sequence[str]]) -> Iterator[str]:
    """Yield a table and an empty line."""
    yield f"| {' | '.join(heads)} |"
    yield "|" + "---|" * len(heads)
    yield from (f"| {' | '.join(map(cell, row))} |" for row in rows)
    yield ""


def cell(text: str) -> str:
    """Return text for a cell of a table, on one line."""
    return " ".join(text.replace("|", r"\|").split())


def code(text: object) -> str:
    """Return text as code, and nothing for nothing."""
    return f"`{text}`" if text not in ("", None) else ""


def codes(texts: Iterable[object]) -> str:
    """Return several texts as code, with commas."""
    return ", ".join(map(code, texts))


def page(lines: Lines) -> str:
    """Return the lines as the text of a file."""
    return "\n".join(lines).rstrip() + "\n"
